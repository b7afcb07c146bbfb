"""How long do blocks take here? Multiply-adds say what is computed, not how well a machine computes it.

All blocks take turns, round after round, so that whatever else the machine does slows them alike; a median over the
rounds passes over its hiccups. The layout is that of training.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from resnet_core.models.build import ResidualBlock
from resnet_core.plan.blocks import block_plan
from resnet_core.probes.block_timing import BlockTimingProbe
from resnet_core.training.devices import Device
from resnet_core.training.layout import layout, on_device

WARM_UP_ROUNDS = 2
FEWEST_ROUNDS, MOST_ROUNDS = 3, 30
BUDGET_SECONDS = 3.0
"""Measuring ends after this long, when there are rounds enough."""


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """Of one batch: the median over the rounds, and its quartiles."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class BlockTime:
    """One block: `forward` as when classifying, `training` forward and backward, input gradient included."""

    params: int
    macs: int
    """For one picture."""
    forward: Milliseconds
    training: Milliseconds


@dataclass(frozen=True, slots=True)
class Timing:
    """The times of all blocks, in their order, and what they were measured on."""

    machine: str
    device: str
    threads: int
    torch: str
    batch_size: int
    size: int
    rounds: int
    blocks: tuple[BlockTime, ...]


def measure(probe: BlockTimingProbe, device: Device, *, on_round: Callable[[], None] = lambda: None) -> Timing:
    """The measured times; `on_round` is called before each round and may raise to leave."""
    subjects = [_Subject(block, probe, device) for block in probe.blocks]
    for _ in range(WARM_UP_ROUNDS):
        _round(subjects, on_round)
    started, rounds = time.perf_counter(), list[_Times]()
    while len(rounds) < FEWEST_ROUNDS or (len(rounds) < MOST_ROUNDS and time.perf_counter() - started < BUDGET_SECONDS):
        rounds.append(_round(subjects, on_round))
    return Timing(
        machine=device.name,
        device=device.description,
        threads=torch.get_num_threads(),
        torch=torch.__version__,
        batch_size=probe.batch_size,
        size=probe.size,
        rounds=len(rounds),
        blocks=tuple(
            _block_time(block, probe.size, [times[number] for times in rounds])
            for number, block in enumerate(probe.blocks)
        ),
    )


_Times = list[tuple[float, float]]
"""Milliseconds forward and in training of every block, in one round."""


class _Subject:
    """A block on the device with a batch for it."""

    def __init__(self, config: BlockConfig, probe: BlockTimingProbe, device: Device) -> None:
        shape = (probe.batch_size, config.in_channels, probe.size, probe.size)
        self.block = on_device(ResidualBlock(block_plan(config)), device)
        x = torch.randn(shape, device=device.torch)
        self.x = x.to(memory_format=layout(self.block, device)).requires_grad_()
        self.device = device

    def forward(self) -> float:
        """Milliseconds of one batch as when classifying."""
        self.block.eval()
        with torch.inference_mode():
            return self._milliseconds(lambda: self.block(self.x))

    def training(self) -> float:
        """Milliseconds of one batch forward and backward."""
        self.block.train()
        return self._milliseconds(lambda: self.block(self.x).sum().backward())

    def _milliseconds(self, work: Callable[[], object]) -> float:
        self._wait()
        started = time.perf_counter()
        work()
        self._wait()
        return 1000 * (time.perf_counter() - started)

    def _wait(self) -> None:
        """None; an accelerator has done all it was given."""
        if self.device.kind != "cpu":
            torch.accelerator.synchronize()


def _round(subjects: Sequence[_Subject], on_round: Callable[[], None]) -> _Times:
    """(forward, training) of every block, once."""
    on_round()
    return [(subject.forward(), subject.training()) for subject in subjects]


def _block_time(block: BlockConfig, size: int, times: Sequence[tuple[float, float]]) -> BlockTime:
    cost = block_cost(block, size)
    forward, training = (_summary(column) for column in zip(*times, strict=True))
    return BlockTime(cost.params, cost.macs, forward, training)


def _summary(times: Sequence[float]) -> Milliseconds:
    lower, median, upper = statistics.quantiles(times, n=4, method="inclusive")
    return Milliseconds(median, lower, upper)
