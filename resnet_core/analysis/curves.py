"""A run's metric as a curve that can be drawn: few enough points, each standing for its neighbours. No torch."""

import numpy as np
import numpy.typing as npt

Steps = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Series = tuple[Steps, Values]
"""Steps, counted from 1, and the value at each."""


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
