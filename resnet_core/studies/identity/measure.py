"""Rows of blocks learn y = x, on inputs as a block gets them: what a ReLU lets through.

Every row sees the same inputs. Adam, for plain SGD at one learning rate would be a race of scales: rows without norms
pass on more or less, depending on their length.
"""

import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn

from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.studies.identity.question import (
    CHANNELS,
    EVERY,
    KINDS,
    SIDE,
    TOLERANCE,
    Attempt,
    Attempts,
    IdentityQuestion,
    Kind,
    row,
)
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message

BATCH_SIZE = 32
LR = 3e-3


def attempt_all(question: IdentityQuestion, bench: Workbench) -> Attempts:
    """Every kind at every length, one after the other."""
    tried: list[Attempt] = []
    total = len(question.lengths) * len(KINDS) * question.steps
    for blocks in question.lengths:
        for kind in KINDS:
            done = len(tried) * question.steps
            errors: list[float] = []
            for error in learn(question, bench, kind, blocks=blocks):
                errors.append(error)
                bench.on_step(done + len(errors) - 1, total, message("phase-identity", kind=kind, blocks=blocks))
            tried.append(_attempt(kind, errors, blocks=blocks))
    return Attempts(seed=question.seed, attempts=tuple(tried))


def _attempt(kind: Kind, errors: Sequence[float], *, blocks: int) -> Attempt:
    return Attempt(
        kind=kind,
        blocks=blocks,
        errors=tuple(map(_kept, errors[::EVERY])),
        reached=len(errors) - 1 if errors[-1] <= TOLERANCE else None,
        last=_kept(errors[-1]),
    )


def _kept(error: float) -> float | None:
    return float(f"{error:.4g}") if math.isfinite(error) else None


def learn(question: IdentityQuestion, bench: Workbench, kind: Kind, *, blocks: int) -> Iterator[float]:
    """The error before each step and after the last; ends once it is small enough, no number, or out of steps."""
    blocks_in_row = _row(kind, blocks=blocks, seed=question.seed).to(bench.device.torch)
    optimizer = torch.optim.Adam(blocks_in_row.parameters(), lr=LR)
    drawn = torch.Generator().manual_seed(question.seed)
    for step in range(question.steps + 1):
        x = torch.randn(BATCH_SIZE, CHANNELS, SIDE, SIDE, generator=drawn).relu().to(bench.device.torch)
        error = _error(blocks_in_row, x)
        yield error.item()
        if error.item() <= TOLERANCE or not math.isfinite(error.item()) or step == question.steps:
            return
        optimizer.zero_grad()
        torch.autograd.backward(error)
        optimizer.step()


def _row(kind: Kind, *, blocks: int, seed: int) -> nn.Module:
    """The blocks alone, without stem and head."""
    return build(network_plan(row(kind, blocks)), seed=seed).get_submodule("stage1")


def _error(blocks_in_row: nn.Module, x: Tensor) -> Tensor:
    """Squared difference from the input, as a share of the squared input."""
    y: Tensor = blocks_in_row(x)
    return (y - x).square().sum() / x.square().sum()
