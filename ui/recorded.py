"""Runs from the gallery, so that there is something to see before anyone has trained."""

import numpy as np
import streamlit as st

from resnet_core import gallery
from resnet_core.gallery import Measurements, Recording
from resnet_core.training.progress import Metrics
from ui import words
from ui.curves import reading
from ui.say import say
from ui.train import figures
from ui.train.results import Results, show_results


def show(name: str) -> None:
    """The recording's curves, where they come from and what they show; nothing when it is not there."""
    if name not in gallery.names():
        return
    run = gallery.load(name)
    metrics = metrics_of(run)
    st.header(say("recorded-title"), anchor=False)
    st.markdown(f"{words.data_badge(run.data)} {provenance(run)}")
    figures.curves(metrics, key=f"recorded_{name}", total_steps=run.config.training.steps(run.config.data.train_images))
    st.markdown(reading(metrics))


def show_results_of(name: str) -> None:
    """What the recorded run got wrong."""
    if name in gallery.names():
        images = gallery.attachment(name, "wrong_images.npy")
        show_results(Results.read(gallery.load(name).results, images), key=f"recorded_{name}")


def metrics_of(run: Recording) -> Metrics:
    """The recording's curves as a live run's metrics."""
    return {
        key: (np.array(curve.steps, np.int64), np.array([np.nan if v is None else v for v in curve.values]))
        for key, curve in run.curves.items()
    }


def provenance(run: Recording) -> str:
    """Where and when the recording was made, and how long it took."""
    return say(
        "recorded-run",
        **_made(run),
        preset=say(f"train-preset.{run.name}"),
        seconds=run.seconds,
        seed=run.seed,
    )


def measured_where(measured: Measurements) -> str:
    """Where and when the answers were recorded, how many there are and what they took."""
    seconds = sum(entry.seconds for entry in measured.entries)
    return say("recorded-answers", **_made(measured), seconds=seconds, count=len(measured.entries))


def _made(recorded: Recording | Measurements) -> dict[str, object]:
    return {
        "day": recorded.recorded,
        "machine": recorded.machine,
        "device": words.device(recorded.device),
        "torch": recorded.torch,
    }
