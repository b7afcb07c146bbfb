"""What is drawn of a run, and what is said about it."""

import io
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resnet_core.analysis.curves import thin
from ui.curves import ACCURACY, LOSS, POINTS, TEST, TRAIN, alt, as_csv, frame, reading


def series(values, first=1):
    return np.arange(first, first + len(values)), np.array(values, float)


def run(losses, **more):
    return {"train_loss": series(losses), "train_accuracy": series([0.5] * len(losses)), **more}


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=300), st.integers(1, 60))
def test_thinning_keeps_the_mean_the_last_step_and_the_limit(values, points):
    steps, thinned = thin(series(values), points=points)
    assert len(steps) == min(points, len(values))
    assert steps[-1] == len(values)
    if len(values) % len(steps) == 0:
        assert thinned.mean() == pytest.approx(np.mean(values), abs=1e-9)


def test_thinning_keeps_a_nan_visible():
    _, thinned = thin(series([1.0] * 50 + [math.nan] + [1.0] * 49), points=10)
    assert np.isnan(thinned).sum() == 1


def test_a_curve_that_is_short_enough_is_not_touched():
    before = series([3, 1, 2])
    assert thin(before, points=3) is before


def test_the_frame_has_one_row_a_step_and_gaps_where_there_was_no_test():
    metrics = run([2.0, 1.0], test_loss=(np.array([2]), np.array([1.5])))
    assert frame(metrics, LOSS).to_pydict() == {"step": [1, 2], TRAIN: [2.0, 1.0], TEST: [None, 1.5]}


def test_what_is_not_a_number_is_a_gap():
    assert frame(run([2.0, math.nan]), LOSS).to_pydict()[TRAIN] == [2.0, None]


def test_accuracies_are_drawn_in_percent():
    assert frame(run([1.0]), ACCURACY).to_pydict()[TRAIN] == [50.0]


def test_a_long_run_is_drawn_from_few_points():
    metrics = run(np.linspace(2, 1, 5000), test_loss=(np.arange(50, 5001, 50), np.ones(100)))
    assert len(frame(metrics, LOSS)) <= POINTS + 100


def test_an_empty_run_can_be_drawn_and_read():
    assert len(frame({}, LOSS)) == 0
    assert reading({}) == "The first batch has not been counted yet."
    assert alt({}, LOSS) == "Loss over the training steps; latest: no value yet"


def test_before_the_first_test_the_sentence_compares_with_guessing():
    sentence = reading(run([2.3, 1.2]))
    assert "went from 2.30 to 1.20" in sentence
    assert "gets 50% of the latest pictures right, where guessing gets 10%" in sentence


def test_before_the_second_step_nothing_has_gone_anywhere():
    assert reading(run([2.3])).startswith("The loss of the first batch, before any weight moved, is 2.30; ")


@pytest.mark.parametrize(
    ("steps", "after"), [([1], "1 epoch, 1 step in all,"), ([3, 6], "2 epochs, 6 steps in all,"), ([10], "1 epoch")]
)
def test_a_run_of_few_steps_says_how_few(steps, after):
    test = {"test_accuracy": (np.array(steps), np.full(len(steps), 0.1))}
    assert reading(run([2.3], **test)).startswith(f"After {after} the network gets 10.0% of the test pictures right")


def epochs(test_accuracies, train_accuracies, test_losses, train_losses=(0.3, 0.2, 0.1)):
    steps = np.arange(1, len(test_accuracies) + 1) * 100
    return {
        "epoch_train_loss": (steps, np.array(train_losses[: len(steps)])),
        "test_accuracy": (steps, np.array(test_accuracies)),
        "epoch_train_accuracy": (steps, np.array(train_accuracies)),
        "test_loss": (steps, np.array(test_losses)),
    }


@pytest.mark.parametrize(
    ("trained", "words"),
    [
        ([0.95], "5.0 points less than of the training pictures"),
        ([0.80], "while it was still learning"),
        ([0.905], "about as many as of the training pictures (90.5%)"),
    ],
)
def test_the_sentence_reads_the_gap_between_training_and_test(trained, words):
    sentence = reading(run([1.0], **epochs([0.9], trained, [0.3])))
    assert sentence.startswith("After 1 epoch the network gets 90.0% of the test pictures right")
    assert words in sentence


def test_a_test_loss_that_rises_while_the_training_loss_falls_is_called_memorising():
    sentence = reading(run([1.0], **epochs([0.9, 0.9, 0.9], [0.9, 0.95, 0.99], [0.4, 0.3, 0.5])))
    assert "has risen since epoch 2" in sentence
    assert "memorises" in sentence


@pytest.mark.parametrize(
    ("test_losses", "train_losses"), [([0.4, 0.3, 0.31], (0.3, 0.2, 0.1)), ([0.4, 0.3, 0.5], (0.3, 0.2, 0.4))]
)
def test_a_test_loss_that_wavers_or_rises_with_the_training_loss_is_not(test_losses, train_losses):
    accuracies = [0.9, 0.9, 0.9]
    assert "memorises" not in reading(run([1.0], **epochs(accuracies, accuracies, test_losses, train_losses)))


def test_a_network_that_always_says_one_class_is_no_better_than_guessing():
    assert "no better than guessing, which gets 10%" in reading(run([2.3], **epochs([0.1], [0.1], [2.3])))


def test_a_diverged_run_is_read_as_one():
    assert "stopped being a number near step 3" in reading(run([2.0, 3.0, math.nan]))


def test_the_csv_holds_every_value():
    metrics = run(np.linspace(2, 1, 1000), test_loss=(np.array([1000]), np.array([0.5])))
    table = pd.read_csv(io.BytesIO(as_csv(metrics)), index_col="step")
    assert len(table) == 1000
    np.testing.assert_array_equal(table["train_loss"], metrics["train_loss"][1])
    assert table["test_loss"].dropna().to_dict() == {1000: 0.5}
