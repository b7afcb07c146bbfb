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

from resnet_core.jobs.outcomes import Outcome

CRASHES = frozenset({"SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"})
LAST = "last.safetensors"
"""The newest checkpoint, in the run's folder."""
_FILE = "crash.json"


def lost(exit_code: int) -> str:
    """Why a worker that left no outcome is gone."""
    name = _signal(exit_code)
    if name is None:
        how = f"ended with code {exit_code} and no word"
    elif name in CRASHES:
        how = f"crashed in itself ({name})"
    elif name == "SIGKILL":
        how = "was ended from outside (SIGKILL): a machine that runs out of memory does that"
    else:
        how = f"was ended from outside ({name})"
    return f"The process that ran it {how}."


def came_again(folder: Path, exit_code: int) -> bool:
    """Whether the worker crashed as the one before did, with no checkpoint in between; noted for the next time."""
    name = _signal(exit_code)
    if name not in CRASHES:
        return False
    note = folder / _FILE
    now = {"signal": name, "checkpoint": _checkpoint(folder)}
    before = json.loads(note.read_text()) if note.exists() else None
    part = note.with_suffix(".part")
    part.write_text(json.dumps(now))
    part.replace(note)
    return now == before


def crashed(exit_code: int, step: int, *, device: str | None, config: dict[str, Any]) -> Outcome:
    """The outcome of a run whose workers crash at the same place each time."""
    where = f"after step {step}" if step else "before its first step was done"
    message = (
        f"The process that ran it crashed twice at the same place, {where}, with {_signal(exit_code)}, on "
        f"{device or _machine()}{_told(config)}. That is a fault of the library that computes, on this processor, and "
        "it would come again: change the network (channels that are multiples of 16 use other kernels), or run it on "
        "another machine."
    )
    return Outcome("failed", "crashed", message)


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


def _told(config: dict[str, Any]) -> str:
    """The settings of a training that decide on its kernels; empty for a probe."""
    if "network" not in config or "training" not in config:
        return ""
    network = config["network"]
    channels = ", ".join(str(stage["channels"]) for stage in network["stages"])
    return f" ({network['style']['family']}, {channels} channels, batch {config['training']['batch_size']})"
