"""Fashion-MNIST on disk: is it there, is it whole, fetch it, read it (Xiao et al. 2017, arXiv:1708.07747).

The four gzipped IDX files with torchvision's md5 sums. torchvision's own class is not used because it does not check
the files it extracts, needs a folder it can write to, and prints; a test holds our tensors equal to its. No torch.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from resnet_core.errors import DataError
from resnet_core.wording import Message, message

CLASS_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
MEAN, STD = 0.2860, 0.3530
"""Of the 60,000 training images, as shares of 255."""

Split = Literal["train", "test"]
Images = npt.NDArray[np.uint8]
OnProgress = Callable[[float], None]
"""Told the share that is done, from 0 to 1."""

MD5 = {
    "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
    "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
    "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
}
MIRRORS = (
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
)
_BYTES = 30_878_645  # all four files, for the progress
_ROUNDS = 2
_CONNECT_SECONDS, _READ_SECONDS = 3, 15
_PREFIX = {"train": "train", "test": "t10k"}


@dataclass(frozen=True, slots=True)
class DataStatus:
    """Whether the four files can be used; if not, which one cannot and why."""

    state: Literal["ready", "absent", "damaged"]
    file: str = ""
    reason: Message | None = None


def status(directory: Path) -> DataStatus:
    """What is in `directory`, by the md5 of every file (about 50 ms); a damaged file is told before an absent one."""
    absent = None
    for name, expected in MD5.items():
        path = directory / name
        if not path.is_file():
            absent = absent or DataStatus(
                "absent", name, message("error-file-absent", file=name, folder=str(directory))
            )
        elif (found := _md5(path)) != expected:
            size = path.stat().st_size
            reason = message("error-file-damaged", file=name, md5=found, bytes=size, original=expected)
            return DataStatus("damaged", name, reason)
    return absent or DataStatus("ready")


def fetch(directory: Path, on_progress: OnProgress | None = None) -> None:
    """Fetches the files that are absent or damaged; DataError when they cannot be had.

    A file reaches its name only after its md5 is right, so an interrupted fetch leaves nothing to train on.
    """
    progress = _Progress(on_progress or (lambda _share: None))
    for name, expected in MD5.items():
        path = directory / name
        if not (path.is_file() and _md5(path) == expected):
            _fetch_one(directory, name, progress)
        progress.file_done(path.stat().st_size)


def read_images(directory: Path, split: Split) -> Images:
    """Images `(N, 28, 28)` of a split; DataError when the file is not IDX."""
    return _read_idx(directory / f"{_PREFIX[split]}-images-idx3-ubyte.gz", dimensions=3)


def read_labels(directory: Path, split: Split) -> Images:
    """Class numbers `(N,)` of a split, 0 to 9; DataError when the file is not IDX."""
    return _read_idx(directory / f"{_PREFIX[split]}-labels-idx1-ubyte.gz", dimensions=1)


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _fetch_one(directory: Path, name: str, progress: "_Progress") -> None:
    """Asks every mirror in turn, twice: a broken transfer gets a second chance, a dead network costs seconds."""
    import pooch  # here because the web process asks only for the status
    import requests

    failures = []
    for mirror in MIRRORS * _ROUNDS:
        progress.reset()
        downloader = pooch.HTTPDownloader(
            progressbar=progress, chunk_size=1 << 16, timeout=(_CONNECT_SECONDS, _READ_SECONDS)
        )
        try:
            pooch.retrieve(mirror + name, f"md5:{MD5[name]}", fname=name, path=directory, downloader=downloader)
            return
        except (requests.RequestException, ValueError) as error:  # ValueError: pooch found the wrong md5
            failures.append(f"{mirror}: {type(error).__name__}")
        except OSError as error:
            reason = str(error.strerror)
            raise DataError("data-not-written", file=name, folder=str(directory), reason=reason) from error
    raise DataError("data-not-fetched", file=name, reason="; ".join(failures[: len(MIRRORS)]))


class _Progress:
    """The share of all bytes, in the shape that pooch tells it: `total`, `update`, `reset`, `close`."""

    def __init__(self, tell: OnProgress) -> None:
        self.total = 0
        self._tell = tell
        self._before = 0
        self._in_file = 0

    def update(self, size: int) -> None:
        self._in_file = min(self._in_file + size, self.total)  # pooch counts its last, short piece as a whole one
        self._tell(min(1.0, (self._before + self._in_file) / _BYTES))

    def reset(self) -> None:
        self._in_file = 0

    def close(self) -> None:
        self._in_file = 0

    def file_done(self, size: int) -> None:
        self._before += size
        self._in_file = 0
        self._tell(min(1.0, self._before / _BYTES))


def _read_idx(path: Path, *, dimensions: int) -> Images:
    """IDX: two zero bytes, the type (8 = uint8), the number of dimensions, each size as big-endian int32, the data."""
    try:
        with gzip.open(path) as file:
            content = file.read()
    except (OSError, EOFError) as error:
        raise DataError("data-unreadable", file=path.name, reason=str(error)) from error
    start = 4 + 4 * dimensions
    if len(content) < start:
        raise DataError("data-ends-early", file=path.name)
    shape = tuple(int(size) for size in np.frombuffer(content[4:start], dtype=">i4"))
    if content[:4] != bytes((0, 0, 8, dimensions)) or len(content) - start != np.prod(shape):
        raise DataError("data-not-idx", file=path.name, dimensions=dimensions)
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)
