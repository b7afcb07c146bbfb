"""Numbers of the checks, a value a picture: means, their uncertainty, and whether one row differs from another.

Two rows differ where the mean of their differences, picture by picture, is more than `ERRORS` standard errors from 0.
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import NamedTuple, TypeVar

from resnet_core.probes.saliency_checks import CONTROLS, Climbed, Emptied, Rated, Values, name_of

Row = TypeVar("Row", Climbed, Emptied, Rated)
Some = Values | Sequence[float]

ERRORS = 2
LUCK = f"A difference counts from {ERRORS} standard errors on, which about one comparison in twenty reaches by luck."


class Interval(NamedTuple):
    """A mean over the pictures, and `ERRORS` standard errors to either side."""

    low: float
    middle: float
    high: float


def number(value: float | None) -> str:
    """`0.26`, with a true minus; a dash where there is none."""
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def average(values: Some) -> float | None:
    """Over the pictures that have a value; None where none has."""
    there = [value for value in values if value is not None]
    return mean(there) if there else None


def told(values: Some) -> str:
    """The average as a `number`."""
    return number(average(values))


def interval(values: Some) -> Interval | None:
    """None where fewer than half of the pictures have a value, or fewer than two."""
    there = [value for value in values if value is not None]
    if len(there) < max(2, len(values) / 2):
        return None
    error = ERRORS * stdev(there) / sqrt(len(there))
    return Interval(mean(there) - error, mean(there), mean(there) + error)


def with_error(values: Some) -> str:
    """`0.26 ± 0.08`: the mean, and `ERRORS` standard errors."""
    found = interval(values)
    return told(values) if found is None else f"{number(found.middle)} ± {number(found.high - found.middle)}"


def sign(first: Some, second: Some) -> int:
    """-1 where `first` is smaller picture by picture, 1 where it is larger, 0 where that cannot be told."""
    differences = tuple(
        one - other for one, other in zip(first, second, strict=True) if one is not None and other is not None
    )
    found = interval(differences)
    return 0 if found is None or found.low <= 0 <= found.high else (1 if found.middle > 0 else -1)


def methods(rows: Iterable[Row]) -> list[Row]:
    """Without the controls."""
    return [row for row in rows if row.method not in CONTROLS]


def row_of(rows: Iterable[Row], method: str) -> Row:
    """The row of this method or control."""
    return next(row for row in rows if row.method == method)


def names(words: Iterable[str]) -> str:
    """Methods and controls as the page calls them, in one line."""
    return ", ".join(name_of(word) for word in words)
