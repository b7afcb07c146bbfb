"""What a training will need, against what the machine has: told before a run, and the same at every door.

What is refused cannot be done; what `fits` surely can. Between the two a run is worth a try. A time that no run of the
same network has measured refuses nothing: multiply-adds alone are no clock (docs/LOG.md).
"""

import json
import math
from functools import lru_cache
from typing import Any, NamedTuple, Self

from resnet_core.analysis import memory
from resnet_core.analysis.layers import FLOAT32_BYTES, network_cost
from resnet_core.analysis.memory import MEGABYTE, Span
from resnet_core.config import Frozen, NetworkConfig, RunConfig
from resnet_core.errors import ConfigError
from resnet_core.jobs import recordings
from resnet_core.jobs.gauge import Gauge, Seconds, guessed
from resnet_core.jobs.machine import Machine
from resnet_core.jobs.outcomes import duration
from resnet_core.studies.bounds import Trains
from resnet_core.wording import Message

_CHECKPOINTS = 3
"""The last one, the one before it, and the one that is being written."""
_RESERVE_MB = 100
"""Of the disk, for the store."""
_CLOSE = 1.05
"""Peaks of the same run differ by less."""


class Needs(NamedTuple):
    """What a training will need here."""

    memory: Span
    """Megabytes of the process, or of the card where runs have one."""
    memory_runs: int
    """Earlier runs of this network and batch whose peaks these are; 0 where it is counted from sizes."""
    seconds: Seconds | None
    """None where nothing says how long it takes."""
    disk_mb: int

    def as_json(self) -> str:
        """As a run's row keeps it."""
        return json.dumps([self.memory, self.memory_runs, self.seconds, self.disk_mb])

    @classmethod
    def from_json(cls, text: str) -> Self:
        """As it was when the run was asked for."""
        span, runs, seconds, disk_mb = json.loads(text)
        return cls(Span(*span), runs, None if seconds is None else Seconds(*seconds), disk_mb)


def needs(config: RunConfig, gauge: Gauge, *, processor: bool) -> Needs:
    """What this training will need, by what runs like it measured here, else by its sizes."""
    speed = gauge.speed(config)
    seconds = gauge.seconds(config)
    disk_mb = _disk_mb(config)
    if speed is not None and speed.memory is not None:
        return Needs(_around(speed.memory), speed.runs, seconds, disk_mb)
    bf16 = config.training.precision == "auto"
    span = memory.of_process(config, bf16=bf16) if processor else memory.on_card(config)
    return Needs(span, 0, seconds, disk_mb)


def check(config: RunConfig, needed: Needs, machine: Machine) -> None:
    """Raises ConfigError when the training cannot be done here, with the number, the limit and a way out."""
    if machine.processor:
        bound: memory.Bound = "limit" if machine.process_mb == machine.memory_mb else "free"
        memory.check(config, needed.memory, machine.process_mb, bound=bound)
    elif machine.card_mb is not None:
        memory.check(config, needed.memory, machine.card_mb, bound="card")
    _check_time(config, needed.seconds, machine.seconds)
    if machine.disk_mb is not None and needed.disk_mb + _RESERVE_MB > machine.disk_mb:
        raise ConfigError("needs-disk", needed_mb=needed.disk_mb, free_mb=machine.disk_mb)


def check_question(kind: str, question: Frozen, machine: Machine) -> None:
    """Raises ConfigError when what the question trains cannot be held, or surely takes longer than a run may."""
    if not machine.processor:
        return  # its recorded times are those of a processor, and what it holds lies on the card
    if (held := _held(question)) is not None and held[0].least > machine.process_mb:
        values = {"batch": held[1], "needed_mb": held[0].least, "limit_mb": machine.process_mb}
        raise ConfigError("question-needs-memory", **values)
    foretold = recordings.of(kind, question)
    if foretold is not None and (least := guessed(foretold.seconds).least) > machine.seconds:
        raise ConfigError("question-needs-time", needed=_about(least), limit=duration(machine.seconds))


def fits_question(kind: str, question: Frozen, machine: Machine) -> bool:
    """Whether the question surely can be asked here, for all that is known."""
    if not machine.processor:
        return True
    held = _held(question)
    foretold = recordings.of(kind, question)
    too_large = held is not None and held[0].most > machine.process_mb
    return not too_large and (foretold is None or guessed(foretold.seconds).most <= machine.seconds)


def fits(needed: Needs, machine: Machine) -> bool:
    """Whether the training surely can be done here, for all that is known."""
    return not (beyond_memory(needed, machine) or beyond_time(needed, machine) or _beyond_disk(needed, machine))


def beyond_memory(needed: Needs, machine: Machine) -> bool:
    """Whether the training may come to need more memory than there is."""
    limit = machine.process_mb if machine.processor else machine.card_mb
    return limit is not None and needed.memory.most > limit


def beyond_time(needed: Needs, machine: Machine) -> bool:
    """Whether the training may take longer than a run may."""
    return needed.seconds is not None and needed.seconds.most > machine.seconds


def _beyond_disk(needed: Needs, machine: Machine) -> bool:
    return machine.disk_mb is not None and needed.disk_mb + _RESERVE_MB > machine.disk_mb


def _held(question: Frozen) -> tuple[Span, int] | None:
    """What the largest step of the question holds, and its pictures; None for one that trains nothing."""
    if not isinstance(question, Trains):
        return None
    held, batch = max((memory.of_batch(*step, momentum=True), step.pictures) for step in question.batches)
    return memory.around(held), batch


def _check_time(config: RunConfig, seconds: Seconds | None, limit: float) -> None:
    if seconds is None or seconds.basis != "measured" or seconds.least <= limit:
        return
    epochs = config.training.epochs
    fitting = math.floor(limit / seconds.most * epochs)
    values: dict[str, Any] = {"epochs": epochs, "images": config.data.train_images}
    values |= {"needed": _about(seconds.least), "limit": duration(limit)}
    if fitting < 1:
        raise ConfigError("pictures-need-time", **values)
    raise ConfigError("epochs-need-time", **values, fitting=fitting)


def _about(seconds: float) -> Message:
    """In whole minutes where it takes some."""
    return duration(60 * round(seconds / 60) if seconds > 120 else round(seconds))


def _around(peaks: Span) -> Span:
    return Span(math.floor(peaks.least / _CLOSE), math.ceil(peaks.most * _CLOSE))


def _disk_mb(config: RunConfig) -> int:
    """Of the checkpoints, weights with what the optimiser keeps of each, and of the weights at the end."""
    kept = 2 if config.training.momentum else 1
    return math.ceil((_CHECKPOINTS * kept + 1) * _weights_bytes(config.network) / MEGABYTE)


@lru_cache(maxsize=512)
def _weights_bytes(network: NetworkConfig) -> int:
    return network_cost(network).params * FLOAT32_BYTES
