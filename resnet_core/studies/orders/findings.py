"""What the race of the orders showed, as facts."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from resnet_core.config import Order
from resnet_core.studies.orders.question import TABLE2
from resnet_core.studies.race.findings import Group, highest, is_below


class Pair(NamedTuple):
    """Two orders of which every run of one ended below every run of the other."""

    better: Order
    worse: Order


class Differences(NamedTuple):
    """Which of the pairs are apart."""

    seeds: int
    every: int
    """How many pairs there are."""
    apart: tuple[Pair, ...]
    together: tuple[tuple[Order, Order], ...]
    ways: int
    """Two orders that train alike come apart once in as many ways to deal their runs."""

    @property
    def is_no_surprise(self) -> bool:
        """Whether among so many pairs chance alone would part one."""
        return self.every >= self.ways


class BesidePaper(NamedTuple):
    """How the pairs that are apart stand by the paper's test error of ResNet-110."""

    agree: tuple[Pair, ...]
    against: tuple[Pair, ...]


class Hardest(NamedTuple):
    """The order with the highest mean training loss at the end, beside the one with the lowest."""

    order: Order
    loss: float | None
    best: Order
    best_loss: float | None


class Peak(NamedTuple):
    """The highest loss of an order."""

    order: Order
    loss: float


def ranked(groups: Sequence[Group]) -> list[Group]:
    """The orders from the lowest mean final loss to the highest; one that had no number comes last."""
    return sorted(groups, key=lambda group: math.inf if group.mean is None else group.mean)


def hardest(groups: Sequence[Group]) -> Hardest:
    """Which order finds it hardest to begin."""
    first, *_, last = ranked(groups)
    return Hardest(last.net.order, last.mean, first.net.order, first.mean)


def differences(groups: Sequence[Group]) -> Differences:
    """Which differences are larger than the spread of the seeds, and which are not."""
    pairs = tuple(combinations(groups, 2))
    apart = tuple(pair for one, two in pairs for pair in _apart(one, two))
    together = tuple((one.net.order, two.net.order) for one, two in pairs if not _apart(one, two))
    seeds = len(groups[0].runners)
    return Differences(seeds, len(pairs), apart, together, math.comb(2 * seeds, seeds) // 2)


def beside_the_paper(apart: Sequence[Pair]) -> BesidePaper:
    """Which of the pairs stand in the paper's order too."""
    agree = tuple(pair for pair in apart if TABLE2[pair.better].resnet110 < TABLE2[pair.worse].resnet110)
    return BesidePaper(agree, tuple(pair for pair in apart if pair not in agree))


def peaks(groups: Sequence[Group], *, above: float) -> list[Peak]:
    """The orders that had single losses above a bound."""
    return [Peak(group.net.order, highest(group)) for group in groups if highest(group) > above]


def _apart(group: Group, other: Group) -> tuple[Pair, ...]:
    """The pair as it stands, if the runs of the two do not overlap."""
    if is_below(group, other):
        return (Pair(group.net.order, other.net.order),)
    return (Pair(other.net.order, group.net.order),) if is_below(other, group) else ()
