"""The diagram, the selected layer and the layer table: a press in either of them selects, or folds, in both.

What is selected and unfolded lives in the address, as `net.layer` and `net.open`.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from resnet_core.analysis.layers import LayerRow, rows, totals
from resnet_core.plan.nodes import NetworkPlan
from resnet_core.plan.shapes import Step, walk
from ui import network_layer, words
from ui.diagram import diagram, pressed
from ui.diagram.scene import network_scene
from ui.network_lines import ALL, Line, around, folds, lines, toggled

LAYER, OPEN = "net.layer", "net.open"
DIAGRAM, TABLE = "net_diagram", "net_table"
FIRST = "stem.conv"
LIT = "background-color: #14606B40"
"""The theme's accent, thinned, so that both themes' text stays readable on it."""
MOST_LIT = 200
"""Lines up to which the selected one is coloured: a style is a pass over all cells."""


def broken(plan: NetworkPlan) -> None:
    """The diagram of a network that does not fit, open where it fails."""
    scene = network_scene(plan, _open(plan))
    at = next((node.label for node in scene.nodes if node.broken), "a layer that cannot take what reaches it")
    diagram(scene, key=DIAGRAM, alt=f"The network up to where it fails: {at}", on_change=lambda: _press(plan))


@st.fragment
def explore(plan: NetworkPlan) -> None:
    """The diagram beside the selected layer and the table; one below the other on a phone."""
    steps = tuple(walk(plan))
    table = rows(steps)
    chosen = _selected(table)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown("**The diagram**  \n:gray[Press a dashed box to unfold it, a layer to select it.]")
        diagram(
            network_scene(plan, _open(plan)),
            key=DIAGRAM,
            alt=f"Diagram of the network: {len(table)} layers, {_stages(plan)}; selected: {table[chosen].path}",
            selected=table[chosen].path,
            on_change=lambda: _press(plan),
        )
    with right:
        _card(steps[chosen], table[chosen], table)
        st.markdown("**Every layer**  \n:gray[Pick a row: a layer is selected, a stage or a block unfolds.]")
        _layer_table(plan, table, table[chosen].path)


def _stages(plan: NetworkPlan) -> str:
    return ", ".join(
        f"{stage.name} with {len(stage.blocks)} block{'s' if len(stage.blocks) > 1 else ''}" for stage in plan.stages
    )


def _card(step: Step, row: LayerRow, table: Sequence[LayerRow]) -> None:
    """The row of one layer, with where its numbers come from."""
    whole = totals(table)
    with st.container(border=True):
        st.markdown(f"**`{row.path}`**  \n{network_layer.title(row)}")
        st.latex(network_layer.formula(step.layer))
        lines = [f"**Kernel** {kernel}"] if (kernel := network_layer.kernel(step.layer)) else []
        lines += [
            f"**Parameters** {_counted(network_layer.params_sum(step.layer), row.params, whole.params)}",
            f"**Multiply-adds** {_counted(network_layer.macs_sum(step.layer, row.out_shape), row.macs, whole.macs)}",
            f"**Output** {words.size(row.activation_bytes)} for one picture, as 32-bit floats",
            f"**Receptive field** {network_layer.sight(row, table[0].in_shape[1])}",
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))


def _counted(arithmetic: str, number: int, whole: int) -> str:
    if not number:
        return "none"
    share = number / whole
    return f"{arithmetic} = {number:,} ({'under 0.1%' if share < 0.001 else f'{share:.1%}'} of the network)"


def _layer_table(plan: NetworkPlan, table: Sequence[LayerRow], chosen: str) -> None:
    shown = lines(table, _open(plan))
    ids = [line.id for line in shown]
    at = [ids.index(chosen)] if chosen in ids else []
    st.session_state[TABLE] = {"selection": {"rows": at, "columns": [], "cells": []}}
    frame = _frame(shown)
    st.dataframe(
        _lit(frame, at) if len(frame) <= MOST_LIT else frame,
        key=TABLE,
        hide_index=True,
        height=400,
        on_select=lambda: _pick(plan, ids),
        selection_mode="single-row",
        alt="The layers of the network, folded as in the diagram",
        column_config={
            "layer": st.column_config.TextColumn(width=140),
            **{
                name: st.column_config.NumberColumn(format="localized")
                for name in ("parameters", "multiply-adds", "sees, pixels")
            },
        },
    )
    with st.container(horizontal=True):
        st.button("Unfold all", key="net_unfold", icon=":material/unfold_more:", on_click=_set_open, args=((ALL,),))
        st.button("Fold all", key="net_fold", icon=":material/unfold_less:", on_click=_set_open, args=((),))


def _frame(shown: Sequence[Line]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "layer": [line.label for line in shown],
            "what": [line.what for line in shown],
            "output": [words.shape(line.out_shape) for line in shown],
            "parameters": [line.params for line in shown],
            "multiply-adds": [line.macs for line in shown],
            "sees, pixels": [line.receptive_field for line in shown],
        }
    )


def _lit(frame: pd.DataFrame, at: Sequence[int]) -> Styler:
    """The table with the selected line coloured."""
    return frame.style.apply(lambda row: [LIT if row.name in at else ""] * len(row), axis=1)


def _selected(table: Sequence[LayerRow]) -> int:
    """The index of the selected layer; the first where the address names none, or one this network does not have."""
    paths = [row.path for row in table]
    wanted = st.query_params.get(LAYER, FIRST)
    if wanted in paths:
        return paths.index(wanted)
    st.warning(
        f"{LAYER}={wanted}: this network has no such layer; the page shows {paths[0]}", icon=":material/link_off:"
    )
    return 0


def _open(plan: NetworkPlan) -> tuple[str, ...]:
    """What is unfolded, in this network."""
    wanted = st.query_params.get(OPEN, "").split(",")
    return tuple(fold for fold in folds(plan) if fold in wanted or ALL in wanted)


def _press(plan: NetworkPlan) -> None:
    """Callback: a fold opens or closes, a layer is selected."""
    _follow(plan, pressed(DIAGRAM))


def _pick(plan: NetworkPlan, ids: Sequence[str]) -> None:
    """Callback: the same from the table. Picking the selected row again clears it there, which changes nothing."""
    picked = st.session_state[TABLE]["selection"]["rows"]
    _follow(plan, ids[picked[0]] if picked else None)


def _follow(plan: NetworkPlan, pressed_id: str | None) -> None:
    if pressed_id is None:
        return
    if pressed_id in folds(plan):
        _set_open(toggled(_open(plan), pressed_id))
    else:
        st.query_params[LAYER] = pressed_id
        _set_open(tuple(dict.fromkeys((*_open(plan), *around(pressed_id)))))


def _set_open(opened: tuple[str, ...]) -> None:
    if opened:
        st.query_params[OPEN] = ",".join(opened)
    else:
        st.query_params.pop(OPEN, None)
