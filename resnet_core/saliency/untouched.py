"""A net that is looked at and left as it was: Captum hangs hooks on modules and stores tensors in their attributes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


class _Seen(NamedTuple):
    """One attribute of a module as it was; of a dictionary such as the hooks also what was in it."""

    value: Any
    content: dict[Any, Any] | None


@contextmanager
def untouched(network: nn.Module) -> Iterator[None]:
    """On the way out, also after an error, every module has its mode, hooks, attributes, weights and gradients back."""
    attributes = {module: _seen(module) for module in network.modules()}
    tensors = [(tensor, tensor.detach().clone(), tensor.requires_grad, tensor.grad) for tensor in _tensors(network)]
    try:
        yield
    finally:
        for module, seen in attributes.items():
            _restore(module, seen)
        for tensor, value, requires_grad, grad in tensors:
            with torch.no_grad():
                tensor.copy_(value)
            tensor.requires_grad_(requires_grad)
            tensor.grad = grad


def _tensors(network: nn.Module) -> Iterator[Tensor]:
    yield from network.parameters()
    yield from network.buffers()


def _seen(module: nn.Module) -> dict[str, _Seen]:
    return {
        name: _Seen(value, dict(value) if isinstance(value, dict) else None) for name, value in vars(module).items()
    }


def _restore(module: nn.Module, seen: dict[str, _Seen]) -> None:
    """Makes the module what it was; dictionaries are refilled in place, since the handles of hooks hold on to them."""
    attributes = vars(module)
    for name in attributes.keys() - seen.keys():
        del attributes[name]
    for name, (value, content) in seen.items():
        attributes[name] = value
        if content is not None:
            value.clear()
            value.update(content)
