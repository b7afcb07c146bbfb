"""The answer to a question about a net: recorded where the gallery has it, else measured here."""

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from resnet_core import gallery
from resnet_core.config import Frozen
from resnet_core.errors import DataError
from resnet_core.probes.catalogue import PROBES
from ui import forecast, probe, recorded, words
from ui.fields import Field
from ui.section import Held, Section


class Answered(NamedTuple):
    """An answer and where it comes from."""

    results: dict[str, Any]
    """As the answer's model writes it; `config.parse` reads it."""
    where: str
    """A sentence for a caption: when and on which machine."""


def answer(kind: str, question: Frozen, *, key: str, label: str = "Measure this here") -> Answered | None:
    """The answer; None while there is none, with its button or its progress on the page.

    What the gallery has is shown at once. A question that takes a moment is asked at once, any other when its button
    was pressed.
    """
    if (found := known(kind, question)) is not None:
        return found
    config = question.model_dump(mode="json")
    expected = forecast.of(kind, question)
    if PROBES[kind].quick or (expected is not None and expected.at_once):
        return _here(probe.answer(kind, config))
    if expected is not None:
        st.caption(f"This takes about {words.duration(expected.seconds)} on {expected.device}.")
    return _here(probe.answer_when_pressed(kind, config, label=label, key=key))


def known(kind: str, question: Frozen) -> Answered | None:
    """The answer that is at hand, recorded or measured in this session; nothing is asked and nothing drawn."""
    return of_gallery(kind, question) or _here(probe.known(kind, question.model_dump(mode="json")))


def section(kind: str, some: tuple[Field, ...], question: Callable[[Held], Frozen]) -> Section:
    """The controls that ask one question of this kind."""
    return Section(
        kind,
        some,
        recorded=lambda held: of_gallery(kind, question(held)) is not None,
        known=lambda held: known(kind, question(held)) is not None,
    )


def of_gallery(kind: str, question: Frozen) -> Answered | None:
    """The recorded answer; None where this was not recorded."""
    try:
        measured = gallery.measurements(kind)
    except DataError:
        return None
    found = measured.answer(question)
    return None if found is None else Answered(found, recorded.measured_where(measured))


def _here(answer: probe.Answer | None) -> Answered | None:
    return None if answer is None else Answered(answer.results, "Measured on this machine.")
