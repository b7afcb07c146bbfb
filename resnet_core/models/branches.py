"""Gradients that pass only one branch of a block, while every value of the forward pass stays what it is.

At the addition the other summand is detached. So the gradient takes exactly the ways that are left open, with the
masks of the ReLUs and the statistics of the norms as the whole net made them (Veit et al. 2016, arXiv:1605.06431,
sec. 5.2).
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Literal

from torch import Tensor, nn

from resnet_core.errors import LabError
from resnet_core.models.build import ResidualBlock

Branch = Literal["main", "shortcut", "both"]
Summands = tuple[Tensor, Tensor]


@contextmanager
def gradient_through(branches: Mapping[str, Branch], network: nn.Module) -> Iterator[None]:
    """Until it ends, the gradient of a forward pass of `network` takes only the given branch of each named block.

    A block that is not named keeps both. Forward and backward pass may end later than the context, as the choice is
    made when the forward pass reaches the addition. LabError when a name has no addition.
    """
    with ExitStack() as hooks:
        for name, branch in branches.items():
            hook = _addition(network, name).register_forward_pre_hook(_OPEN[branch])
            hooks.callback(hook.remove)
        yield


def blocks_of(network: nn.Module) -> dict[str, ResidualBlock]:
    """The blocks of the network by their names, in the order in which it runs them."""
    return {name: module for name, module in network.named_modules() if isinstance(module, ResidualBlock)}


def _addition(network: nn.Module, name: str) -> nn.Module:
    blocks = blocks_of(network)
    if name not in blocks:
        raise LabError("no-such-block-path", block=name, blocks=tuple(blocks))
    addition = blocks[name].add
    if addition is None:
        raise LabError("block-without-shortcut", block=name)
    return addition


def _both(_addition: nn.Module, summands: Summands) -> Summands:
    return summands


def _main_only(_addition: nn.Module, summands: Summands) -> Summands:
    main, shortcut = summands
    return main, shortcut.detach()


def _shortcut_only(_addition: nn.Module, summands: Summands) -> Summands:
    main, shortcut = summands
    return main.detach(), shortcut


_OPEN = {"both": _both, "main": _main_only, "shortcut": _shortcut_only}
