"""Which images a run began with, beside its checkpoints: a run never changes them.

`auto` is a choice for a run that begins. One that goes on asks for what it had, and ends with the reason where that
cannot be read any more.
"""

import json
from pathlib import Path

from resnet_core import whole_files
from resnet_core.config import DataConfig
from resnet_core.data import files
from resnet_core.data.images import Dataset, checksum
from resnet_core.errors import DataError

FILE = "pictures.json"


def began_with(folder: Path, config: DataConfig) -> DataConfig:
    """`config` asking for the images that the run in `folder` began with; unchanged when it begins now."""
    images = _held(folder)
    return config.model_copy(update={"source": images["name"]}) if images else config


def hold(folder: Path, dataset: Dataset) -> None:
    """Notes what a run begins with; DataError when it began with other images."""
    now = {"name": dataset.name, "sha256": checksum(dataset)}
    before = _held(folder)
    if before is not None and before != now:
        raise DataError("other-pictures", data=before["name"], before=before["sha256"][:8], now=now["sha256"][:8])
    if before is None:
        folder.mkdir(parents=True, exist_ok=True)
        whole_files.write(folder / FILE, json.dumps(now).encode())


def gone(folder: Path, directory: Path, error: DataError) -> DataError:
    """What to tell of `error`, met while the images of the run in `folder` were read from `directory`."""
    if _held(folder) is None:
        return error
    return DataError("pictures-gone", reason=files.status(directory).reason or error.message)


def _held(folder: Path) -> dict[str, str] | None:
    path = folder / FILE
    return json.loads(path.read_text()) if path.exists() else None
