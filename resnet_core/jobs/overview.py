"""What a teacher sees of the whole lab: what runs and waits for whom, what failed, and how full the disk is."""

import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import func, select

from resnet_core.jobs import states
from resnet_core.jobs.places import Place
from resnet_core.schema import Run, runs
from resnet_core.settings import Settings
from resnet_core.store import Store
from resnet_core.studies.catalogue import QUICK

LAST_ERRORS = 8
_VERSIONS = ("streamlit", "torch", "sqlalchemy")


@dataclass(frozen=True)
class Disk:
    """Of the folder of all runs and the disk it lies on, in bytes."""

    runs: int
    free: int
    total: int


@dataclass(frozen=True)
class Overview:
    """Of one moment."""

    active: Sequence[Run]
    """Trainings and questions that hold a slot, the longest first."""
    waiting: Sequence[tuple[Run, Place | None]]
    """In the order they will start."""
    failed: Sequence[Run]
    """The last that ended with a reason, the newest first."""
    kept: int
    """Runs that learners have."""

    def busy(self, *, quick: bool) -> int:
        """Slots that are taken, for quick questions or for all other runs."""
        return sum((run.kind in QUICK) == quick for run in self.active)


def overview(store: Store, places: dict[str, Place]) -> Overview:
    """How the lab stands now; `places` are those of the runs that wait."""
    with store.read() as connection:
        under_way = select(runs).where(runs.c.state.in_(("queued", *states.ACTIVE))).order_by(runs.c.queued_at)
        here = [Run.of(row) for row in connection.execute(under_way)]
        ended = select(runs).where(runs.c.state == "failed", runs.c.deleted.is_(None)).order_by(runs.c.ended.desc())
        failed = [Run.of(row) for row in connection.execute(ended.limit(LAST_ERRORS))]
        kept = connection.execute(select(func.count()).select_from(runs).where(runs.c.deleted.is_(None))).scalar_one()
    waiting = [(run, places.get(run.id)) for run in here if run.state == "queued"]
    waiting.sort(key=lambda each: each[1].before if each[1] else 0)
    return Overview([run for run in here if run.state != "queued"], waiting, failed, kept)


def disk(settings: Settings) -> Disk:
    """How full it is; walks through every run's folder."""
    files = settings.runs_dir.rglob("*") if settings.runs_dir.is_dir() else ()
    usage = shutil.disk_usage(_there(settings.runs_dir))
    return Disk(sum(_bytes(file) for file in files), usage.free, usage.total)


def versions() -> dict[str, str]:
    """Of Python and of what matters most beside it, by name; nothing of them is loaded."""
    return {"python": platform.python_version()} | {name: version(name) for name in _VERSIONS}


def _there(path: Path) -> Path:
    """The folder, or the first above it that exists."""
    return next(each for each in (path, *path.absolute().parents) if each.exists())


def _bytes(file: Path) -> int:
    """Of a file that may go away in this moment."""
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        return 0
