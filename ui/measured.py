"""The answer to a question about a net: recorded where the gallery has it, else measured here."""

from typing import Any, NamedTuple

from resnet_core import gallery
from resnet_core.config import Frozen
from resnet_core.errors import DataError
from resnet_core.probes.catalogue import PROBES
from ui import probe, recorded


class Answered(NamedTuple):
    """An answer and where it comes from."""

    results: dict[str, Any]
    """As the answer's model writes it; `config.parse` reads it."""
    where: str
    """A sentence for a caption: when and on which machine."""


def answer(kind: str, question: Frozen, *, key: str, label: str = "Measure this here") -> Answered | None:
    """The answer; None while there is none, with its button or its progress on the page.

    What the gallery has is shown at once. A quick question is asked at once, any other when its button was pressed.
    """
    if (found := of_gallery(kind, question)) is not None:
        return found
    config = question.model_dump(mode="json")
    here = (
        probe.answer(kind, config)
        if PROBES[kind].quick
        else probe.answer_when_pressed(kind, config, label=label, key=key)
    )
    return None if here is None else Answered(here.results, "Measured on this machine.")


def of_gallery(kind: str, question: Frozen) -> Answered | None:
    """The recorded answer; None where this was not recorded."""
    try:
        measured = gallery.measurements(kind)
    except DataError:
        return None
    found = measured.answer(question)
    return None if found is None else Answered(found, recorded.measured_where(measured))
