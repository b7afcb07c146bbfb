"""How an attempt ends, in the words a learner reads.

The worker writes its outcome beside its checkpoints; the runner, which outlives it, reads the file or explains the exit
code, and tells the store. Only a run that `saved` its steps is told to go on; a probe keeps none and is asked anew.
"""

import hashlib
import json
import re
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from resnet_core.analysis import room
from resnet_core.config import RunConfig, parse
from resnet_core.errors import LabError

ErrorKind = Literal[
    "diverged", "memory_limit", "gpu_oom", "time_limit", "stalled", "worker_lost", "crashed", "refused", "error"
]
Final = Literal["succeeded", "stopped", "failed", "diverged"]

INTERRUPTED, FENCED = 75, 76
"""Exit codes of a worker that saved its run on request, and of one whose token was no longer the run's."""
_DETAIL_CHARS = 3000
_FILE = "outcome.json"


@dataclass(frozen=True)
class Outcome:
    """A final state and its reason; `detail` is for whoever has to find the cause."""

    state: Final
    error_kind: ErrorKind | None = None
    message: str = ""
    detail: str = ""


class DivergenceError(LabError):
    """The loss is no longer a number; it cannot recover."""


def diverged(step: int, lr: float) -> DivergenceError:
    """The error a task raises when the loss at `step` is NaN or infinite."""
    return DivergenceError(
        f"The loss was no longer a number at step {step}. Try a ten times smaller learning rate: {lr / 10:g}."
    )


def memory_limit(config: dict[str, Any], limit_mb: int) -> Outcome:
    """The outcome of a run that holds more memory than it may."""
    message = f"The run needed more than the {limit_mb:,} MB of memory it may use. {_what_fits(config, limit_mb)}"
    return Outcome("failed", "memory_limit", message)


def time_limit(seconds: float, step: int, *, saved: bool) -> Outcome:
    """The outcome of a run that took longer than it may."""
    rest = (
        f"; saved at step {step}. Resume it, or train fewer epochs."
        if saved
        else f" at step {step}; nothing of it is kept. Ask for less: fewer steps, points or images, or a smaller net."
    )
    return Outcome("failed", "time_limit", f"Stopped at the time limit of {duration(seconds)}{rest}")


def stalled(seconds: float, *, saved: bool) -> Outcome:
    """The outcome of a run that stands still."""
    way_out = "Resume it to try again." if saved else "Ask again to start anew."
    return Outcome("failed", "stalled", f"No step was made for {duration(seconds)}, so the run was ended. {way_out}")


def stopped(step: int, *, forced: bool, saved: bool) -> Outcome:
    """The outcome of a run that a learner stopped."""
    if not saved:
        return Outcome("stopped", message=f"Stopped at step {step}; nothing of it is kept.")
    if forced:
        return Outcome("stopped", message="It did not stop by itself and was ended; the last saved step is kept.")
    return Outcome("stopped", message=f"Stopped at step {step}; everything is saved, so it can go on from there.")


def of_exception(error: BaseException, config: dict[str, Any]) -> Outcome:
    """The outcome of a task that raised."""
    detail = _short_traceback(error)
    if isinstance(error, DivergenceError):
        return Outcome("diverged", "diverged", str(error))
    if isinstance(error, LabError):
        return Outcome("failed", "refused", str(error), detail)
    if type(error).__name__ == "OutOfMemoryError":  # torch's, without importing torch here
        return Outcome("failed", "gpu_oom", f"The accelerator ran out of memory. {_smaller_batch(config)}", detail)
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        return Outcome("failed", "memory_limit", f"The machine ran out of memory. {_smaller_batch(config)}", detail)
    code = hashlib.sha256(detail.encode()).hexdigest()[:4].upper()
    message = (
        f"Something in the lab itself went wrong (code {code}), not in your settings; they are kept. See the details."
    )
    return Outcome("failed", "error", message, detail)


def leaves_worker_fit(outcome: Outcome) -> bool:
    """Whether the worker of a probe that ended so may take the next one: it answered, or refused to."""
    return outcome.state == "succeeded" or outcome.error_kind == "refused"


def save(folder: Path, token: str, outcome: Outcome) -> None:
    """None; the outcome of the attempt with this token is on disk, whole or not at all."""
    part = folder / f"{_FILE}.part"
    part.write_text(json.dumps({"token": token, **asdict(outcome)}))
    part.replace(folder / _FILE)


def load(folder: Path, token: str) -> Outcome | None:
    """The outcome that the attempt with this token left, if it left one."""
    try:
        values = json.loads((folder / _FILE).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return Outcome(**values) if values.pop("token") == token else None


def duration(seconds: float) -> str:
    """`90 s`, `15 min` or `4 h`: the largest unit that says it without a rest."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"


def _what_fits(config: dict[str, Any], limit_mb: int) -> str:
    """The change with which a training surely stays below the limit; a probe has no forecast."""
    try:
        way_out = room.way_out(parse(RunConfig, config), limit_mb)
    except LabError:
        return "Try a smaller network."
    return f"{way_out[0].upper()}{way_out[1:]}."


def _smaller_batch(config: dict[str, Any]) -> str:
    batch = config.get("training", {}).get("batch_size")
    return f"Try a batch of {batch // 2} instead of {batch}." if batch else "Try a smaller network."


def _short_traceback(error: BaseException) -> str:
    """The end of the traceback, without the folders of this machine."""
    text = "".join(traceback.format_exception(error))
    return re.sub(r'File "[^"]*/', 'File "', text)[-_DETAIL_CHARS:]
