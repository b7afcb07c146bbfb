"""What a run waits for, in one line: a slot that others hold, or a worker that is getting ready."""

import streamlit as st

from resnet_core.jobs.looks import RunView
from resnet_core.jobs.places import Occupant, Place
from resnet_core.jobs.speeds import READY_SECONDS
from ui import services, words
from ui.say import say


def line(view: RunView) -> str | None:
    """Why the run has not begun; None once it has."""
    if view.state == "queued" and services.lab().paused():
        return say("waiting-paused")
    if view.place is not None:
        return _in_the_queue(view.place)
    if view.state == "queued":
        return say("waiting-worker")
    return None if view.getting_ready is None else _getting_ready(view.getting_ready)


def _in_the_queue(place: Place) -> str:
    if not place.before:
        return say("waiting-next")
    behind = tuple(map(_occupant, place.behind))
    least, most = place.bounds or (None, None)
    times = {"seconds": place.seconds, "least": least, "most": most}
    return say("waiting-queue", before=place.before, behind=behind, running=len(behind), **times)


def _occupant(occupant: Occupant) -> str:
    return say("waiting-occupant", occupant._replace(name=words.plain(occupant.name)))


def _getting_ready(seconds: float) -> str:
    if seconds < READY_SECONDS:
        return say("waiting-starting")
    return say("waiting-loads", seconds=seconds, usual=_usual_seconds())


@st.cache_data(ttl=30, max_entries=1, show_spinner=False)
def _usual_seconds() -> float | None:
    return services.lab().start_seconds()
