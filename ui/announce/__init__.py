"""What changes on a page without a press, told to those who hear it: one polite region, below every page.

A waiting question and a training are told at coarse steps, and once more when they end. What Streamlit draws as an
alert (a refusal, how a prediction came out) is told by the browser itself, and would be heard twice here.
"""

from pathlib import Path

import streamlit as st

from resnet_core.jobs.looks import RunView
from ui.say import say
from ui.sketch import component

STEPS = 4
"""Parts of the way at whose end the progress is told."""
_NEXT, _TOLD = "_announce_next", "_announce_told"
_COMPONENT = component("announce", Path(__file__).parent)


def announce(text: str, *, key: str) -> None:
    """Tells the text at once, anywhere in a run or a fragment; the same text under the same key is told once."""
    _COMPONENT(key=f"announce_{key}", data={"key": key, "told": text}, height=1)


def announce_next(text: str) -> None:
    """Tells the text at the end of the next run of the page, for whoever is about to start it."""
    st.session_state[_NEXT] = text


def progress(view: RunView) -> None:
    """Tells how far a run is, at a few steps of its way."""
    announce(said(view), key=f"run_{view.id}")


def said(view: RunView) -> str:
    """Whether it waits, gets ready or runs, and which part of it is done."""
    waits = view.place is not None or view.state == "queued"
    done = 0 if not view.total_steps else min(STEPS - 1, view.step * STEPS // view.total_steps)
    return say("announce-run", state="waits" if waits else "runs" if view.step else "starts", done=done / STEPS)


def ended(view: RunView) -> None:
    """Tells, once the page has run again, that a run is over."""
    announce_next(say("announce-ended", state=view.state))


def region() -> None:
    """Tells what the run before has left to be told; the last of every page."""
    if _NEXT in st.session_state:
        count = st.session_state.get(_TOLD, ("", 0))[1]
        st.session_state[_TOLD] = (st.session_state.pop(_NEXT), count + 1)
    text, count = st.session_state.get(_TOLD, ("", 0))
    _COMPONENT(key="announce_region", data={"key": f"region {count}", "told": text}, height=1)
