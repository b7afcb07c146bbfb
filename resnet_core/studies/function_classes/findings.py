"""What the errors of a family of functions show: how near the sets come, where they get worse, whether they are nested.

A mean squared error that is only rounding is 0 here.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from resnet_core.studies.function_classes.measure import FAMILIES, ROUNDING, Fit, Generalisation, Ladder
from resnet_core.studies.function_classes.one_more_block import Insertion

ALWAYS, NOT_ALWAYS = "always", "not_always"
NOTHING = 1e-20
"""A mean squared error below this is rounding."""


class Reached(NamedTuple):
    """How near the best function of a set comes to the target."""

    family: str
    size: int
    error: float
    distance: float
    coefficients: int
    inside: bool
    """Whether the target lies in the set."""


class Trend(NamedTuple):
    """How the best error goes from the smallest size to the largest."""

    family: str
    steps: int
    first: int
    last: int
    error_first: float
    error_last: float
    worse: tuple[int, ...]
    """Sizes whose set fits worse than the one before."""
    rises: int


class Rise(NamedTuple):
    """The step to the next size that raised the error most."""

    size_before: int
    size_after: int
    error_before: float
    error_after: float


class Nesting(NamedTuple):
    """Whether each set of a family lies in the next; if not, where most of one lies outside."""

    nested: bool
    share: float
    """Of the square of a random function of the set, what lies outside the next."""
    small: int
    large: int


class Verdict(NamedTuple):
    """Whether more always fitted at least as well, and whether a family that is not nested had luck."""

    rose: bool
    """Whether some size was worse than the one before."""
    lucky: bool

    @property
    def came(self) -> str:
        """`ALWAYS` or `NOT_ALWAYS`."""
        return NOT_ALWAYS if self.rose else ALWAYS


class Generalised(NamedTuple):
    """How the fit to noisy points does on them and on fresh ones."""

    first: int
    last: int
    train_first: float
    train_last: float
    best: int
    test_best: float
    test_last: float
    times: float
    """What the error on fresh points is at the largest size, over the lowest."""
    noise_alone: float | None
    """The error that the noise costs on fresh points, on average; None without noise."""
    largest_is_best: bool
    """Whether no smaller size does better on fresh points."""


class Unmoved(NamedTuple):
    """Which blocks left a network as it was."""

    blocks: tuple[str, ...]
    kept: int
    tried: int
    least: float
    """The smallest of the others' largest changes."""


class Size(NamedTuple):
    """A size of a family."""

    size: int
    error: float
    distance: float
    worse: bool
    outside: float | None
    """The share of its set that lies outside the next; None for the last."""


def distance(error: float) -> float:
    """The distance from the target that belongs to a mean squared error."""
    return sqrt(no_rounding(error))


def no_rounding(error: float) -> float:
    """The error, 0 where it is only rounding."""
    return 0.0 if abs(error) < NOTHING else error


def reached(family: str, size: int, fit: Fit) -> Reached:
    """How near the best fit comes."""
    error = no_rounding(fit.error)
    return Reached(family, size, error, distance(error), fit.coefficients, inside=error == 0)


def trend(family: str, ladder: Ladder) -> Trend:
    """How the error goes, and which sizes got worse."""
    sizes, errors = ladder.sizes, tuple(map(no_rounding, ladder.errors))
    return Trend(family, len(sizes) - 1, sizes[0], sizes[-1], errors[0], errors[-1], ladder.worse, len(ladder.worse))


def largest_rise(ladder: Ladder) -> Rise | None:
    """The step that raised the error most; None where none did."""
    errors = dict(zip(ladder.sizes, ladder.errors, strict=True))
    rises = [
        Rise(before, after, errors[before], errors[after])
        for before, after in pairwise(ladder.sizes)
        if after in ladder.worse
    ]
    return max(rises, key=lambda rise: rise.error_after - rise.error_before, default=None)


def nesting(family: str, outside: Sequence[float]) -> Nesting:
    """Whether the family is nested, from the share of each set that lies outside the next."""
    sizes, worst = FAMILIES[family].sizes, outside.index(max(outside))
    return Nesting(outside[worst] < ROUNDING, outside[worst], sizes[worst], sizes[worst + 1])


def verdict(ladder: Ladder, *, nested: bool) -> Verdict:
    """What a guess is held against."""
    return Verdict(rose=bool(ladder.worse), lucky=not ladder.worse and not nested)


def generalised(measured: Generalisation, *, noise: float) -> Generalised:
    """Where the error on fresh points is lowest, and what happens after."""
    return Generalised(
        first=measured.sizes[0],
        last=measured.sizes[-1],
        train_first=no_rounding(measured.train[0]),
        train_last=no_rounding(measured.train[-1]),
        best=measured.best,
        test_best=no_rounding(min(measured.test)),
        test_last=no_rounding(measured.test[-1]),
        times=measured.test[-1] / min(measured.test),
        noise_alone=noise**2 or None,
        largest_is_best=measured.best == measured.sizes[-1],
    )


def unmoved(insertions: Sequence[Insertion]) -> Unmoved:
    """Which of the blocks that were put in moved no output."""
    moved = [insertion.largest_change for insertion in insertions if insertion.largest_change]
    blocks = tuple(insertion.block for insertion in insertions if not insertion.largest_change)
    return Unmoved(blocks, len(blocks), len(insertions), min(moved))


def by_size(ladder: Ladder, outside: Sequence[float]) -> tuple[Size, ...]:
    """Every size of a family; a share outside the next that is only rounding is 0."""
    shares = [*(0.0 if share < ROUNDING else share for share in outside), None]
    return tuple(
        Size(size, no_rounding(error), distance(error), size in ladder.worse, share)
        for size, error, share in zip(ladder.sizes, ladder.errors, shares, strict=True)
    )
