"""The runs of this machine as a table: every name is a link to its run, for the mouse, the keyboard and a new tab."""

from pathlib import Path

import streamlit as st

from resnet_core.jobs.looks import RunView
from ui import numbers, outage, services, words
from ui.say import say
from ui.sketch import chosen, component
from ui.train import submit

PAGE = 50
"""Rows at first, and with every press of the button below."""
ROW_HEIGHT, BOX_HEIGHT = 30, 340
"""In pixels; the place is kept while the table is on its way to the browser."""
_KEY, _SHOWN = "run_table", "_run_table_shown"
_HTML = '<div class="scroll" role="region"><table></table></div>'
_COMPONENT = component("run_table", Path(__file__).parent, html=_HTML, parts=("roving",))
COLUMNS = ("name", "seed", "begun", "took", "accuracy", "state")


def show(*, opened: str | None = None) -> None:
    """Draws the newest runs first, the one that is `opened` marked; nothing when there are none."""
    with outage.told():
        _draw(opened)


def _draw(opened: str | None) -> None:
    shown = st.session_state.setdefault(_SHOWN, PAGE)
    views = services.lab().runs(limit=shown + 1)
    if not views:
        return
    st.markdown(f"**{say('runs')}**")
    accuracies = services.lab().last_values("test_accuracy", [view.id for view in views])
    rows = [
        {"id": view.id, "cells": cells(view, accuracies.get(view.id)), "opened": view.id == opened}
        for view in views[:shown]
    ]
    _COMPONENT(
        key=_KEY,
        data={"columns": [say(f"runs.{column}") for column in COLUMNS], "rows": rows, "label": say("runs")},
        height=min(BOX_HEIGHT, ROW_HEIGHT * (len(rows) + 1) + 12),
        on_pressed_change=_open,
    )
    if len(views) > shown:
        st.button(say("runs-more", count=PAGE), key="more_runs", icon=":material/expand_more:", on_click=_show_more)


def cells(view: RunView, accuracy: float | None) -> list[str]:
    """What the table says of a run, in the order of `COLUMNS`."""
    return [
        view.name,
        str(view.config["training"]["seed"]),
        numbers.moment(view.created),
        numbers.duration(view.ended - view.started) if view.started and view.ended else "",
        "" if accuracy is None else numbers.percent(accuracy),
        words.state(view.state),
    ]


def _open() -> None:
    if run_id := chosen(_KEY, "pressed"):
        submit.open_run(run_id)


def _show_more() -> None:
    st.session_state[_SHOWN] += PAGE
