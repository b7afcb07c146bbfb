"""What the lab runs on here: the data, the device, the room for runs."""

import os

import streamlit as st

from resnet_core.jobs.service import RunView
from resnet_core.settings import settings
from ui import outage, services, words

DATA_STATES = {
    "ready": "Fashion-MNIST is here, and its four files are whole.",
    "absent": "Fashion-MNIST is not here yet; the next run fetches it.",
    "damaged": "A Fashion-MNIST file is damaged; the next run fetches it again.",
}


def show() -> None:
    """A few lines a newcomer and a teacher both read."""
    here = settings()
    slots = "one run trains at a time" if here.slots == 1 else f"up to {here.slots} runs train at a time, each"
    st.markdown(
        f"- **Data** {DATA_STATES[services.data_status().state]}\n"
        f"- **Device** {_device()}\n"
        f"- **Room** {slots} with up to {words.size(here.memory_limit_mb * 1e6)} of memory and "
        f"{words.duration(here.time_limit_s)}; further runs wait their turn."
    )


def _device() -> str:
    """What the latest run trained on: torch finds out, and the pages run without torch."""
    views: tuple[RunView, ...] = ()
    for view in outage.quietly(lambda: services.lab().runs(limit=20), views):
        if view.device:
            return f"{view.device}, as the latest run found it."
    return f"{os.cpu_count()} processor cores; whether there is a graphics card too, the first run finds out."
