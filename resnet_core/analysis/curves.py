"""A run's metric as a curve that can be drawn: few enough points, each standing for its neighbours. No torch."""

import numpy as np
import numpy.typing as npt

Steps = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Series = tuple[Steps, Values]
"""Steps, counted from 1, and the value at each."""
Point = tuple[int, float | None]
"""A step and the value there; None where that is not a number."""
POINTS = 100


def thin(series: Series, *, points: int) -> Series:
    """The series in at most `points` points, each the mean of neighbouring steps, placed at the last of them.

    The mean also calms the noise of single batches; NaN stays NaN, so a diverged loss still shows.
    """
    steps, values = series
    if len(steps) <= points:
        return series
    starts = np.arange(points) * len(steps) // points
    ends = np.append(starts[1:], len(steps))
    means = np.add.reduceat(values, starts) / (ends - starts)
    return steps[ends - 1], means


def drawn(series: Series, *, scale: float = 1.0) -> list[Point]:
    """The series as plain numbers in at most `POINTS` points, times `scale`, with five digits that count."""
    steps, values = thin(series, points=POINTS)
    numbers = (float(f"{value:.5g}") if np.isfinite(value) else None for value in values * scale)
    return list(zip(steps.tolist(), numbers, strict=True))
