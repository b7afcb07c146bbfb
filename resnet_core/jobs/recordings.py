"""How long work can be expected to take where nothing like it was measured here: from what the recorded took."""

from functools import cache
from statistics import median
from typing import NamedTuple

from resnet_core import gallery
from resnet_core.config import Frozen, RunConfig, parse
from resnet_core.errors import DataError
from resnet_core.studies.bounds import Counted
from resnet_core.studies.catalogue import STUDIES

AT_ONCE_SECONDS = 10.0
"""What is expected to take less is measured without a press."""


class Forecast(NamedTuple):
    """The expected time, and where the recorded ones were taken."""

    seconds: float
    device: str

    @property
    def at_once(self) -> bool:
        """Whether one need not be asked before."""
        return self.seconds < AT_ONCE_SECONDS


def of(kind: str, *questions: Frozen) -> Forecast | None:
    """The time of these questions one after another; None where their work is not counted or none was recorded."""
    pace = _pace(kind)
    if pace is None:
        return None
    work = sum(question.macs for question in questions if isinstance(question, Counted))
    return Forecast(pace.seconds * work, pace.device)


@cache
def trainings() -> tuple[tuple[RunConfig, float], ...]:
    """Every recorded training, and the seconds that it took."""
    recorded = map(gallery.load, gallery.names())
    return tuple((run.config, run.seconds) for run in recorded)


@cache
def _pace(kind: str) -> Forecast | None:
    """What one multiply-add took."""
    try:
        measured = gallery.measurements(kind)
    except DataError:
        return None
    questions = [parse(STUDIES[kind].question, entry.config) for entry in measured.entries]
    paces = [
        entry.seconds / question.macs
        for entry, question in zip(measured.entries, questions, strict=True)
        if isinstance(question, Counted)
    ]
    return Forecast(median(paces), measured.device) if paces else None
