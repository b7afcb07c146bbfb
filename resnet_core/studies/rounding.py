"""Numbers as an answer tells them: as exact as they deserve, and without what JSON has no word for."""

import math

DIGITS = 5


def significant(value: float) -> float:
    """The number to five significant digits."""
    return float(f"{value:.{DIGITS}g}")


def told(value: float | None) -> float | None:
    """The number to five significant digits; None where there is none, or none that is finite."""
    return significant(value) if value is not None and math.isfinite(value) else None
