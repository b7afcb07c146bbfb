"""What the curves of a training show so far, as facts; and what its test took for what. No torch."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from resnet_core.analysis.curves import Series, thin
from resnet_core.data.files import CLASS_NAMES
from resnet_core.training.schedules import FEW_STEPS

Metrics = Mapping[str, Series]
Verdict = Literal["guessing", "memorises", "untold", "behind", "ahead", "level"]

NOTHING: Series = (np.array([], np.int64), np.array([]))
WINDOWS = 20
"""A curve is read in this many stretches."""
RISEN = 1.1
"""A test loss this many times its lowest has clearly risen."""
CHANCE = 1 / len(CLASS_NAMES)
NO_BETTER = 1.2
"""Up to this many times chance is no better than chance; a network that always says one class gets exactly chance."""
HALF, LATEST = 0.5, 5
"""Half of the pictures of so many batches."""
NEAR = 0.01
"""Accuracies that differ by less are about as good."""


class NoNumber(NamedTuple):
    """The loss is no longer a number since about this step."""

    step: int


class Untested(NamedTuple):
    """A training before its first test."""

    step: int
    first: float
    """The loss of the first stretch; of the first batch where that is all there is."""
    last: float
    first_batch: bool
    accuracy: float | None
    """On the latest training pictures."""
    chance: float = CHANCE


class Tested(NamedTuple):
    """A training after at least one test."""

    epochs: int
    few_steps: int | None
    """All steps so far, where they are few; else None."""
    test: float
    train: float | None
    """On the training pictures, over the last epoch."""
    verdict: Verdict
    """How the test compares with guessing, with its own past, and with the training pictures."""
    best_epoch: int | None
    """With the lowest test loss, where the network memorises since."""
    gap: float | None
    """Points of percent that the test has less than the training pictures."""
    chance: float = CHANCE


Progress = NoNumber | Untested | Tested


class Mistake(NamedTuple):
    """So many pictures of one class were taken for another."""

    pictures: int
    true: int
    named: int


def progress(metrics: Metrics) -> Progress | None:
    """What the curves show; None before the first step."""
    losses = metrics.get("train_loss", NOTHING)
    if len(losses[0]) == 0:
        return None
    steps, values = thin(losses, points=WINDOWS)
    if not np.isfinite(values[-1]):
        return NoNumber(int(steps[-1]))
    test = last(metrics, "test_accuracy")
    if test is not None:
        return _tested(metrics, test)
    _, right = thin(metrics.get("train_accuracy", NOTHING), points=WINDOWS)
    accuracy = float(right[-1]) if len(right) else None
    return Untested(int(steps[-1]), float(values[0]), float(values[-1]), len(values) == 1, accuracy)


def last(metrics: Metrics, key: str) -> float | None:
    """The newest value of a metric; None before its first."""
    steps, values = metrics.get(key, NOTHING)
    return float(values[-1]) if len(steps) else None


def half_right(metrics: Metrics) -> int | None:
    """The step by which half of the latest training pictures were named rightly; None where that never came."""
    steps, values = metrics.get("train_accuracy", NOTHING)
    if len(values) < LATEST:
        return None
    means = np.convolve(values, np.ones(LATEST) / LATEST, mode="valid")
    above = np.flatnonzero(means >= HALF)
    return int(steps[above[0] + LATEST - 1]) if len(above) else None


def commonest_mistake(matrix: Sequence[Sequence[int]]) -> Mistake | None:
    """The most frequent one of a confusion matrix, whose rows are the true classes; None where there is none."""
    worst = max(
        Mistake(count, true, named)
        for true, row in enumerate(matrix)
        for named, count in enumerate(row)
        if true != named
    )
    return worst if worst.pictures else None


def _tested(metrics: Metrics, test: float) -> Tested:
    steps, _ = metrics["test_accuracy"]
    few = int(steps[-1]) if steps[-1] < FEW_STEPS else None
    train, best = last(metrics, "epoch_train_accuracy"), _best_epoch(metrics)
    gap = None if train is None else 100 * (train - test)
    return Tested(len(steps), few, test, train, _verdict(test, train, best), best, gap)


def _verdict(test: float, train: float | None, best: int | None) -> Verdict:
    if test < NO_BETTER * CHANCE:
        return "guessing"
    if best is not None:
        return "memorises"
    if train is None:
        return "untold"
    if abs(train - test) <= NEAR:
        return "level"
    return "behind" if test < train else "ahead"


def _best_epoch(metrics: Metrics) -> int | None:
    """The epoch with the lowest test loss, counted from 1; None unless the test loss has clearly risen since, and the
    training loss has not.
    """
    _, test = metrics.get("test_loss", NOTHING)
    _, train = metrics.get("epoch_train_loss", NOTHING)
    if len(test) < 3 or len(train) != len(test) or not np.isfinite(test).all():
        return None
    best = int(np.argmin(test))
    memorises = test[-1] > RISEN * test[best] and train[-1] < train[best]
    return best + 1 if memorises else None
