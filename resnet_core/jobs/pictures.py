"""Which images a run began with, beside its checkpoints: a run never changes them.

`auto` is a choice for a run that begins. One that goes on asks for what it had, and ends with the reason where that
cannot be read any more.
"""

import json
from pathlib import Path

from resnet_core.config import DataConfig
from resnet_core.data import files
from resnet_core.data.images import Dataset, checksum
from resnet_core.errors import DataError

NAMES = {"fashion-mnist": "Fashion-MNIST", "sketches": "the drawn sketches"}
_FILE = "pictures.json"


def began_with(folder: Path, config: DataConfig) -> DataConfig:
    """`config` asking for the images that the run in `folder` began with; unchanged when it begins now."""
    held = _held(folder)
    return config.model_copy(update={"source": held["name"]}) if held else config


def hold(folder: Path, dataset: Dataset) -> None:
    """Notes what a run begins with; DataError when it began with other images."""
    now = {"name": dataset.name, "sha256": checksum(dataset)}
    held = _held(folder)
    if held is not None and held != now:
        raise DataError(
            f"This run began with {NAMES[held['name']]} of another checksum ({held['sha256'][:8]}, now "
            f"{now['sha256'][:8]}), and a run never changes its pictures: put the files back that it had and resume "
            "it, or start a new run"
        )
    if held is None:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{_FILE}.part"
        part.write_text(json.dumps(now))
        part.replace(folder / _FILE)


def gone(folder: Path, directory: Path, error: DataError) -> DataError:
    """What to tell of `error`, met while the images of the run in `folder` were read from `directory`."""
    if _held(folder) is None:
        return error
    found = files.status(directory)
    return DataError(
        "This run began with Fashion-MNIST, and a run never changes its pictures; they cannot be read now: "
        f"{found.reason or error}. Put the file back (remove a damaged one and the lab fetches it, where it reaches "
        "the network), then resume the run: it goes on from where it was saved. Or start a new one"
    )


def _held(folder: Path) -> dict[str, str] | None:
    path = folder / _FILE
    return json.loads(path.read_text()) if path.exists() else None
