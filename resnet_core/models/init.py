"""How weights start.

`kaiming` is He et al. 2015b (arXiv:1502.01852) with fan-out, as torchvision's ResNets use it; `xavier` is Glorot &
Bengio 2010, as the chapter uses it; `torch` leaves what the layer classes draw. Norms start at scale 1, shift 0, and
a layer marked `zero_init` in the plan starts at 0.
"""

import math

import torch
from torch import nn

from resnet_core.plan.nodes import Conv, NetworkPlan, Norm
from resnet_core.plan.shapes import walk


def initialise(network: nn.Module, plan: NetworkPlan, *, generator: torch.Generator) -> None:
    """Draw every weight of `network`, in the plan's order, from `generator` and from nothing else."""
    for step in walk(plan):
        module = network.get_submodule(step.path) if not step.path.endswith(".add") else None
        if isinstance(module, nn.Conv2d | nn.Linear):
            _draw(module, plan.init, generator)
        if isinstance(step.layer, Conv | Norm) and step.layer.zero_init:
            assert isinstance(module, nn.Conv2d | nn.BatchNorm2d)
            nn.init.zeros_(module.weight)


def _draw(module: nn.Conv2d | nn.Linear, init: str, generator: torch.Generator) -> None:
    if init == "xavier":
        nn.init.xavier_uniform_(module.weight, generator=generator)
    elif init == "kaiming" and isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu", generator=generator)
    else:
        nn.init.kaiming_uniform_(module.weight, a=math.sqrt(5), generator=generator)
    if module.bias is not None:
        bound = 1 / math.sqrt(nn.init._calculate_fan_in_and_fan_out(module.weight)[0])
        nn.init.uniform_(module.bias, -bound, bound, generator=generator)
