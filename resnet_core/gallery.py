"""Recorded runs: real training, kept in the repository so that every page is alive before anyone has trained.

One folder a recording: `run.json` says what was trained, where, when and how it went; `weights.safetensors` and
`wrong_images.npy` may lie beside it. The grown nets of `experiments.growth` lie in `growth/growth.json`. Written by
`python -m resnet_core.jobs.record`. No torch.
"""

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from resnet_core.config import Frozen, GrowthConfig, RunConfig, parse
from resnet_core.errors import ConfigError, DataError

GALLERY = Path(__file__).resolve().parents[1] / "gallery"


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


NOTHING = "nothing"
ZERO = "residual, last layer zero"
RANDOM = "residual, usual start"
PLAIN = "plain, usual start"
DIRAC = "plain, identity kernels"


class Grown(Frozen):
    """One net of `experiments.growth`, as it was put together and after its further steps."""

    put_in: str
    """`NOTHING`, `ZERO`, `RANDOM`, `PLAIN` or `DIRAC`."""
    loss: float
    accuracy: float
    """On the test images in eval mode, before any further step."""
    largest_change: float
    """Of a logit on the test images, against the small net; 0.0 means not one bit moved."""
    first_losses: tuple[float, ...]
    """In training, with the statistics of the batch."""
    later_loss: float
    later_accuracy: float


class Growth(Frozen):
    """A small net trained, grown in several ways, and trained further."""

    seed: int
    data: Literal["fashion-mnist", "sketches"]
    params_before: int
    params_after: int
    nets: tuple[Grown, ...]
    """The small net itself first."""


class GrowthRecording(Frozen):
    """The same experiment with several seeds, with its provenance."""

    config: GrowthConfig
    """With the first seed."""
    machine: str
    device: str
    torch: str
    recorded: datetime.date
    seconds: float
    growths: tuple[Growth, ...]


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
def growth(gallery: Path = GALLERY) -> GrowthRecording:
    """The recorded growing of nets; DataError when it is absent or not a recording."""
    file = gallery / "growth" / "growth.json"
    try:
        return parse(GrowthRecording, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, ConfigError) as error:
        raise DataError(
            f"gallery/growth: {error}; record it again with python -m resnet_core.jobs.record growth"
        ) from error


def attachment(name: str, file: str, gallery: Path = GALLERY) -> Path | None:
    """The file beside a recording, such as `weights.safetensors`; None when it was not kept."""
    path = gallery / name / file
    return path if path.is_file() else None
