"""What a run may use of the machine that it will run on."""

from pathlib import Path
from typing import NamedTuple

import psutil

from resnet_core.analysis.memory import MEGABYTE
from resnet_core.settings import Settings

_GROUP = Path("/sys/fs/cgroup")
"""Of this process, as a container sees it."""
_OURS = "resnet_core.jobs."
"""In the command line of every process that works for a lab."""


class Machine(NamedTuple):
    """The bounds that a run meets here; None where one is not known, and so bounds nothing."""

    processor: bool
    """Whether runs surely compute on a processor."""
    memory_mb: int
    """What a run may hold by the settings."""
    free_mb: int | None
    """What of its memory others than the lab's own runs leave; None where runs go to other machines."""
    card_mb: int | None
    seconds: float
    disk_mb: int | None

    @property
    def process_mb(self) -> int:
        """What a process of a run can hold."""
        return self.memory_mb if self.free_mb is None else min(self.memory_mb, self.free_mb)


def look(settings: Settings, *, card_mb: int | None) -> Machine:
    """The machine as it is now; `card_mb` is what an earlier run told of its card."""
    return Machine(
        processor=settings.computes_on_processor,
        memory_mb=settings.memory_limit_mb,
        free_mb=None if settings.trains_elsewhere else _free_mb(settings.memory_limit_mb),
        card_mb=card_mb,
        seconds=settings.time_limit_s,
        disk_mb=_disk_mb(settings.home),
    )


def _free_mb(enough: int) -> int:
    """What others leave; what our own workers hold, which takes a while to count, is added where it matters."""
    available = psutil.virtual_memory().available
    if (left := _left_in_group(_GROUP)) is not None:
        available = min(available, left)
    if available < enough * MEGABYTE:
        available += _held_by_workers()
    return int(available / MEGABYTE)


def _held_by_workers() -> int:
    """Bytes; the worker that waits will be the run's own, and a run that trains now ends before one in the queue."""
    held = 0
    for process in psutil.process_iter(["cmdline", "memory_info"]):
        if any(word.startswith(_OURS) for word in process.info["cmdline"] or ()) and process.info["memory_info"]:
            held += process.info["memory_info"].rss
    return held


def _left_in_group(group: Path) -> int | None:
    """Bytes that the container's limit leaves, what can be dropped counted as free; None without a limit."""
    try:
        limit = int((group / "memory.max").read_text())
        held = int((group / "memory.current").read_text())
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):
        return None
    return limit - held + int(stat.get("inactive_file", 0))


def _disk_mb(home: Path) -> int | None:
    """What is free where runs are kept; None where that cannot be told."""
    try:
        return int(psutil.disk_usage(str(home)).free / MEGABYTE)
    except OSError:
        return None
