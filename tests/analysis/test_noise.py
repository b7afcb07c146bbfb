"""Noise along a line, and how like itself a signal is."""

import numpy as np
import pytest

from resnet_core.analysis.noise import autocorrelation, brown, white


def by_hand(values, lag):
    mean = sum(values) / len(values)
    covariance = sum((values[i] - mean) * (values[i + lag] - mean) for i in range(len(values) - lag))
    return covariance / sum((value - mean) ** 2 for value in values)


def test_the_autocorrelation_is_that_of_the_written_out_sums():
    values = white(40, seed=3)
    expected = [by_hand(values.tolist(), lag) for lag in range(1, 8)]
    assert autocorrelation(values, 7) == pytest.approx(expected, abs=1e-12)


def test_what_does_not_vary_is_not_like_itself():
    assert autocorrelation(np.ones(9), 3).tolist() == [0, 0, 0]


def test_neighbours_in_white_noise_are_unrelated_and_in_brown_noise_alike():
    many = range(50)
    assert abs(np.mean([autocorrelation(white(256, seed=seed), 1) for seed in many])) < 0.05
    assert np.mean([autocorrelation(brown(256, seed=seed), 1) for seed in many]) > 0.9
    np.testing.assert_allclose(np.diff(brown(9, seed=1)), white(9, seed=1)[1:])
