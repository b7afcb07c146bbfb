"""A network watched at work and left as it was; and its numbers as an answer tells them."""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

from resnet_core.models.modes import in_mode

DIGITS = 5


@contextmanager
def batch_statistics(network: nn.Module) -> Iterator[None]:
    """The network in training mode, so that norms use the batch; its modes and stored statistics come back."""
    buffers = {buffer: buffer.clone() for buffer in network.buffers()}
    try:
        with in_mode(network, training=True):
            yield
    finally:
        with torch.no_grad():
            for buffer, before in buffers.items():
                buffer.copy_(before)


def told(value: float) -> float | None:
    """The number to five significant digits, as JSON has it; None where it is not finite."""
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
