"""How an attempt ends, as a message that becomes words where a learner reads it.

The worker writes its outcome beside its checkpoints; the runner, which outlives it, reads the file or explains the exit
code, and tells the store. Only a run that `saved` its steps is told to go on; a question keeps none and is asked anew.
"""

import errno
import hashlib
import json
import re
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from resnet_core import whole_files
from resnet_core.analysis import memory
from resnet_core.config import RunConfig, parse
from resnet_core.errors import LabError
from resnet_core.wording import Message, from_json, message, to_json

ErrorKind = Literal[
    "diverged",
    "memory_limit",
    "gpu_oom",
    "time_limit",
    "stalled",
    "worker_lost",
    "crashed",
    "disk_full",
    "refused",
    "error",
]
Final = Literal["succeeded", "stopped", "failed", "diverged"]

INTERRUPTED, FENCED, FULL = 75, 76, 77
"""Exit codes of a worker that saved its run on request, of one whose token was no longer the run's, and of one that
could not write to its disk."""
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DETAIL_CHARS = 3000
_FILE = "outcome.json"


@dataclass(frozen=True)
class Outcome:
    """A final state and its reason; `detail` is for whoever has to find the cause."""

    state: Final
    error_kind: ErrorKind | None = None
    message: Message | None = None
    detail: str = ""


class DivergenceError(LabError):
    """The loss is no longer a number; it cannot recover."""


def diverged(step: int, lr: float) -> DivergenceError:
    """The error a task raises when the loss at `step` is NaN or infinite."""
    return DivergenceError("diverged", step=step, smaller_lr=lr / 10)


def memory_limit(config: dict[str, Any], limit_mb: int) -> Outcome:
    """The outcome of a run that holds more memory than it may."""
    return Outcome("failed", "memory_limit", _beyond_memory(config, limit_mb))


def time_limit(seconds: float, step: int, *, saved: bool) -> Outcome:
    """The outcome of a run that took longer than it may."""
    limit = duration(seconds)
    if saved:
        return Outcome("failed", "time_limit", message("outcome-time-limit-saved", limit=limit, step=step))
    return Outcome("failed", "time_limit", message("outcome-time-limit-lost", limit=limit, step=step))


def stalled(seconds: float, *, saved: bool) -> Outcome:
    """The outcome of a run that stands still."""
    if saved:
        return Outcome("failed", "stalled", message("outcome-stalled-saved", limit=duration(seconds)))
    return Outcome("failed", "stalled", message("outcome-stalled-lost", limit=duration(seconds)))


def stopped(step: int, *, forced: bool, saved: bool) -> Outcome:
    """The outcome of a run that a learner stopped."""
    if not saved:
        return Outcome("stopped", message=message("outcome-stopped-lost", step=step))
    if forced:
        return Outcome("stopped", message=message("outcome-stopped-forced"))
    return Outcome("stopped", message=message("outcome-stopped-saved", step=step))


def stopped_on_a_full_disk(step: int) -> Outcome:
    """The outcome of a run that a learner stopped and that could not be saved where it stood."""
    return Outcome("stopped", message=message("outcome-stopped-full", step=step))


def disk_full() -> Outcome:
    """The outcome of a run whose results have no place."""
    return Outcome("failed", "disk_full", message("outcome-disk-full"))


def is_full_disk(error: BaseException) -> bool:
    """Whether a file could not be written because its disk has no room, or its owner no more share of it."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def of_exception(error: BaseException, config: dict[str, Any]) -> Outcome:
    """The outcome of a task that raised."""
    detail = _short_traceback(error)
    if isinstance(error, DivergenceError):
        return Outcome("diverged", "diverged", error.message)
    if isinstance(error, LabError):
        return Outcome("failed", "refused", error.message, detail)
    if is_full_disk(error):
        return disk_full()
    batch = config.get("training", {}).get("batch_size")
    if type(error).__name__ == "OutOfMemoryError":  # torch's, without importing torch here
        return Outcome("failed", "gpu_oom", _accelerator_full(batch), detail)
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        return Outcome("failed", "memory_limit", _machine_full(batch), detail)
    mark = hashlib.sha256(detail.encode()).hexdigest()[:4].upper()
    return Outcome("failed", "error", message("outcome-lab-fault", mark=mark), detail)


def leaves_worker_fit(outcome: Outcome) -> bool:
    """Whether the worker of a question that ended so may take the next one: it answered, or refused to."""
    return outcome.state == "succeeded" or outcome.error_kind == "refused"


def save(folder: Path, token: str, outcome: Outcome) -> None:
    """Writes the outcome of the attempt with this token to disk, whole or not at all."""
    told = {"token": token, **asdict(outcome), "message": to_json(outcome.message)}
    whole_files.write(folder / _FILE, json.dumps(told).encode())


def load(folder: Path, token: str) -> Outcome | None:
    """The outcome that the attempt with this token left, if it left one."""
    try:
        values = json.loads((folder / _FILE).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    values["message"] = from_json(values["message"])
    return Outcome(**values) if values.pop("token") == token else None


def duration(seconds: float) -> Message:
    """`90 s`, `15 min` or `4 h`: in the largest unit that says it without a rest."""
    for size, unit in ((3600, "hours"), (60, "minutes")):
        if seconds >= size and seconds % size == 0:
            return message("outcome-duration", count=round(seconds / size), unit=unit)
    return message("outcome-duration", count=seconds, unit="seconds")


def _beyond_memory(config: dict[str, Any], limit_mb: int) -> Message:
    """With the batch that surely stays below the limit; a question has no forecast."""
    try:
        batch = memory.batch_that_fits(parse(RunConfig, config), limit_mb)
    except LabError:
        return message("outcome-memory-limit", limit_mb=limit_mb)
    if batch is None:
        return message("outcome-memory-limit-no-batch", limit_mb=limit_mb)
    return message("outcome-memory-limit-batch", limit_mb=limit_mb, batch=batch)


def _accelerator_full(batch: int | None) -> Message:
    if batch is None:
        return message("outcome-accelerator-full")
    return message("outcome-accelerator-full-batch", batch=batch, half=batch // 2)


def _machine_full(batch: int | None) -> Message:
    if batch is None:
        return message("outcome-machine-full")
    return message("outcome-machine-full-batch", batch=batch, half=batch // 2)


def _short_traceback(error: BaseException) -> str:
    """The end of the traceback, without the folders of this machine."""
    text = "".join(traceback.format_exception(error))
    return re.sub(r'File "[^"]*/', 'File "', text)[-_DETAIL_CHARS:]
