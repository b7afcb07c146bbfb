"""A network in another mode, or with other statistics in its batch norms, than it had.

Stored statistics never fit a net that was not trained, and fit one that was taken apart no longer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import update_bn


@contextmanager
def in_mode(network: nn.Module, *, training: bool) -> Iterator[None]:
    """All of `network` in one mode; on the way out every module gets its own back, also after an error."""
    before = {module: module.training for module in network.modules()}
    network.train(training)
    try:
        yield
    finally:
        for module, was_training in before.items():
            module.training = was_training


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


def settle(network: nn.Module, inputs: Tensor) -> None:
    """Stores in the norms the statistics of exactly these inputs, and puts the network in eval mode.

    So each output follows from its own input alone, as in a trained net, and the norms do their work all the same.
    """
    update_bn([inputs], network)
    network.eval()


def renewed(network: nn.Module, batches: Iterable[Tensor]) -> nn.Module:
    """A copy in eval mode whose norms have stored the mean statistics of these batches; `network` stays as it is."""
    copy = deepcopy(network)
    update_bn(batches, copy)
    return copy.eval()
