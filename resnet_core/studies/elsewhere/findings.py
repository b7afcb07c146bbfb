"""What shortcuts, and the place of the norm, do to networks without convolutions.

As in a race, a net is called better only where its worst run beats the other's best.
"""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import Spread, geometric_spread, spread
from resnet_core.studies.elsewhere.question import Elsewhere, OtherNet
from resnet_core.studies.gradients.findings import way_of
from resnet_core.studies.race.findings import GUESSING, LEARNT
from resnet_core.studies.signal.findings import ALIKE

Fate = Literal["guesses", "learns", "mixed"]
"""Whether every run ended no better than guessing, every run better, or some."""
Standing = Literal["lower", "higher", "level", "neither"]
"""Of the one net's final losses beside the other's; `neither` where both only guess."""
Without = Literal["guesses", "worse", "same", "better"]
"""What becomes of a net when its shortcuts are taken away."""
Share = Literal["every", "some", "none"]
Course = Literal["even", "weaker", "stronger", "lost"]
"""The gradient in the first layer beside that in the last; `lost` where one is missing or 0."""


class Runs(NamedTuple):
    """One net under one recipe and the answers for it, once a seed."""

    net: OtherNet
    answers: tuple[Elsewhere, ...]
    warm_up: int = 0

    @property
    def losses(self) -> list[float]:
        """Final training losses; infinite where a loss was no number."""
        return [math.inf if answer.final_loss is None else answer.final_loss for answer in self.answers]

    @property
    def end(self) -> Spread | None:
        """The final training loss; None where one was no number."""
        return spread(answer.final_loss for answer in self.answers)

    @property
    def fate(self) -> Fate:
        """Whether it has learnt anything."""
        learnt = [loss < LEARNT * GUESSING for loss in self.losses]
        return "learns" if all(learnt) else "mixed" if any(learnt) else "guesses"


class Pair(NamedTuple):
    """Two nets that differ in one thing, over the same seeds."""

    net: OtherNet
    standing: Standing
    end: Spread | None
    other_end: Spread | None
    fate: Fate
    other_fate: Fate
    seeds: int


class Passage(NamedTuple):
    """What arrives at the other end of an untrained net: the gradient at its first layer, pictures at its last."""

    net: OtherNet
    course: Course
    times: float | None
    """At least 1: by how much the gradient behind the first layer is larger, or smaller, than behind the last."""
    alike: Share
    """In how many runs the last layer tells hardly any picture from another."""
    first_cosine: Spread | None
    last_cosine: Spread | None


def beside(runs: Runs, other: Runs) -> Pair:
    """How the one net ended beside the other."""
    return Pair(runs.net, _standing(runs, other), runs.end, other.end, runs.fate, other.fate, len(runs.answers))


def without(kept: Runs, bare: Runs) -> Without:
    """What taking the shortcuts away has done: `kept` has them, `bare` has not."""
    if bare.fate == "guesses" and kept.fate != "guesses":
        return "guesses"
    standing = _standing(bare, kept)
    return "worse" if standing == "higher" else "better" if standing == "lower" else "same"


def passage(runs: Runs) -> Passage:
    """What the first batch showed before any step."""
    times = geometric_spread(_ratio(answer) for answer in runs.answers)
    first, last = (spread(answer.layers[place].cosine for answer in runs.answers) for place in (0, -1))
    return Passage(
        runs.net,
        _course(times),
        None if times is None else max(times.mean, 1 / times.mean),
        _alike(last),
        first,
        last,
    )


def curve(runs: Runs) -> list[float | None]:
    """The mean loss over the seeds at every step; None from where one was no number."""
    return [_mean(losses) for losses in zip(*(answer.losses for answer in runs.answers), strict=True)]


def by_layer(runs: Runs, measure: Literal["gradient", "weights", "cosine"]) -> list[float | None]:
    """The mean of a measure over the seeds behind every layer; geometric for gradients."""
    over = spread if measure == "cosine" else geometric_spread
    columns = zip(*([getattr(layer, measure) for layer in answer.layers] for answer in runs.answers), strict=True)
    return [found and found.mean for found in map(over, columns)]


def _standing(runs: Runs, other: Runs) -> Standing:
    if runs.fate == other.fate == "guesses":
        return "neither"
    if max(runs.losses) < min(other.losses):
        return "lower"
    return "higher" if min(runs.losses) > max(other.losses) else "level"


def _alike(cosine: Spread | None) -> Share:
    if cosine is None or cosine.high < ALIKE:
        return "none"
    return "every" if cosine.low >= ALIKE else "some"


def _course(times: Spread | None) -> Course:
    if times is None:
        return "lost"
    if way_of(times.mean) == "even":
        return "even"
    return "stronger" if times.mean > 1 else "weaker"


def _ratio(answer: Elsewhere) -> float | None:
    first, last = answer.layers[0].gradient, answer.layers[-1].gradient
    return first / last if first and last else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) == len(values) else None
