"""Where the files are kept that runs leave: the folder of all runs, or any place that fsspec has an address for.

Without an address nothing is copied. With one, a run's folder is only the desk of its worker: what is kept is put away
under a name that holds its checksum, so that nothing the store knows of is ever written over, and whoever needs it
fetches it once into a cache, which may be deleted at any time.
"""

import hashlib
import logging
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from resnet_core.database import StoreUnavailableError
from resnet_core.errors import StoreError
from resnet_core.settings import Settings
from resnet_core.store import Artifact

_log = logging.getLogger(__name__)


class Artifacts:
    """The files of all runs, found by what the store says of them."""

    def __init__(self, settings: Settings) -> None:
        self.elsewhere = bool(settings.artifact_url)
        """Whether another machine finds what is kept, and nothing is kept where it was made."""
        self._url = settings.artifact_url
        self._desk = settings.runs_dir
        self._cache = settings.home / "cache"

    def keep(self, kind: str, path: Path) -> Artifact:
        """What the store is to know of the file, which is in its run's folder; OSError when it cannot be put away."""
        here = path.relative_to(self._desk)
        checksum = _checksum(path)
        if not self.elsewhere:
            return Artifact(kind, here.as_posix(), path.stat().st_size, checksum)
        there = (here.parent / checksum[:16] / here.name).as_posix()
        files, root = self._place
        files.makedirs(f"{root}/{there}".rpartition("/")[0], exist_ok=True)
        files.put_file(str(path), f"{root}/{there}")
        return Artifact(kind, there, path.stat().st_size, checksum)

    def find(self, artifact: Artifact) -> Path | None:
        """Where the file lies on this machine now; None when it is gone. StoreError while the place is away."""
        if not self.elsewhere:
            path = self._desk / artifact.path
            return path if path.is_file() else None
        cached = self._cache / artifact.sha256 / Path(artifact.path).name
        if not cached.is_file() and not self._fetch(artifact, cached):
            return None
        return cached

    def bring(self, artifact: Artifact, path: Path) -> None:
        """Makes `path` the file, unless it is that already; what is gone leaves it as it is."""
        if path.is_file() and _checksum(path) == artifact.sha256:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self._fetch(artifact, path)

    def forget(self, artifact: Artifact) -> None:
        """Deletes the file where it was put away; one that stays costs its place and nothing else."""
        files, root = self._place
        with suppress(OSError):
            files.rm_file(f"{root}/{artifact.path}")

    def forget_run(self, run_id: str) -> None:
        """Deletes all that the run has put away."""
        if self.elsewhere:
            files, root = self._place
            with suppress(OSError):
                files.rm(f"{root}/{run_id}", recursive=True)

    @cached_property
    def _place(self) -> tuple[Any, str]:
        """The file system and the folder in it."""
        from fsspec.core import url_to_fs  # here because a laptop has no use for it

        try:
            files, root = url_to_fs(self._url)
        except (ImportError, ValueError) as error:
            raise StoreError("artifacts-no-place", reason=str(error)) from error
        return files, str(root).rstrip("/")

    def _fetch(self, artifact: Artifact, path: Path) -> bool:
        """Whether `path` is the file now, whole; another process may fetch it at the same time."""
        files, root = self._place
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            files.get_file(f"{root}/{artifact.path}", str(part))
            if _checksum(part) != artifact.sha256:
                _log.warning("%s is not what the store says it is", artifact.path)
                return False
            part.replace(path)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreUnavailableError("artifacts-silent", reason=str(error)) from error
        finally:
            part.unlink(missing_ok=True)
        return True


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
