"""How long do blocks take here? Multiply-adds say what is computed, not how well a machine computes it.

All blocks take turns, round after round, so that whatever else the machine does slows them alike; a median over the
rounds passes over its hiccups. The layout is that of training.
"""

import statistics
import time
from collections.abc import Callable, Sequence

import torch

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from resnet_core.models.build import ResidualBlock
from resnet_core.plan.blocks import block_plan
from resnet_core.studies.block_timing.question import BlockTime, BlockTimingQuestion, Milliseconds, Timing
from resnet_core.training.devices import Device
from resnet_core.training.layout import layout, on_device

WARM_UP_ROUNDS = 2
FEWEST_ROUNDS, MOST_ROUNDS = 3, 30
BUDGET_SECONDS = 3.0
"""Measuring ends after this long, when there are rounds enough."""


def measure(question: BlockTimingQuestion, device: Device, *, on_round: Callable[[], None] = lambda: None) -> Timing:
    """The measured times; `on_round` is called before each round and may raise to leave."""
    subjects = [_Subject(block, question, device) for block in question.blocks]
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
        batch_size=question.batch_size,
        size=question.size,
        rounds=len(rounds),
        blocks=tuple(
            _block_time(block, question.size, [times[number] for times in rounds])
            for number, block in enumerate(question.blocks)
        ),
    )


_Times = list[tuple[float, float]]
"""Milliseconds forward and in training of every block, in one round."""


class _Subject:
    """A block on the device with a batch for it."""

    def __init__(self, config: BlockConfig, question: BlockTimingQuestion, device: Device) -> None:
        shape = (question.batch_size, config.in_channels, question.size, question.size)
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
        """Waits until an accelerator has done all it was given."""
        if self.device.kind != "cpu":
            torch.accelerator.synchronize()


def _round(subjects: Sequence[_Subject], on_round: Callable[[], None]) -> _Times:
    """(forward, training) of every block, once."""
    on_round()
    return [(subject.forward(), subject.training()) for subject in subjects]


def _block_time(block: BlockConfig, size: int, times: Sequence[tuple[float, float]]) -> BlockTime:
    cost = block_cost(block, size)
    forward, training = (_summary(column) for column in zip(*times, strict=True))
    return BlockTime(params=cost.params, macs=cost.macs, forward=forward, training=training)


def _summary(times: Sequence[float]) -> Milliseconds:
    lower, median, upper = statistics.quantiles(times, n=4, method="inclusive")
    return Milliseconds(median=median, lower=lower, upper=upper)
