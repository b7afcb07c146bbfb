"""What each bug cost, over all runs."""

from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.studies.bugs.question import Patient, Ward


class Harm(NamedTuple):
    """One bug, or none, over all runs."""

    bug: str
    params: int
    """How many numbers were trained."""
    loss: Spread | None
    """In training, at the end, as the faulty code reckons it; None where it was no number in some run."""
    accuracy: Spread | None
    """On the test images."""


def harms(wards: Sequence[Ward]) -> dict[str, Harm]:
    """By the bug's code."""
    return {patient.bug: _harm(wards, place) for place, patient in enumerate(wards[0].patients)}


def _harm(wards: Sequence[Ward], place: int) -> Harm:
    patients: list[Patient] = [ward.patients[place] for ward in wards]
    return Harm(
        bug=patients[0].bug,
        params=patients[0].params,
        loss=spread(patient.loss for patient in patients),
        accuracy=spread(patient.accuracy for patient in patients),
    )
