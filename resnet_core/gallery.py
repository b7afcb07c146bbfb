"""Recorded runs: real training, kept in the repository so that every page is alive before anyone has trained.

One folder a recording: `run.json` says what was trained, where, when and how it went; `weights.safetensors` and
`wrong_images.npy` may lie beside it, and `weights_50.safetensors` as they were after step 50. Answers to probes lie in
`<kind>/measured.json`. Written by `python -m resnet_core.jobs.record`. No torch.
"""

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from resnet_core.config import Frozen, RunConfig, parse
from resnet_core.errors import ConfigError, DataError

GALLERY = Path(__file__).resolve().parents[1] / "gallery"
MEASURED = "measured.json"


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
    data: Literal["fashion-mnist", "sketches"]
    curves: dict[str, Curve]
    results: dict[str, Any]
    """As `training.evaluation.Results` writes it."""


class Measured(Frozen):
    """One question and its answer, as the models of the probe's kind write them."""

    config: dict[str, Any]
    answer: dict[str, Any]
    seconds: float


class Measurements(Frozen):
    """All recorded answers of one kind of probe, with their provenance."""

    kind: str
    machine: str
    device: str
    torch: str
    recorded: datetime.date
    entries: tuple[Measured, ...]

    def answer(self, question: Frozen) -> dict[str, Any] | None:
        """What was answered to `question`; None when it was not asked."""
        asked = question.model_dump(mode="json")
        return next((entry.answer for entry in self.entries if entry.config == asked), None)


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
    except (OSError, ValueError, ConfigError) as error:
        raise DataError(f"gallery/{name}: {error}; record it again with python -m resnet_core.jobs.record") from error


@cache
def measurements(kind: str, gallery: Path = GALLERY) -> Measurements:
    """The recorded answers to probes of this kind; DataError when they are absent or no recording."""
    file = gallery / kind / MEASURED
    try:
        return parse(Measurements, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, ConfigError) as error:
        raise DataError(
            f"gallery/{kind}: {error}; record it again with python -m resnet_core.jobs.record {kind}"
        ) from error


@cache
def snapshots(name: str, gallery: Path = GALLERY) -> tuple[int, ...]:
    """The steps after which weights were kept besides the final ones, in their order."""
    return tuple(sorted(int(file.stem.split("_")[1]) for file in (gallery / name).glob("weights_*.safetensors")))


def attachment(name: str, file: str, gallery: Path = GALLERY) -> Path | None:
    """The file beside a recording, such as `weights.safetensors`; None when it was not kept."""
    path = gallery / name / file
    return path if path.is_file() else None
