"""The table of layers, one line a box of the diagram beside it; a click on a line selects what it stands for.

Cells are picked, not rows: a picked row would stay ticked when another is selected in the diagram. Where something else
than a pick changed the table it is a new one, under a new key: Streamlit 1.67 loses the first click on a table that was
changed in its place.
"""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from ui import numbers
from ui.layers.lines import Line
from ui.say import say

RENEWALS = "_layer_table_renewals"
"""Session state: how often something else than a pick has selected a layer."""
LIT = "background-color: #14606B40"
"""The theme's accent, thinned, so that both themes' text stays readable on it."""
MOST_LIT = 200
"""Lines up to which the selected one is coloured: a style is a pass over all cells."""


def draw(shown: Sequence[Line], selected: str | None, *, key: str, on_pick: Callable[[str], None]) -> None:
    """Draws the table; `on_pick` is given the id of a picked line before the page reruns."""
    ids = [line.id for line in shown]
    frame, fresh = _frame(shown), f"{key}_{hash((*shown, st.session_state.get(RENEWALS, 0)))}"
    st.dataframe(
        _lit(frame, ids.index(selected)) if selected in ids and len(frame) <= MOST_LIT else frame,
        key=fresh,
        hide_index=True,
        on_select=lambda: _pick(fresh, ids, on_pick),
        selection_mode="single-cell",
        alt=say("layers-table.alt"),
        column_config={
            "layer": st.column_config.TextColumn(say("layers-column.layer"), width=118),
            "what": st.column_config.TextColumn(say("layers-column.what"), width=148),
            "output": st.column_config.TextColumn(say("layers-column.output"), width=84),
            "params": st.column_config.NumberColumn(say("layers-column.params"), format="localized", width=82),
            "macs": st.column_config.NumberColumn(say("layers-column.macs"), format="localized", width=98),
            "field": st.column_config.NumberColumn(say("layers-column.field"), format="localized", width=58),
        },
    )


def renew() -> None:
    """Makes the next table a new one. To be called in the callback of whatever else selects a layer."""
    st.session_state[RENEWALS] = st.session_state.get(RENEWALS, 0) + 1


def _pick(key: str, ids: Sequence[str], on_pick: Callable[[str], None]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        on_pick(ids[cells[0][0]])


def _frame(shown: Sequence[Line]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "layer": [line.label for line in shown],
            "what": [line.what for line in shown],
            "output": [numbers.shape(line.out_shape) for line in shown],
            "params": [line.params for line in shown],
            "macs": [line.macs for line in shown],
            "field": [line.receptive_field for line in shown],
        }
    )


def _lit(frame: pd.DataFrame, at: int) -> Styler:
    """The table with the selected line coloured."""
    return frame.style.apply(lambda row: [LIT if row.name == at else ""] * len(row), axis=1)
