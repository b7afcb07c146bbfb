"""What the curves of a training show, and what its test took for what."""

import math
from typing import Any

import numpy as np
import pytest

from resnet_core.training.progress import CHANCE, Mistake, NoNumber, Untested, commonest_mistake, half_right, progress
from resnet_core.training.schedules import FEW_STEPS


def series(values, first=1):
    return np.arange(first, first + len(values)), np.array(values, float)


def shown(metrics) -> Any:
    """What the curves show, whichever of the findings that is."""
    return progress(metrics)


def run(losses, **more):
    return {"train_loss": series(losses), "train_accuracy": series([0.5] * len(losses)), **more}


def epochs(test_accuracies, train_accuracies, test_losses, train_losses=(0.3, 0.2, 0.1)):
    steps = np.arange(1, len(test_accuracies) + 1) * 100
    return {
        "epoch_train_loss": (steps, np.array(train_losses[: len(steps)])),
        "test_accuracy": (steps, np.array(test_accuracies)),
        "epoch_train_accuracy": (steps, np.array(train_accuracies)),
        "test_loss": (steps, np.array(test_losses)),
    }


def test_a_run_without_a_step_shows_nothing():
    assert shown({}) is None


def test_before_the_first_test_the_curve_has_an_end_and_an_accuracy():
    assert shown(run([2.3, 1.2])) == Untested(2, 2.3, 1.2, first_batch=False, accuracy=0.5)
    assert shown({"train_loss": series([2.3, 1.2])}).accuracy is None


def test_before_the_second_step_nothing_has_gone_anywhere():
    assert shown(run([2.3])).first_batch


@pytest.mark.parametrize("steps", [[1], [3, 6], [FEW_STEPS - 1], [FEW_STEPS]])
def test_a_run_of_few_steps_says_how_few(steps):
    tested = shown(run([2.3], test_accuracy=(np.array(steps), np.full(len(steps), 0.5))))
    assert tested.epochs == len(steps)
    assert tested.few_steps == (steps[-1] if steps[-1] < FEW_STEPS else None)


@pytest.mark.parametrize(("train", "verdict"), [(0.95, "behind"), (0.80, "ahead"), (0.905, "level")])
def test_the_test_is_compared_with_the_training_pictures(train, verdict):
    tested = shown(run([1.0], **epochs([0.9], [train], [0.3])))
    assert tested.verdict == verdict
    assert tested.gap == pytest.approx(100 * (train - 0.9))


def test_without_an_epoch_nothing_is_compared():
    assert shown(run([1.0], test_accuracy=(np.array([2]), np.array([0.9])))).verdict == "untold"


def test_a_test_loss_that_rises_while_the_training_loss_falls_is_called_memorising():
    tested = shown(run([1.0], **epochs([0.9, 0.9, 0.9], [0.9, 0.95, 0.99], [0.4, 0.3, 0.5])))
    assert (tested.verdict, tested.best_epoch) == ("memorises", 2)


@pytest.mark.parametrize(
    ("test_losses", "train_losses"), [([0.4, 0.3, 0.31], (0.3, 0.2, 0.1)), ([0.4, 0.3, 0.5], (0.3, 0.2, 0.4))]
)
def test_a_test_loss_that_wavers_or_rises_with_the_training_loss_is_not(test_losses, train_losses):
    accuracies = [0.9, 0.9, 0.9]
    tested = shown(run([1.0], **epochs(accuracies, accuracies, test_losses, train_losses)))
    assert tested.verdict != "memorises"
    assert tested.best_epoch is None


def test_a_network_that_always_says_one_class_is_no_better_than_guessing():
    assert shown(run([2.3], **epochs([CHANCE], [CHANCE], [2.3]))).verdict == "guessing"


def test_a_diverged_run_is_read_as_one():
    assert shown(run([2.0, 3.0, math.nan])) == NoNumber(3)


def test_the_commonest_mistake_is_not_on_the_diagonal():
    assert commonest_mistake([[9, 1, 0], [4, 5, 0], [0, 2, 7]]) == Mistake(4, true=1, named=0)
    assert commonest_mistake([[9, 0], [0, 9]]) is None


def test_half_right_is_the_step_after_which_the_latest_batches_are_half_right():
    steps = np.arange(1, 21)
    rising = {"train_accuracy": (steps, np.where(steps <= 10, 0.0, 1.0))}
    assert half_right(rising) == 13
    assert half_right({"train_accuracy": (steps, np.full(20, 0.49))}) is None
    assert half_right({}) is None
