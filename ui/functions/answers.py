"""What the page asked, with the answers that its own numbers give."""

from collections.abc import Iterator

import streamlit as st

from resnet_core import gallery
from resnet_core.studies.growth import findings as grown
from resnet_core.studies.growth.question import Growth, GrowthQuestion
from ui.functions import sections
from ui.functions.growth import label
from ui.lesson import Asked
from ui.say import say


def asked() -> Iterator[Asked]:
    """The questions of the page."""
    yield Asked("fc-asked-worse", values=sections.asked_facts())
    yield Asked("fc-asked-cut")
    yield Asked("fc-asked-noise", values={"said": sections.generalised_as_asked()})
    growths = recorded()
    if growths:
        yield Asked("fc-asked-plain", grown.hidden_identity(growths))
        yield Asked("fc-asked-found", values={"said": afterwards(growths)})


def measured() -> None:
    """Says what a trained network kept when such layers were put in."""
    if growths := recorded():
        st.markdown(say("fc-asked-plain.answer", grown.hidden_identity(growths)))


def recorded() -> tuple[Growth, ...]:
    """The recorded runs of a net that grows; none where there are none."""
    return gallery.answers("growth", Growth)


def afterwards(growths: tuple[Growth, ...]) -> str:
    """How the ways to grow compare after further steps."""
    found = grown.afterwards(growths)
    steps = GrowthQuestion().further_steps
    return say("fc-afterwards", found, behind=[f"*{label(way)}*" for way in found.behind], further_steps=steps)
