"""The test pictures in the web process, for a learner to look through: Fashion-MNIST, or sketches in its place."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from resnet_core.config import DataName
from resnet_core.data import files, sketches
from resnet_core.errors import DataError
from resnet_core.settings import settings
from resnet_core.studies.predictions.question import PICTURES
from ui import services
from ui.pixels import Pixels


class PictureSet(NamedTuple):
    """Pictures `(N, 28, 28)` and their class numbers `(N,)`; shared by all sessions, so neither can be written."""

    data: DataName
    images: Pixels
    labels: Pixels


def test_pictures() -> PictureSet:
    """The test set, or `PICTURES` drawn sketches where its files are not whole."""
    directory = settings().data_dir
    return _read(directory) if services.data_status().state == "ready" else _drawn()


@st.cache_resource(max_entries=1, show_spinner=False)
def _read(directory: Path) -> PictureSet:
    try:
        images, labels = files.read_images(directory, "test"), files.read_labels(directory, "test")
    except DataError:  # gone since the status was taken, which is looked at anew within seconds
        return _drawn()
    return PictureSet("fashion-mnist", images, labels)


@st.cache_resource(max_entries=1, show_spinner=False)
def _drawn() -> PictureSet:
    images, labels = sketches.draw(PICTURES, split="test")
    images.flags.writeable = labels.flags.writeable = False
    return PictureSet("sketches", images, labels)
