"""Running generated source, and networks whose every number matters."""

import torch
from torch import nn

from resnet_core.models.build import assemble
from resnet_core.plan.nodes import NetworkPlan


def definitions(source: str) -> dict:
    """What a generated file defines."""
    namespace: dict = {}
    exec(compile(source, "<generated>", "exec"), namespace)
    return namespace


def network_of(source: str) -> type[nn.Module]:
    """The network class of a generated file: its last class."""
    defined = definitions(source)
    return [value for value in defined.values() if isinstance(value, type) and issubclass(value, nn.Module)][-1]


def reference(plan: NetworkPlan) -> nn.Module:
    """The plan's own module in float64, scrambled: norms that keep their defaults would hide a wrong one."""
    return scrambled(assemble(plan).double())


def scrambled(network: nn.Module) -> nn.Module:
    """`network` in eval mode, norms and biases drawn anew; always the same draw."""
    source = torch.Generator().manual_seed(0)
    for name, values in network.state_dict().items():
        if name.endswith(("bias", "running_mean")):
            nn.init.uniform_(values, -0.5, 0.5, generator=source)
        elif name.endswith("running_var") or values.ndim == 1:
            nn.init.uniform_(values, 0.5, 1.5, generator=source)
    return network.eval()


def with_weights_of(network: nn.Module, other: nn.Module) -> nn.Module:
    """`network` with the numbers of `other`, copied in order."""
    theirs = other.state_dict()
    network.load_state_dict(dict(zip(network.state_dict(), theirs.values(), strict=True)), assign=True)
    return network.eval()


def images(*shape: int) -> torch.Tensor:
    """A small batch in float64, always the same."""
    return torch.randn(2, *shape, dtype=torch.double, generator=torch.Generator().manual_seed(1))
