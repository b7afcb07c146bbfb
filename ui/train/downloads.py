"""What a learner takes along from a run: the network with its weights, as source or as ONNX, and the curves."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from resnet_core.codegen.parcel import Style, parcel
from resnet_core.config import RunConfig, parse
from resnet_core.jobs.looks import RunView
from resnet_core.training.progress import Metrics
from ui import fields, onnx_file, services
from ui.curves import as_csv
from ui.fields import Choice
from ui.prose import prose
from ui.say import say

STYLES: tuple[Style, ...] = ("chapter", "flat", "keras", "notebook")
WRITTEN_AS = Choice("written_as", STYLES, "chapter", message="train-written-as")


def show(view: RunView, metrics: Metrics) -> None:
    """Offers the files of a run that is over; nothing for what it did not leave."""
    name = "".join(letter if letter.isalnum() else "-" for letter in view.name)
    weights = services.lab().artifact(view.id, "weights")
    run = parse(RunConfig, view.config)
    if weights:
        st.markdown(prose("train_take_along"))
        fields.notices((WRITTEN_AS,))
        style: Style = fields.draw(WRITTEN_AS)
    with st.container(horizontal=True):
        if weights:
            write = partial(parcel, style, run, weights)
            _download(say("train-parcel"), write, file=f"{name}-{style}.zip", mime="application/zip")
        if metrics:
            _download(say("train-curves-file"), partial(as_csv, metrics), file=f"{name}-curves.csv", mime="text/csv")
    if weights:
        question = {"network": run.network.model_dump(mode="json"), "weights": f"run:{view.id}"}
        onnx_file.show(name, question, key="run_onnx")


def _download(label: str, write: Callable[[], bytes], *, file: str, mime: str) -> None:
    """Offers a file that is written when it is asked for, not before."""
    st.download_button(label, write, file, mime, icon=":material/download:", on_click="ignore")
