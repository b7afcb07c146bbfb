"""What the page on saliency shows: maps beside a prediction, the inside of a net, and what we saw."""

from functools import cache
from typing import NamedTuple

import streamlit as st

from resnet_core.config import parse
from resnet_core.studies.saliency_maps import findings
from resnet_core.studies.saliency_maps.question import SaliencyMaps, recorded
from ui import answers, lesson
from ui.lesson import Asked
from ui.saliency import controls as saliency_controls
from ui.saliency import figure as saliency_figure
from ui.saliency import inputs as saliency_inputs
from ui.saliency import inside as saliency_inside
from ui.saliency.controls import PREDICTION, SHOWN_METHODS
from ui.saliency.inputs import Chosen


class OnGarment(NamedTuple):
    """The shares of three maps that lie on the garments, and that of a random map."""

    gradient: float
    integrated: float
    cam: float
    area: float


def maps() -> Chosen | None:
    """What is chosen, which is drawn here beside the maps; None while there is no picture."""
    figure, controls = st.columns([3, 2], gap="large")  # on a phone the figure comes first
    more = lesson.more()
    with controls:
        guess = PREDICTION.ask(area=most_on_garment()[1].area)
        if guess:
            PREDICTION.reply(guess, *most_on_garment())
        chosen = saliency_inputs.choose(more)
    with more:
        asked = chosen and saliency_controls.choose(tuple(net.trained.network for net in chosen.nets))
    with figure:
        saliency_figure.show(chosen or None, asked or None)
    return chosen


def inside(chosen: Chosen) -> None:
    """Draws the maps of a layer, and the two ways through a block."""
    lesson.heading("saliency-inside-title")
    saliency_inside.show(chosen.nets[0], chosen)


@cache
def most_on_garment() -> tuple[str, OnGarment]:
    """The method whose recorded maps lie on the garments most, and the shares."""
    answer = answers.of_gallery("saliency", recorded()[0])
    assert answer is not None, "make record saliency"
    lies = findings.on_garment(parse(SaliencyMaps, answer.results).of(SHOWN_METHODS))
    gradient, integrated, cam = (lies.shares[method] for method in SHOWN_METHODS)
    most = max(SHOWN_METHODS, key=lambda method: lies.shares[method])
    return most, OnGarment(gradient, integrated, cam, lies.area)


def saw() -> None:
    """Draws what came out, and the answers to what the page asked."""
    _, facts = most_on_garment()
    asked = ("garment", "disagree", "baseline", "sum", "cam")
    lesson.saw("saliency", *(Asked(f"saliency-asked-{name}", facts) for name in asked), facts=facts)
