"""What a race showed, as facts.

A net is called better only when its worst run beats the other's best: ranges over seeds that do not overlap.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import RaceQuestion, Runner

GUESSING = math.log(10)
"""Cross-entropy of saying nothing about ten classes."""
LEARNT = 0.95
"""Below this share of it a net has learnt something."""
FIRST_STEPS = 10
BURST = 2
"""Times the loss of guessing; a net that knows nothing and is not sure of it stays below."""
RECIPE = ("steps", "batch_size", "lr", "warm_up_steps", "clip_norm")
"""The settings in which recipes differ."""

Standing = Literal["lower", "higher", "level", "neither"]
"""How a net's final losses stand to those of another; `neither` where neither net has learnt."""
Winner = Literal["residual", "plain", "level", "neither"]
_WINNERS: dict[Standing, Winner] = {"lower": "residual", "higher": "plain", "level": "level", "neither": "neither"}


class Ends(NamedTuple):
    """The final training losses of a net over its seeds."""

    known: Literal["all", "some", "none"]
    """How many of them are numbers."""
    loss: Spread | None
    """Of those that are."""
    lost: int
    """How many are not."""
    runs: int


class Group(NamedTuple):
    """One net under one recipe, over seeds."""

    net: SmallNet
    runners: tuple[Runner, ...]

    @property
    def losses(self) -> list[float]:
        """Final training losses; infinite where the loss was no number."""
        return [math.inf if runner.final_loss is None else runner.final_loss for runner in self.runners]

    @property
    def mean(self) -> float | None:
        """Mean final loss; None where one was no number."""
        return _finite(sum(self.losses) / len(self.losses))

    @property
    def failed(self) -> bool:
        """Whether no run ended clearly below the loss of guessing."""
        return min(self.losses) >= LEARNT * GUESSING

    @property
    def ends(self) -> Ends:
        """Where its runs ended."""
        finite = [loss for loss in self.losses if math.isfinite(loss)]
        lost = len(self.losses) - len(finite)
        return Ends("none" if not finite else "some" if lost else "all", spread(finite), lost, len(self.losses))


class Duel(NamedTuple):
    """A plain net and its residual twin."""

    depth: int
    winner: Winner
    seeds: int
    plain: Ends
    residual: Ends
    lead: float | None
    """Mean loss of the plain net minus that of the residual one; None where a run had no number."""
    closest: float | None
    """How far the closest two runs lie apart where one net won; None where that is no number."""
    widest: float | None
    """How far one net's own runs lie apart, the wider of the two."""


class Lag(NamedTuple):
    """The net whose test the stored statistics of the norms mislead most."""

    net: SmallNet
    gain: float
    """In accuracy, of statistics taken anew; a mean over the seeds."""


class Stopped(NamedTuple):
    """A net some of whose runs came to a loss that was no number."""

    net: SmallNet
    runs: int
    seeds: int
    steps: tuple[int, ...]


class Burst(NamedTuple):
    """A net some of whose runs jumped far above the loss of guessing."""

    net: SmallNet
    runs: int
    seeds: int
    highest: float


class Start(NamedTuple):
    """How a net began, and what became of it."""

    seeds: int
    first: Spread | None
    """Of the means of each run's first losses."""
    ends: Ends


def pairs(groups: Iterable[Group]) -> list[tuple[Group, Group]]:
    """Plain and residual nets of the same depth, in the order of the groups."""
    by_depth: dict[int, dict[bool, Group]] = {}
    for group in groups:
        by_depth.setdefault(group.net.depth, {})[group.net.plain] = group
    return [(pair[True], pair[False]) for pair in by_depth.values() if len(pair) == 2]


def is_below(group: Group, other: Group) -> bool:
    """Whether every run of the one net ended with a lower training loss than any of the other."""
    return max(group.losses) < min(other.losses)


def standing(group: Group, beside: Group) -> Standing:
    """How a net stands to another: lower, or higher, in every one of its runs; with one seed, in that one."""
    if group.failed and beside.failed:
        return "neither"
    if is_below(group, beside):
        return "lower"
    return "higher" if is_below(beside, group) else "level"


def winner(plain: Group, residual: Group) -> Winner:
    """Which of the two ended with the lower training loss."""
    return _WINNERS[standing(residual, plain)]


def duel(plain: Group, residual: Group) -> Duel:
    """Which net won, by how much, and against which spread."""
    low, high = sorted((plain, residual), key=lambda group: min(group.losses))
    return Duel(
        residual.net.depth,
        winner(plain, residual),
        len(plain.runners),
        plain.ends,
        residual.ends,
        lead(plain, residual),
        _finite(min(high.losses) - max(low.losses)),
        _finite(max(max(group.losses) - min(group.losses) for group in (plain, residual))),
    )


def lead(plain: Group, residual: Group) -> float | None:
    """Mean training loss of the plain net minus that of the residual one; None where a run had no number."""
    return None if plain.mean is None or residual.mean is None else plain.mean - residual.mean


def lag(groups: Sequence[Group]) -> Lag | None:
    """Where the stored statistics of the norms mislead the test most; None where no net has a norm and a test."""
    gains = [
        Lag(group.net, sum(gained) / len(gained))
        for group in groups
        if group.net.norm and (gained := [_gained(runner) for runner in group.runners if runner.test_accuracy])
    ]
    return max(gains, key=lambda found: abs(found.gain), default=None)


def stopped(groups: Sequence[Group]) -> list[Stopped]:
    """The nets that ran into losses that are no numbers, and at which steps."""
    steps = [[runner.stopped_at for runner in group.runners if runner.stopped_at is not None] for group in groups]
    return [
        Stopped(group.net, len(at), len(group.runners), tuple(sorted(set(at))))
        for group, at in zip(groups, steps, strict=True)
        if at
    ]


def bursts(groups: Sequence[Group]) -> list[Burst]:
    """The nets whose loss had jumped far above that of guessing."""
    jumps = [[peak for peak in map(_peak, group.runners) if peak > BURST * GUESSING] for group in groups]
    return [
        Burst(group.net, len(peaks), len(group.runners), max(peaks))
        for group, peaks in zip(groups, jumps, strict=True)
        if peaks
    ]


def highest(group: Group) -> float:
    """The highest single loss of all runs; 0 without any."""
    return max(map(_peak, group.runners), default=0.0)


def first_losses(group: Group) -> list[float]:
    """Of the first losses of each run the mean; runs whose first loss was no number are left out."""
    first = [[loss for loss in runner.losses[:FIRST_STEPS] if loss is not None] for runner in group.runners]
    return [sum(losses) / len(losses) for losses in first if losses]


def start(group: Group) -> Start:
    """How the net began."""
    return Start(len(group.runners), spread(first_losses(group)), group.ends)


def departures(question: RaceQuestion) -> dict[str, float]:
    """The settings of a recipe that differ from the usual one, by the name of their field."""
    usual = {name: RaceQuestion.model_fields[name].default for name in RECIPE}
    return {name: getattr(question, name) for name in RECIPE if getattr(question, name) != usual[name]}


def _peak(runner: Runner) -> float:
    return max((loss for loss in runner.losses if loss is not None), default=0.0)


def _gained(runner: Runner) -> float:
    assert runner.test_accuracy is not None
    assert runner.test_accuracy_fresh_norms is not None
    return runner.test_accuracy_fresh_norms - runner.test_accuracy


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
