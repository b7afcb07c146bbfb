"""Files that are whole or not there: written beside their name, then renamed, so that no reader ever finds a part."""

import os
from pathlib import Path


def write(path: Path, content: bytes, *, previous: Path | None = None, synced: bool = False) -> None:
    """Writes a file into a folder that exists, or leaves what was there; OSError where it cannot be written.

    What was there becomes the `previous` one, once the new one is whole. With `synced`, file and folder outlive a
    power cut too.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        if previous is not None and path.exists():
            path.replace(previous)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    if synced:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows has no handle of a folder to sync
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
