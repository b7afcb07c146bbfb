"""What a layer of a net gives out for a picture: its maps, as they are."""

import torch
from torch import Tensor, nn

from resnet_core.errors import LabError


def activation(network: nn.Module, layer: str, inputs: Tensor) -> Tensor:
    """The output `(B, C, H, W)` of the layer of this name; LabError where there is none, or it gives no maps.

    A copy, taken at the layer's last call: a tensor kept as it is could be changed by what comes after.
    """
    try:
        module = network.get_submodule(layer)
    except AttributeError:
        raise LabError("no-such-layer", layer=layer) from None
    kept: list[Tensor] = []
    handle = module.register_forward_hook(lambda _module, _inputs, output: kept.append(output.detach().clone()))
    try:
        with torch.no_grad():
            network(inputs)
    finally:
        handle.remove()
    if not kept or kept[-1].dim() != 4:
        raise LabError("layer-without-maps", layer=layer)
    return kept[-1]
