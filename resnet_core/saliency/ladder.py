"""Does a map depend on what the net has learned? Its weights are drawn anew from the top, part by part.

The cascading randomisation of Adebayo et al. 2018 (arXiv:1810.03292, sec. 3): each rung keeps what the rungs before
have randomised. A part is drawn as its net starts, the statistics of its norms included, so that the last rung is an
untrained net. The map keeps asking about the same class.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from torch import nn

from resnet_core.saliency.ladder_parts import Part


def cascade(network: nn.Module, fresh: nn.Module, parts: Iterable[Part]) -> Iterator[nn.Module]:
    """`network` first, then a net for each part: it and those before it are as in `fresh`, the rest is as trained.

    `fresh` is the same architecture, untrained. Every net is a copy of its own, so neither argument changes.
    """
    climbing = deepcopy(network)
    yield deepcopy(climbing)
    for part in parts:
        for path in part.modules:
            climbing.get_submodule(path).load_state_dict(fresh.get_submodule(path).state_dict())
        yield deepcopy(climbing)
