"""What the lab runs on here: the data, the device, the room for runs."""

import os

import streamlit as st

from resnet_core.jobs.looks import RunView
from resnet_core.settings import settings
from ui import outage, services, words
from ui.say import say


def show() -> None:
    """Says in a few lines what a newcomer and a teacher both read."""
    here = settings()
    st.markdown(
        say(
            "machine",
            data=services.data_status().state,
            device=device(),
            cores=os.cpu_count(),
            slots=here.slots,
            memory=here.memory_limit_mb * 1e6,
            seconds=here.time_limit_s,
        )
    )


def device() -> str | None:
    """What the latest run trained on, as torch found it out; None before the first run, for the pages have no torch."""
    views: tuple[RunView, ...] = ()
    for view in outage.quietly(lambda: services.lab().runs(limit=20), views):
        if view.device:
            return words.device(view.device)
    return None
