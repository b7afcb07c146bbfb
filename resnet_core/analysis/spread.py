"""What several runs of one measurement found: their mean, and from the lowest to the highest."""

import math
from collections.abc import Iterable
from typing import NamedTuple


class Spread(NamedTuple):
    """One number over several runs; all three are the same where there is one run."""

    mean: float
    low: float
    high: float


def spread(values: Iterable[float | None]) -> Spread | None:
    """With the arithmetic mean; None where there is no value, or one is missing."""
    known = _whole(values)
    return Spread(sum(known) / len(known), min(known), max(known)) if known else None


def geometric_spread(values: Iterable[float | None]) -> Spread | None:
    """With the geometric mean; None where there is no value, or one is missing or not above 0."""
    known = _whole(values)
    if not known or min(known) <= 0:
        return None
    return Spread(math.exp(sum(map(math.log, known)) / len(known)), min(known), max(known))


def _whole(values: Iterable[float | None]) -> list[float]:
    """All values, if none is missing."""
    every = list(values)
    known = [value for value in every if value is not None and math.isfinite(value)]
    return known if len(known) == len(every) else []
