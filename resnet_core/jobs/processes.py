"""Names for processes that stay right when a process id is used again: `host:pid:start time`."""

import contextlib
import socket

import psutil

GAP_SECONDS = 5.0
"""A process that was away for longer between two beats was asleep, and what it remembers of times is old."""
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
    """None; a process that is there got SIGTERM."""
    if process := _find(ref):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()


def kill(ref: str) -> None:
    """None; a process that was there is no more."""
    if process := _find(ref):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def tree_bytes(pid: int) -> int:
    """Memory that the process and its descendants hold; 0 when it is gone."""
    try:
        process = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0


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
