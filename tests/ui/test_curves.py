"""What is drawn of a run, and what is said about it."""

import io
import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resnet_core.analysis.curves import POINTS, thin
from ui.curves import ACCURACY, LOSS, alt, as_csv, points, reading
from ui.say import say
from ui.train.figures import curve_option


def series(values, first=1):
    return np.arange(first, first + len(values)), np.array(values, float)


def run(losses, **more):
    return {"train_loss": series(losses), "train_accuracy": series([0.5] * len(losses)), **more}


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=300), st.integers(1, 60))
def test_thinning_keeps_the_mean_the_last_step_and_the_limit(values, most):
    steps, thinned = thin(series(values), points=most)
    assert len(steps) == min(most, len(values))
    assert steps[-1] == len(values)
    if len(values) % len(steps) == 0:
        assert thinned.mean() == pytest.approx(np.mean(values), abs=1e-9)


def test_thinning_keeps_a_nan_visible():
    _, thinned = thin(series([1.0] * 50 + [math.nan] + [1.0] * 49), points=10)
    assert np.isnan(thinned).sum() == 1


def test_a_curve_that_is_short_enough_is_not_touched():
    before = series([3, 1, 2])
    assert thin(before, points=3) is before


def test_a_curve_has_points_only_where_it_was_measured():
    metrics = run([2.0, 1.0], test_loss=(np.array([2]), np.array([1.5])))
    assert points(metrics, "train_loss", LOSS) == [(1, 2.0), (2, 1.0)]
    assert points(metrics, "test_loss", LOSS) == [(2, 1.5)]


def test_what_is_not_a_number_is_a_gap():
    assert points(run([2.0, math.nan, math.inf]), "train_loss", LOSS) == [(1, 2.0), (2, None), (3, None)]


def test_a_chart_is_given_plain_numbers_so_that_nothing_converts_them():
    json.dumps(curve_option(run([2.0, math.nan], test_loss=(np.array([2]), np.array([1.5]))), LOSS, 2), allow_nan=False)


def test_accuracies_are_drawn_in_percent():
    assert points(run([1.0]), "train_accuracy", ACCURACY) == [(1, 50.0)]


def test_a_long_run_is_drawn_from_few_points():
    metrics = run(np.linspace(2, 1, 5000), test_loss=(np.arange(50, 5001, 50), np.ones(100)))
    assert len(points(metrics, "train_loss", LOSS)) == POINTS


def test_an_empty_run_can_be_drawn_and_read():
    assert points({}, "train_loss", LOSS) == []
    assert reading({}) == say("curves-unbegun")
    assert alt({}, LOSS) == say("curves-loss.alt", train=None, test=None)


@pytest.mark.parametrize("losses", [[2.3], [2.3, 1.2], [2.3, math.nan]])
@pytest.mark.parametrize("more", [{}, {"test_accuracy": (np.array([2]), np.array([0.5]))}])
def test_every_stage_of_a_run_has_its_sentence(losses, more):
    sentences = {reading(run(losses, **more)), reading({}), reading({"train_loss": series(losses)})}
    assert len(sentences) >= 2
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in sentences)


def test_the_csv_holds_every_value():
    metrics = run(np.linspace(2, 1, 1000), test_loss=(np.array([1000]), np.array([0.5])))
    table = pd.read_csv(io.BytesIO(as_csv(metrics)), index_col="step")
    assert len(table) == 1000
    np.testing.assert_array_equal(table["train_loss"], metrics["train_loss"][1])
    assert table["test_loss"].dropna().to_dict() == {1000: 0.5}
