"""Whether a training fits into the memory that a run may use, told before it holds any of it.

From the forecast to the process: peaks of whole runs on a processor lay between these bounds, over twelve networks in
both precisions: up to three times the forecast in float32, from half of it on in bfloat16, beside what torch itself
holds (`benches/memory.py`, docs/LOG.md). What is refused cannot fit, what is proposed surely does; between the two a
run is worth a try.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from resnet_core.analysis.forecast import training_memory
from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan

MEGABYTE = 2**20
_LEAST, _LEAST_BF16, _MOST = 1.1, 0.5, 3.1
_TORCH_LEAST, _TORCH_MOST = 250 * MEGABYTE, 900 * MEGABYTE
"""A worker with torch, its kernels and the pictures, before it trains: the smallest build and the largest."""
_WORKSPACES = 200 * MEGABYTE
"""Beside the layers' own tensors, once."""


Bound = Literal["limit", "free", "card"]
"""What a run must stay below: its own limit, what the machine has free, or the memory of the card."""


class Span(NamedTuple):
    """Megabytes that a peak surely does not stay below, and that it surely does not come above."""

    least: int
    most: int


def of_process(config: RunConfig, *, bf16: bool) -> Span:
    """What a training on a processor will hold at its peak; `bf16` says whether it may compute in bfloat16."""
    return around(forecast(config), bf16=bf16)


def around(held: int, *, bf16: bool = False) -> Span:
    """The peak of a process that trains with so many bytes of weights, gradients and activations."""
    return _span(_TORCH_LEAST + (_LEAST_BF16 if bf16 else _LEAST) * held, _TORCH_MOST + _MOST * held)


def on_card(config: RunConfig) -> Span:
    """What a training will take of a card's memory; counted from sizes, and measured on no card yet."""
    held = forecast(config)
    return _span(_LEAST_BF16 * held, _WORKSPACES + _MOST * held)


def check(config: RunConfig, needed: Span, most_mb: int, *, bound: Bound = "limit") -> None:
    """Raises ConfigError when the run, which needs so much, cannot stay below `most_mb`."""
    if needed.least > most_mb:
        values = {"batch": config.training.batch_size, "needed_mb": needed.least, "limit_mb": most_mb, "bound": bound}
        fitting = batch_that_fits(config, most_mb)
        if fitting is None:
            raise ConfigError("net-needs-memory", **values)
        raise ConfigError("batch-needs-memory", **values, fitting=fitting)


def fits(config: RunConfig, limit_mb: int) -> bool:
    """Whether the run stays below the limit for sure."""
    return of_process(config, bf16=False).most <= limit_mb


def batch_that_fits(config: RunConfig, limit_mb: int) -> int | None:
    """The largest power of two below the run's own batch with which it fits for sure; None where no batch does."""
    return next((batch for batch in _smaller(config.training.batch_size) if fits(_with(config, batch), limit_mb)), None)


def forecast(config: RunConfig) -> int:
    """Bytes of weights, gradients and activations; an epoch of fewer pictures than a batch has no full one."""
    training = config.training
    batch = min(training.batch_size, config.data.train_images)
    return of_batch(config.network, batch, momentum=training.momentum > 0)


def of_batch(network: NetworkConfig, batch: int, *, momentum: bool) -> int:
    """Bytes of weights, gradients and activations of a step with so many pictures."""
    fixed, a_picture = _counted(network, momentum=momentum)
    return fixed + a_picture * batch


@lru_cache(maxsize=256)
def _counted(network: NetworkConfig, *, momentum: bool) -> tuple[int, int]:
    """Bytes of the network alone, and of each picture of a batch: proposals ask for many batches of one network."""
    plan = network_plan(network)
    of_one, of_two = (training_memory(plan, batch_size=batch, momentum=momentum).total for batch in (1, 2))
    return 2 * of_one - of_two, of_two - of_one


def _smaller(batch: int) -> Iterator[int]:
    """Powers of two below `batch`, from the largest down to 2."""
    return (2**power for power in range((batch - 1).bit_length() - 1, 0, -1))


def _with(config: RunConfig, batch: int) -> RunConfig:
    return config.model_copy(update={"training": config.training.model_copy(update={"batch_size": batch})})


def _span(least: float, most: float) -> Span:
    return Span(round(least / MEGABYTE), round(most / MEGABYTE))
