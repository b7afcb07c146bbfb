"""Numbers of the checks, a value a picture: means, their uncertainty, and whether one row differs from another.

Two rows differ where the mean of their differences, picture by picture, is more than `ERRORS` standard errors from 0.
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import NamedTuple, TypeVar

from resnet_core.studies.saliency_checks.question import CONTROLS, Climbed, Emptied, Rated, Values

Row = TypeVar("Row", Climbed, Emptied, Rated)
Measured = Values | Sequence[float]

ERRORS = 2
"""About one comparison in twenty reaches so many standard errors by luck."""


class Interval(NamedTuple):
    """A mean over the pictures, and `ERRORS` standard errors to either side."""

    low: float
    middle: float
    high: float

    @property
    def error(self) -> float:
        """From the mean to either side."""
        return self.high - self.middle


def average(values: Measured) -> float | None:
    """Over the pictures that have a value; None where none has."""
    there = [value for value in values if value is not None]
    return mean(there) if there else None


def interval(values: Measured) -> Interval | None:
    """None where fewer than half of the pictures have a value, or fewer than two."""
    there = [value for value in values if value is not None]
    if len(there) < max(2, len(values) / 2):
        return None
    error = ERRORS * stdev(there) / sqrt(len(there))
    return Interval(mean(there) - error, mean(there), mean(there) + error)


def sign(first: Measured, second: Measured) -> int:
    """-1 where `first` is smaller picture by picture, 1 where it is larger, 0 where that cannot be told."""
    differences = tuple(
        mine - theirs for mine, theirs in zip(first, second, strict=True) if mine is not None and theirs is not None
    )
    difference = interval(differences)
    if difference is None or difference.low <= 0 <= difference.high:
        return 0
    return 1 if difference.middle > 0 else -1


def methods(rows: Iterable[Row]) -> list[Row]:
    """Without the controls."""
    return [row for row in rows if row.method not in CONTROLS]


def row_of(rows: Iterable[Row], method: str) -> Row:
    """The row of this method or control."""
    return next(row for row in rows if row.method == method)
