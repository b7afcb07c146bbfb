"""What a run waits for, in one line: a slot that others hold, or a worker that is getting ready."""

from collections.abc import Mapping

import streamlit as st

from resnet_core.jobs.places import Occupant, Place
from resnet_core.jobs.service import RunView
from resnet_core.jobs.speeds import READY_SECONDS
from ui import services, words

MEASUREMENTS: Mapping[str, str] = {
    "race": "a race",
    "orders": "a race of the orders",
    "growth": "a net that grows",
    "gradients": "the gradients of a training",
    "landscape": "a landscape",
    "lesions": "a net cut block by block",
    "deletions": "random deletions",
    "paths": "the paths of a net",
    "saliency_ladder": "maps of random weights",
    "saliency_deletion": "a deletion test of maps",
    "saliency_quality": "a test of maps",
}
"""What a long measurement is called by those who wait for it to end."""


def line(view: RunView) -> str | None:
    """Why the run has not begun; None once it has."""
    if view.place is not None:
        return _in_the_queue(view.place)
    if view.state == "queued":
        return "Waiting for a worker"
    return None if view.getting_ready is None else _getting_ready(view.getting_ready)


def _in_the_queue(place: Place) -> str:
    if not place.before:
        return "Waiting for a worker: next to start"
    start = "its start cannot be foretold: something before it was never measured here"
    if place.seconds is not None:
        start = f"starts in about {words.duration(place.seconds)}"
    running = f" (now {words.listed(_occupant(each) for each in place.behind)})" if place.behind else ""
    return f"Waiting: {place.before:,} before it{running}; {start}"


def _occupant(occupant: Occupant) -> str:
    what = f"the training {occupant.name}" if occupant.kind == "train" else MEASUREMENTS.get(occupant.kind)
    left = "" if occupant.seconds is None else f", about {words.duration(occupant.seconds)} left"
    return f"{what or 'a short question'}{left}"


def _getting_ready(seconds: float) -> str:
    if seconds < READY_SECONDS:
        return "Starting"
    usual = _usual_seconds()
    known = "no start was measured here yet" if usual is None else f"usually {words.duration(usual)} here"
    return f"A worker loads PyTorch and the pictures: {words.duration(seconds)} so far, {known}"


@st.cache_data(ttl=30, max_entries=1, show_spinner=False)
def _usual_seconds() -> float | None:
    return services.lab().start_seconds()
