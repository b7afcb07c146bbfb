"""A network watched at work and left as it was."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

from resnet_core.models.modes import in_mode


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
