"""The objects of this process that every session shares: the lab with its store and queue, and the data's status."""

from pathlib import Path

import streamlit as st

from resnet_core.data.files import DataStatus, status
from resnet_core.jobs.service import Lab, open_lab
from resnet_core.settings import settings


@st.cache_resource(show_spinner=False)
def lab() -> Lab:
    """The lab of this process; its dispatcher runs from the first page on."""
    return open_lab(settings())


@st.cache_data(ttl=30, max_entries=4, show_spinner=False)
def data_status(directory: Path | None = None) -> DataStatus:
    """Whether Fashion-MNIST lies where the settings say; the four md5 sums are taken at most every 30 seconds."""
    return status(directory or settings().data_dir)
