"""Thinning a curve keeps what a reader would see."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resnet_core.jobs.curves import thin


def curve(values):
    values = np.asarray(values, dtype=np.float64)
    return np.arange(1, len(values) + 1), values


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=3000), st.integers(4, 600))
def test_a_thinned_curve_has_few_points_and_keeps_its_ends_and_extremes(values, limit):
    steps, values = curve(values)
    thin_steps, thin_values = thin(steps, values, limit)
    assert len(thin_steps) <= max(limit, 4)
    assert (thin_steps[0], thin_steps[-1]) == (steps[0], steps[-1])
    assert (thin_values.min(), thin_values.max()) == (values.min(), values.max())
    assert (values[thin_steps - 1] == thin_values).all(), "every point is one of the curve's own"
    assert (np.diff(thin_steps) > 0).all()


def test_a_short_curve_is_left_alone():
    steps, values = curve(range(500))
    thin_steps, thin_values = thin(steps, values, 500)
    assert thin_steps is steps
    assert thin_values is values


def test_a_single_spike_in_fifty_thousand_points_is_kept():
    steps, values = curve(np.zeros(50_000))
    values[31_415] = 7.0
    thin_steps, thin_values = thin(steps, values, 500)
    assert len(thin_steps) <= 500
    assert thin_values[thin_steps == 31_416].tolist() == [7.0]


@pytest.mark.parametrize("at", [0, 1234, 4999])
def test_a_point_that_is_no_number_stays_to_be_seen(at):
    steps, values = curve(np.linspace(2, 1, 5000))
    values[at] = np.nan
    _steps, thin_values = thin(steps, values, 100)
    assert np.isnan(thin_values).sum() == 1
