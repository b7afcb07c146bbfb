"""From a run's metrics to what is drawn and said about them. No Streamlit here.

A curve is drawn from at most `POINTS` points: neighbouring steps are averaged, which also calms the noise of single
batches. The sentence under the figure is computed from the same numbers.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # no types are published
from pyarrow.csv import write_csv  # type: ignore[import-untyped]

from resnet_core.analysis.curves import Series, Steps, Values, thin
from resnet_core.data.files import CLASS_NAMES
from resnet_core.training.schedules import FEW_STEPS
from ui.words import counted

Metrics = Mapping[str, Series]

POINTS = 100
NOTHING: Series = (np.array([], np.int64), np.array([]))
WINDOWS = 20
"""The sentence reads the curve in this many stretches."""
RISEN = 1.1
"""A test loss this many times its lowest has clearly risen."""
NO_BETTER = 1.2
"""Up to this many times chance is no better than chance; a network that always says one class gets exactly chance."""
CHANCE = 100 / len(CLASS_NAMES)


@dataclass(frozen=True, slots=True)
class Figure:
    """One diagram: a training and a test curve over the steps."""

    key: str
    title: str
    train: str
    test: str
    unit: str
    scale: float


LOSS = Figure("loss", "Loss", "train_loss", "test_loss", "cross-entropy", 1.0)
ACCURACY = Figure("accuracy", "Accuracy", "train_accuracy", "test_accuracy", "% of pictures", 100.0)

TRAIN, TEST = "training batches", "test pictures"


def frame(metrics: Metrics, figure: Figure) -> pa.Table:
    """One row a step, one column a curve; null where a curve has no point, or one that is not a number."""
    return _table({TRAIN: _drawn(metrics, figure.train, figure), TEST: _drawn(metrics, figure.test, figure)})


def _drawn(metrics: Metrics, key: str, figure: Figure) -> Series:
    steps, values = thin(metrics.get(key, NOTHING), points=POINTS)
    return steps, (values * figure.scale).astype(np.float32)


def _table(curves: Metrics) -> pa.Table:
    """An Arrow table, which Streamlit sends as it is: 0.05 ms a chart and tick, where a pandas frame takes 0.8 ms."""
    steps = np.unique(np.concatenate([steps for steps, _ in curves.values()]))
    columns = {"step": pa.array(steps)}
    for name, (at, values) in curves.items():
        column = np.full(len(steps), np.nan, values.dtype)
        column[np.searchsorted(steps, at)] = values
        columns[name] = pa.array(column, mask=np.isnan(column))
    return pa.table(columns)


def last(metrics: Metrics, key: str) -> float | None:
    """The newest value of a metric; None before its first."""
    steps, values = metrics.get(key, NOTHING)
    return float(values[-1]) if len(steps) else None


def as_csv(metrics: Metrics) -> bytes:
    """Every value of every metric, one row a step."""
    file = io.BytesIO()
    write_csv(_table(metrics), file)
    return file.getvalue()


def reading(metrics: Metrics) -> str:
    """One sentence that says what the curves show so far."""
    losses = metrics.get("train_loss", NOTHING)
    if len(losses[0]) == 0:
        return "The first batch has not been counted yet."
    steps, values = thin(losses, points=WINDOWS)
    if not np.isfinite(values[-1]):
        return f"The loss stopped being a number near step {steps[-1]:,}: the steps were too large."
    test = last(metrics, "test_accuracy")
    if test is None:
        return _before_the_first_test(metrics, steps, values)
    return _after_a_test(metrics, test)


def alt(metrics: Metrics, figure: Figure) -> str:
    """What the diagram shows, for those who do not see it."""
    parts = [
        f"{label} {value * figure.scale:.3g}"
        for label, key in (("training", figure.train), ("test", figure.test))
        if (value := last(metrics, key)) is not None
    ]
    return f"{figure.title} over the training steps; latest: {', '.join(parts) or 'no value yet'}"


def _before_the_first_test(metrics: Metrics, steps: Steps, losses: Values) -> str:
    sentence = f"In {steps[-1]:,} steps the loss on the training batches went from {losses[0]:.2f} to {losses[-1]:.2f}"
    if len(losses) == 1:
        sentence = f"The loss of the first batch, before any weight moved, is {losses[0]:.2f}"
    if "train_accuracy" not in metrics:
        return sentence + "."
    right = 100 * thin(metrics["train_accuracy"], points=WINDOWS)[1][-1]
    return f"{sentence}; the network gets {right:.0f}% of the latest pictures right, where guessing gets {CHANCE:.0f}%."


def _after_a_test(metrics: Metrics, test: float) -> str:
    tested, _ = metrics["test_accuracy"]
    after = counted(len(tested), "epoch")
    if tested[-1] < FEW_STEPS:
        after += f", {counted(int(tested[-1]), 'step')} in all,"
    sentence = f"After {after} the network gets {100 * test:.1f}% of the test pictures right"
    if 100 * test < NO_BETTER * CHANCE:
        return f"{sentence}, no better than guessing, which gets {CHANCE:.0f}%."
    best = _best_epoch(metrics)
    if best is not None:
        return f"{sentence}. Its test loss has risen since epoch {best} while its training loss fell: it memorises."
    train = last(metrics, "epoch_train_accuracy")
    if train is None:
        return sentence + "."
    gap = 100 * (train - test)
    if gap > 1:
        return f"{sentence}, {gap:.1f} points less than of the training pictures in that epoch."
    if gap < -1:
        return (
            f"{sentence}; of the training pictures it got {100 * train:.1f}% right over the last epoch, for it met "
            "them while it was still learning."
        )
    return f"{sentence}, about as many as of the training pictures ({100 * train:.1f}%)."


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
