"""How long it takes to learn y = x follows from the attempts of all seeds."""

from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.studies.identity.question import Attempt, Attempts, Kind


class Lesson(NamedTuple):
    """One kind at one length, over all seeds."""

    steps: Spread | None
    """To y = x; None where a seed never came there."""
    missed: int
    """How many seeds never came there."""
    seeds: int
    first: Spread | None
    """The error before the first step, as a share of the squared input."""
    last: Spread | None
    """The error at the end, as a share of the squared input; None where it was no number."""


def lessons(answers: Sequence[Attempts]) -> dict[tuple[Kind, int], Lesson]:
    """By kind and number of blocks."""
    return {
        (first.kind, first.blocks): _lesson([answer.attempts[place] for answer in answers])
        for place, first in enumerate(answers[0].attempts)
    }


def _lesson(attempts: Sequence[Attempt]) -> Lesson:
    missed = sum(attempt.reached is None for attempt in attempts)
    return Lesson(
        steps=spread(attempt.reached for attempt in attempts),
        missed=missed,
        seeds=len(attempts),
        first=spread(attempt.errors[0] for attempt in attempts),
        last=spread(attempt.last for attempt in attempts),
    )
