"""Two kinds of noise that a signal along a line is compared with, and how like itself it is a few steps on."""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def white(points: int, *, seed: int) -> Values:
    """Independent draws: nothing follows from the neighbour."""
    return np.random.default_rng(seed).standard_normal(points)


def brown(points: int, *, seed: int) -> Values:
    """The running sum of white noise, a random walk: each value stays near its neighbour."""
    return white(points, seed=seed).cumsum()


def autocorrelation(values: Values, lags: int) -> Values:
    """From lag 1 to `lags`: covariance of the values with those so many points on, over their variance.

    The mean is taken once, over all values, and the sum at a lag is divided by the number of all values as usual, so a
    finite piece of a line falls towards zero. All zeros where the values do not vary.
    """
    deviations = values - values.mean()
    variance = float(deviations @ deviations)
    if variance == 0:
        return np.zeros(lags)
    return np.array([deviations[:-lag] @ deviations[lag:] for lag in range(1, lags + 1)]) / variance
