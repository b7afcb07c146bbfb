"""Whether a training fits into the memory that a run may use, told before it holds any of it.

From the forecast to the process: in float32 the peaks of whole runs on a processor were 1.2 to 1.9 times the forecast,
in bfloat16 from 0.5 times on, beside what torch itself holds (docs/LOG.md). What is refused cannot fit, what is
proposed surely does; between the two a run is worth a try. For processors only: a card's memory is not the process's.
"""

from collections.abc import Iterator
from functools import lru_cache

from resnet_core.analysis.forecast import training_memory
from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan

MEGABYTE = 2**20
_LEAST, _LEAST_BF16, _MOST = 1.1, 0.5, 1.9
_TORCH_BYTES = 900 * MEGABYTE
"""A worker with torch, its kernels and the pictures, before it trains."""


def check(config: RunConfig, limit_mb: int, *, bf16: bool) -> None:
    """ConfigError when the run cannot fit; `bf16` says whether it may compute in bfloat16."""
    needed = _forecast(config) * (_LEAST_BF16 if bf16 else _LEAST)
    if needed > limit_mb * MEGABYTE:
        raise ConfigError(
            f"batch_size={config.training.batch_size}: training this holds at least {needed / MEGABYTE:,.0f} MB of "
            f"memory, and a run may use {limit_mb:,} MB here; {way_out(config, limit_mb)}"
        )


def fits(config: RunConfig, limit_mb: int) -> bool:
    """Whether the run stays below the limit for sure."""
    return _TORCH_BYTES + _MOST * _forecast(config) <= limit_mb * MEGABYTE


def batch_that_fits(config: RunConfig, limit_mb: int) -> int | None:
    """The largest power of two below the run's own batch with which it fits for sure; None where no batch does."""
    return next((batch for batch in _smaller(config.training.batch_size) if fits(_with(config, batch), limit_mb)), None)


def way_out(config: RunConfig, limit_mb: int) -> str:
    """What to change so that the run fits: `choose a batch of 32`."""
    batch = batch_that_fits(config, limit_mb)
    return (
        "no batch fits, choose smaller pictures or a smaller network" if batch is None else f"choose a batch of {batch}"
    )


def _forecast(config: RunConfig) -> int:
    """Bytes; an epoch of fewer pictures than a batch has no full one."""
    training = config.training
    fixed, a_picture = _counted(config.network, momentum=training.momentum > 0)
    return fixed + a_picture * min(training.batch_size, config.data.train_images)


@lru_cache(maxsize=256)
def _counted(network: NetworkConfig, *, momentum: bool) -> tuple[int, int]:
    """Bytes of the network alone, and of each picture of a batch: proposals ask for many batches of one network."""
    plan = network_plan(network)
    one, two = (training_memory(plan, batch_size=batch, momentum=momentum).total for batch in (1, 2))
    return 2 * one - two, two - one


def _smaller(batch: int) -> Iterator[int]:
    """Powers of two below `batch`, from the largest down to 2."""
    return (2**power for power in range((batch - 1).bit_length() - 1, 0, -1))


def _with(config: RunConfig, batch: int) -> RunConfig:
    return config.model_copy(update={"training": config.training.model_copy(update={"batch_size": batch})})
