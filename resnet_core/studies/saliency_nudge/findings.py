"""What a nudge does to a picture's name and to its map, beside noise of the same size."""

from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.studies.saliency_nudge.question import DRAWS, NOISY_MAPS, Nudged, NudgeQuestion


class Nudge(NamedTuple):
    """The net's name for the picture before and after, and what becomes of the map."""

    levels: int
    """The most that a pixel moved, in grey levels of 255."""
    was: int
    """The class that was named, and the probability that it had."""
    before: float
    now: int
    after: float
    renamed: bool
    same_noise: int
    """In how many draws noise of the same size leaves the name as it was."""
    draws: int
    likeness: float | None
    """Rank correlation of both maps; None where one is flat."""
    noisy_likeness: float | None
    """The same with that noise instead, the mean of so many draws."""
    noisy_maps: int


def nudge(question: NudgeQuestion, answer: Nudged) -> Nudge:
    """What the nudge did."""
    (was, before), (now, after) = _named(answer.probabilities_before), _named(answer.probabilities_after)
    return Nudge(
        levels=question.levels,
        was=was,
        before=before,
        now=now,
        after=after,
        renamed=was != now,
        same_noise=answer.same_noise,
        draws=DRAWS,
        likeness=answer.likeness,
        noisy_likeness=answer.noisy_likeness,
        noisy_maps=NOISY_MAPS,
    )


def _named(probabilities: Sequence[float]) -> tuple[int, float]:
    best = max(range(len(probabilities)), key=probabilities.__getitem__)
    return best, probabilities[best]
