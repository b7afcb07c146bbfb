"""The recorded run, which is there at once: predicted, then its garments, its curves and what it still mixes up."""

from math import log
from typing import NamedTuple

import streamlit as st

from resnet_core import gallery
from resnet_core.gallery import Recording
from resnet_core.training import moments
from resnet_core.training.progress import CHANCE, Mistake, commonest_mistake, half_right, last
from ui import glossary, lesson, recorded, words
from ui.curves import reading
from ui.lesson import Asked
from ui.predict import Prediction
from ui.say import say
from ui.train import figures, garments
from ui.words import class_name

NAME = "quick"
TENTH, HALF, LATER = "first_tenth", "first_half", "second_half"
PREDICTION = Prediction("train-predict", (TENTH, HALF, LATER), "train_predict")


class Facts(NamedTuple):
    """What the recorded run shows."""

    steps: int
    half: int | None
    """The step by which half of the pictures were named rightly."""
    accuracy: float | None
    loss: float | None
    """Of the training pictures, over the last pass."""
    first: float
    """Loss of the first batch."""
    guessing: float
    """Loss of saying nothing about the classes."""


def show() -> None:
    """Draws the garments, and beside them the prediction, then the curves."""
    run = _run()
    if run is None:
        return
    metrics, watched = recorded.metrics_of(run), moments.read(gallery.attachment(NAME, moments.FILE))
    found = facts(run)
    figure, beside = st.columns([5, 4], gap="large")
    with beside:
        guess = PREDICTION.ask(steps=found.steps)
        if guess:
            PREDICTION.reply(guess, came(found), found)
            figures.curves(metrics, key=f"recorded_{NAME}", total_steps=found.steps, stacked=True)
            st.markdown(reading(metrics))
    with figure:
        if watched is not None:
            garments.draw(watched, key="garments_recorded", shown=bool(guess))
            if guess:
                st.markdown(garments.reading(watched))
    lesson.numbers(_how, run)


def _how(run: Recording) -> None:
    """Draws on which data the run was trained, by whom, and how."""
    st.markdown(f"{words.data_badge(run.data)} {recorded.provenance(run)}")
    st.markdown(glossary.linked(say("train-how")))


def mistakes() -> None:
    """Draws what the recorded run still mixes up."""
    if _run() is not None:
        lesson.heading("train-mistakes")
        recorded.show_results_of(NAME)


def facts(run: Recording) -> Facts:
    """What the run shows."""
    metrics = recorded.metrics_of(run)
    steps = run.config.training.steps(run.config.data.train_images)
    first = float(metrics["train_loss"][1][0])
    return Facts(
        steps,
        half_right(metrics),
        last(metrics, "test_accuracy"),
        last(metrics, "epoch_train_loss"),
        first,
        -log(CHANCE),
    )


def came(found: Facts) -> str:
    """In which part of the run half of the pictures were right."""
    share = 1.0 if found.half is None else found.half / found.steps
    return TENTH if share <= 0.1 else HALF if share <= 0.5 else LATER


def saw() -> None:
    """Draws what came out of the recorded run, and an answer to every question of the page."""
    run = _run()
    if run is None:
        return
    found = facts(run)
    mistake = commonest_mistake(run.results["confusion"])
    asked = [Asked("train-asked-minute", found), Asked("train-asked-trust"), Asked("train-asked-loss", found)]
    if mistake is not None:
        asked.append(Asked("train-asked-mistakes", values=_said(mistake)))
    lesson.saw("train", *asked, Asked("train-asked-seed"), Asked("train-asked-chapter"), facts=found)


def _said(mistake: Mistake) -> dict[str, object]:
    return {
        "pictures": mistake.pictures,
        "true": class_name(mistake.true),
        "named": class_name(mistake.named),
    }


def _run() -> Recording | None:
    return gallery.load(NAME) if NAME in gallery.names() else None
