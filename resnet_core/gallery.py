"""Recorded runs: real training, kept in the repository so that every page is alive before anyone has trained.

One folder a recording: `run.json` says what was trained, where, when and how it went; `weights.safetensors` and
`wrong_images.npy` may lie beside it, and `weights_50.safetensors` as they were after step 50. Answers lie in
`<kind>/measured.json`. Written by `python -m resnet_core.jobs.record`. No torch.
"""

import datetime
import json
from collections.abc import Hashable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from resnet_core.config import DataName, Frozen, RunConfig, parse
from resnet_core.errors import DataError, LabError
from resnet_core.wording import Message

GALLERY = Path(__file__).resolve().parents[1] / "gallery"
MEASURED = "measured.json"
Answer = TypeVar("Answer", bound=Frozen)


class Curve(Frozen):
    """One metric over the run; `None` where it was not a number."""

    steps: tuple[int, ...]
    values: tuple[float | None, ...]


class Recording(Frozen):
    """A finished run with its provenance."""

    name: str
    config: RunConfig
    machine: str
    """The processor or GPU, and how much of it."""
    device: str
    """In words for the page: `CPU, 2 threads`."""
    torch: str
    recorded: datetime.date
    seconds: float
    """From the first step to the last, testing included."""
    seed: int
    data: DataName
    curves: dict[str, Curve]
    results: dict[str, Any]
    """As `training.evaluation.Results` writes it."""


class Measured(Frozen):
    """One question and its answer, as the models of its study write them."""

    config: dict[str, Any]
    answer: dict[str, Any]
    seconds: float


class Measurements(Frozen):
    """All recorded answers of one study, with their provenance."""

    kind: str
    machine: str
    device: str
    torch: str
    recorded: datetime.date
    entries: tuple[Measured, ...]

    def answer(self, question: Frozen) -> dict[str, Any] | None:
        """What was answered to `question`; None when it was not asked."""
        return self._answers.get(_as_key(question.model_dump(mode="json")))

    def read_as(self, model: type[Answer]) -> tuple[Answer, ...]:
        """Every answer, read by its study's model."""
        return tuple(parse(model, entry.answer) for entry in self.entries)

    @cached_property
    def _answers(self) -> dict[Hashable, dict[str, Any]]:
        """The answers by question: a page may look for a hundred of them whenever a control is moved."""
        return {_as_key(entry.config): entry.answer for entry in reversed(self.entries)}


def _as_key(value: Any) -> Hashable:
    """A value of JSON as a key of a dictionary; equal ones give equal keys."""
    if isinstance(value, dict):
        return frozenset((name, _as_key(each)) for name, each in value.items())
    return tuple(map(_as_key, value)) if isinstance(value, (list, tuple)) else value


@cache
def names(gallery: Path = GALLERY) -> tuple[str, ...]:
    """The recordings that are there, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in gallery.glob("*/run.json")))


@cache
def load(name: str, gallery: Path = GALLERY) -> Recording:
    """The recording called `name`; DataError when it is absent or not a recording."""
    file = gallery / name / "run.json"
    try:
        return parse(Recording, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise DataError("recording-unreadable", name=name, reason=_why(error)) from error


@cache
def measurements(kind: str, gallery: Path = GALLERY) -> Measurements:
    """The recorded answers of this study; DataError when they are absent or no recording."""
    file = gallery / kind / MEASURED
    try:
        return parse(Measurements, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise DataError("answers-unreadable", kind=kind, reason=_why(error)) from error


def answers(kind: str, model: type[Answer]) -> tuple[Answer, ...]:
    """Every recorded answer of this study; none where none was recorded."""
    try:
        return measurements(kind).read_as(model)
    except DataError:
        return ()


def _why(error: Exception) -> Message | str:
    return error.message if isinstance(error, LabError) else str(error)


@cache
def snapshots(name: str, gallery: Path = GALLERY) -> tuple[int, ...]:
    """The steps after which weights were kept besides the final ones, in their order."""
    return tuple(sorted(int(file.stem.split("_")[1]) for file in (gallery / name).glob("weights_*.safetensors")))


def attachment(name: str, file: str, gallery: Path = GALLERY) -> Path | None:
    """The file beside a recording, such as `weights.safetensors`; None when it was not kept."""
    path = gallery / name / file
    return path if path.is_file() else None
