"""Names for processes that stay right when a process id is used again: `host:pid:start time`."""

import contextlib
import socket
import sys
from pathlib import Path

import psutil

GAP_SECONDS = 5.0
"""A process that was away for longer between two beats was asleep, and what it remembers of times is old."""
BEHIND_PAGES, BEHIND_ANSWERS = 10, 15
"""How far a worker stands back, as `nice` counts: one that prepares itself or answers, and one that trains. Against a
web process, which has 0, that is a tenth and a thirtieth of the core that both want.
"""
_CLOCK_SLACK = 2.0  # the start time is counted from boot, and the time of boot moves when the clock is set


def ref_of(pid: int) -> str:
    """The name of a living process of this machine."""
    return f"{socket.gethostname()}:{pid}:{psutil.Process(pid).create_time():.2f}"


def alive(ref: str | None) -> bool | None:
    """Whether the process is there; None when it belongs to another machine, where we cannot look."""
    if ref is None:
        return False
    host = ref.rsplit(":", 2)[0]
    if host != socket.gethostname():
        return None
    return _find(ref) is not None


def terminate(ref: str) -> None:
    """Sends SIGTERM to a process that is there."""
    if process := _find(ref):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()


def kill(ref: str) -> None:
    """Ends a process that is there at once."""
    if process := _find(ref):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def tree_bytes(pid: int) -> int:
    """Memory that the process and its descendants hold; 0 when it is gone."""
    try:
        process = psutil.Process(pid)
        return sum(member.memory_info().rss for member in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0


def give_way(pid: int, nice: int) -> None:
    """Lets others go before a process from here on, wherever cores are short; alone, nothing is slower."""
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            psutil.Process(pid).nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            psutil.Process(pid).nice(nice)
        Path(f"/proc/{pid}/autogroup").write_text(str(nice))  # Linux shares cores among sessions first, if it has this


def forget_peak() -> None:
    """Lets `peak_mb` count from now on, where the system can do that; else from the start of this process."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> int:
    """Megabytes that this process has held at most."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    told = psutil.Process().memory_info()
    return int(getattr(told, "peak_wset", told.rss) // 2**20)


def _find(ref: str) -> psutil.Process | None:
    host, pid, started = ref.rsplit(":", 2)
    if host != socket.gethostname():
        return None
    try:
        process = psutil.Process(int(pid))
        same = abs(process.create_time() - float(started)) < _CLOCK_SLACK
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.NoSuchProcess:
        return None
