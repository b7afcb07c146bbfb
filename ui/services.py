"""The objects of this process that every session shares: the lab with its store and queue, and the data's status."""

import time
from pathlib import Path

import streamlit as st

from resnet_core.data.files import DataStatus, status
from resnet_core.database import StoreUnavailableError
from resnet_core.errors import StoreError
from resnet_core.jobs.service import Lab, open_lab
from resnet_core.settings import settings

OUTAGE_SECONDS = 1.5
"""A store that did not answer a moment ago is not waited for again by the next place on a page."""


class Outage:
    """The last one, as all sessions know it."""

    def __init__(self) -> None:
        self.error: StoreUnavailableError | None = None
        self.until = 0.0


def lab() -> Lab:
    """The lab of this process; its dispatcher runs from the first page on. StoreError where it cannot be opened."""
    known = _outage()
    if known.error is not None and time.monotonic() < known.until:
        raise known.error
    return _opened()


def note(error: StoreError) -> None:
    """Lets `lab` raise this outage for a moment, without asking the store."""
    known = _outage()
    if isinstance(error, StoreUnavailableError) and error is not known.error:
        known.error, known.until = error, time.monotonic() + OUTAGE_SECONDS


@st.cache_resource(show_spinner=False)
def _opened() -> Lab:
    return open_lab(settings())


@st.cache_resource(show_spinner=False)
def _outage() -> Outage:
    return Outage()


@st.cache_data(ttl=30, max_entries=4, show_spinner=False)
def data_status(directory: Path | None = None) -> DataStatus:
    """Whether Fashion-MNIST lies where the settings say; the four md5 sums are taken at most every 30 seconds."""
    return status(directory or settings().data_dir)
