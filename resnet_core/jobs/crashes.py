"""Workers that a signal ended: which one, and whether it came twice at the same place.

A process that crashes in itself (SIGABRT, SIGSEGV, ...) does so in the library that computes, and does it again where
nothing has changed. SIGKILL comes from outside, mostly from a machine that runs out of memory, and may not come again.
What happened stays in the run's folder, so that whoever resumes the run later does not go through it all again.
"""

import json
import platform
import signal
from pathlib import Path
from typing import Any

from resnet_core import whole_files
from resnet_core.jobs.outcomes import Outcome
from resnet_core.wording import Message, message

CRASHES = frozenset({"SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"})
LAST = "last.safetensors"
"""The newest checkpoint, in the run's folder."""
_FILE = "crash.json"


def lost(exit_code: int) -> Message:
    """Why a worker that left no outcome is gone."""
    name = _signal(exit_code)
    if name is None:
        return message("outcome-process-left", exit_code=exit_code)
    if name in CRASHES:
        return message("outcome-process-crashed", signal=name)
    if name == "SIGKILL":
        return message("outcome-process-killed")
    return message("outcome-process-ended", signal=name)


def came_again(folder: Path, exit_code: int) -> bool:
    """Whether the worker crashed as the one before did, with no checkpoint in between; noted for the next time."""
    name = _signal(exit_code)
    if name not in CRASHES:
        return False
    note = folder / _FILE
    now = {"signal": name, "checkpoint": _checkpoint(folder)}
    before = json.loads(note.read_text()) if note.exists() else None
    whole_files.write(note, json.dumps(now).encode())
    return now == before


def crashed(exit_code: int, step: int, *, device: str | None, config: dict[str, Any]) -> Outcome:
    """The outcome of a run whose workers crash at the same place each time."""
    told = message(
        "outcome-crashed-twice",
        signal=_signal(exit_code),
        step=step,
        device=device or _machine(),
        settings=_told(config),
    )
    return Outcome("failed", "crashed", told)


def _signal(exit_code: int) -> str | None:
    """The name of the signal that ended a process; None when it ended by itself."""
    if exit_code >= 0:
        return None
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"signal {-exit_code}"


def _checkpoint(folder: Path) -> int | None:
    """When the run was last saved, in nanoseconds."""
    path = folder / LAST
    return path.stat().st_mtime_ns if path.exists() else None


def _machine() -> str:
    return platform.processor() or platform.machine()


def _told(config: dict[str, Any]) -> Message:
    """The settings of a training that decide on its kernels; a question has none."""
    if "network" not in config or "training" not in config:
        return message("outcome-settings-none")
    network = config["network"]
    channels = tuple(stage["channels"] for stage in network["stages"])
    family, batch = network["style"]["family"], config["training"]["batch_size"]
    return message("outcome-settings", family=family, channels=channels, batch=batch)
