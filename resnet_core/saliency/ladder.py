"""Does a map depend on what the net has learned? Its weights are drawn anew from the top, part by part.

The cascading randomisation of Adebayo et al. 2018 (arXiv:1810.03292, sec. 3): each rung keeps what the rungs before
have randomised. A part is drawn as its net starts, the statistics of its norms included, so that the last rung is an
untrained net. The map keeps asking about the same class.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from torch import nn

from resnet_core.models.build import ResidualBlock

TRAINED = "as trained"


def parts(network: nn.Module) -> tuple[str, ...]:
    """The names of what is randomised together, from the top: head, stages, stem."""
    blocks = [name for name, module in network.named_modules() if isinstance(module, ResidualBlock)]
    stages = [name for name, _ in groupby(name.partition(".")[0] for name in blocks)]
    return ("head", *reversed(stages), "stem")


def cascade(network: nn.Module, fresh: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """Each rung by its newest part, and the net there: `network` first, then copies with more and more of `fresh`.

    `fresh` is the same architecture, untrained. Every net is a copy of its own, so neither argument changes.
    """
    climbing = deepcopy(network)
    yield TRAINED, deepcopy(climbing)
    for name in parts(network):
        climbing.get_submodule(name).load_state_dict(fresh.get_submodule(name).state_dict())
        yield name, deepcopy(climbing)
