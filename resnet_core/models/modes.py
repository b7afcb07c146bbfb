"""A network put into training or eval mode for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


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
