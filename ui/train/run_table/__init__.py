"""The runs of this machine as a table: every name is a link to its run, for the mouse, the keyboard and a new tab."""

from pathlib import Path

import streamlit as st

from resnet_core.jobs.service import RunView
from ui import outage, services, words
from ui.train import submit

PAGE = 50
"""Rows at first, and with every press of the button below."""
ROW_HEIGHT, BOX_HEIGHT = 30, 340
"""In pixels; the place is kept while the table is on its way to the browser."""
_HERE = Path(__file__).parent
_KEY, _SHOWN = "run_table", "_run_table_shown"
_COMPONENT = st.components.v2.component(
    "residual_lab_run_table",
    html='<div class="scroll" tabindex="0" role="region"><table></table></div>',
    css=(_HERE / "run_table.css").read_text(encoding="utf-8"),
    js=(_HERE / "run_table.js").read_text(encoding="utf-8"),
)
COLUMNS = ("Run", "Seed", "Begun", "Took", "Test accuracy", "State")


def show(*, opened: str | None = None) -> None:
    """The newest runs first, the one that is `opened` marked; nothing when there are none."""
    with outage.told():
        _draw(opened)


def _draw(opened: str | None) -> None:
    shown = st.session_state.setdefault(_SHOWN, PAGE)
    views = services.lab().runs(limit=shown + 1)
    if not views:
        return
    st.markdown("**Runs on this machine**")
    accuracies = services.lab().last_values("test_accuracy", [view.id for view in views])
    rows = [
        {"id": view.id, "cells": cells(view, accuracies.get(view.id)), "opened": view.id == opened}
        for view in views[:shown]
    ]
    _COMPONENT(
        key=_KEY,
        data={"columns": COLUMNS, "rows": rows, "label": "Runs on this machine"},
        height=min(BOX_HEIGHT, ROW_HEIGHT * (len(rows) + 1) + 12),
        on_pressed_change=_open,
    )
    if len(views) > shown:
        st.button(f"Show {PAGE} more", key="more_runs", icon=":material/expand_more:", on_click=_show_more)


def cells(view: RunView, accuracy: float | None) -> list[str]:
    """What the table says of a run, in the order of `COLUMNS`."""
    return [
        view.name,
        str(view.config["training"]["seed"]),
        words.moment(view.created),
        words.duration(view.ended - view.started) if view.started and view.ended else "",
        "" if accuracy is None else f"{accuracy:.1%}",
        words.STATES[view.state][0],
    ]


def _open() -> None:
    if run_id := st.session_state[_KEY].get("pressed"):
        submit.open_run(run_id)


def _show_more() -> None:
    st.session_state[_SHOWN] += PAGE
