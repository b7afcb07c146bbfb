"""From a run's metrics to what is drawn and said about them. No Streamlit here.

A curve is drawn from at most a hundred points: neighbouring steps are averaged, which also calms the noise of single
batches. The sentence under the figure says what `training.progress` finds in the same numbers.
"""

import csv
import io
from dataclasses import dataclass

from resnet_core.analysis.curves import Point, drawn
from resnet_core.training.progress import NOTHING, Metrics, NoNumber, Tested, Untested, last, progress
from ui.say import say


@dataclass(frozen=True, slots=True)
class Figure:
    """One diagram: a training and a test curve over the steps."""

    key: str
    train: str
    test: str
    scale: float

    @property
    def title(self) -> str:
        """What is drawn, as Markdown with its unit."""
        return say(f"curves-{self.key}")


LOSS = Figure("loss", "train_loss", "test_loss", 1.0)
ACCURACY = Figure("accuracy", "train_accuracy", "test_accuracy", 100.0)


def points(metrics: Metrics, key: str, figure: Figure) -> list[Point]:
    """The curve `key` in the figure's unit, as plain numbers: Streamlit loads pandas for anything else in a chart."""
    return drawn(metrics.get(key, NOTHING), scale=figure.scale)


def as_csv(metrics: Metrics) -> bytes:
    """Every value of every metric, one row a step."""
    rows: dict[int, dict[str, float]] = {}
    for key, (steps, values) in metrics.items():
        for step, value in zip(steps.tolist(), values.tolist(), strict=True):
            rows.setdefault(step, {"step": step})[key] = value
    file = io.StringIO()
    writer = csv.DictWriter(file, ["step", *metrics], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[step] for step in sorted(rows))
    return file.getvalue().encode()


def reading(metrics: Metrics) -> str:
    """One sentence that says what the curves show so far."""
    match progress(metrics):
        case None:
            return say("curves-unbegun")
        case NoNumber() as broken:
            return say("curves-no-number", broken)
        case Untested() as untested:
            return say("curves-untested", untested)
        case Tested() as tested:
            return say("curves-tested", tested)


def alt(metrics: Metrics, figure: Figure) -> str:
    """What the diagram shows, for those who do not see it."""
    train, test = last(metrics, figure.train), last(metrics, figure.test)
    return say(f"curves-{figure.key}.alt", train=train, test=test)
