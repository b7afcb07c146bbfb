"""Buttons that start a training, and the address of the run that they started.

Every drawing of such a button carries a key, which is spent by the press: however often and however late the same
button is pressed, the store finds the run that has its key. Only a button that is drawn anew starts another run.
"""

import uuid
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import streamlit as st

from ui import outage, rehearsal, services, words
from ui.say import say

_SET_UP = "_train_set_up"


class Wanted(NamedTuple):
    """A training as a learner asks for it."""

    config: dict[str, Any]
    name: str


def button(
    label: str, wanted: Callable[[], Wanted], *, key: str, width: Literal["content", "stretch"] = "content"
) -> None:
    """Draws the button; a press starts what is `wanted` in that moment, when the last control may just have changed."""
    if rehearsal.is_on():
        rehearsal.note("train", wanted().config, pressed=True)
    press = st.session_state.setdefault(_press(key), uuid.uuid4().hex)
    st.button(
        words.on_primary(label),
        type="primary",
        width=width,
        key=key,
        on_click=outage.wish(_submit),
        args=(key, press, wanted),
    )


def open_run(run_id: str) -> None:
    """Callback: shows this run on this page from now on; the address can be shared."""
    if "run" not in st.query_params:
        st.session_state[_SET_UP] = st.query_params.to_dict()
    st.query_params.from_dict({"run": run_id})


def set_up_button() -> None:
    """Draws a button back to the controls, as they were left."""
    st.button(say("train-set-up"), key="set_up", icon=":material/add:", type="tertiary", on_click=leave_run)


def leave_run() -> None:
    """Callback: shows the controls again, as they were left."""
    st.query_params.from_dict(st.session_state.get(_SET_UP, {}))


def _press(key: str) -> str:
    """Where the session keeps what the next press of this button is called."""
    return f"_press_{key}"


def _submit(key: str, press: str, wanted: Callable[[], Wanted]) -> None:
    config, name = wanted()
    run_id = services.lab().submit("train", config, name=name, key=press)
    st.session_state.pop(_press(key), None)
    open_run(run_id)
