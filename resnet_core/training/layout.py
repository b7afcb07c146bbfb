"""How a network lies in memory on a device, decided here and nowhere else.

`channels_last` is the quicker layout of convolutions, with one exception. On a processor oneDNN 3.12 writes past its
workspace in the gradient of the weights of a 1x1 convolution with a stride, when fewer channels come in than it takes
at once: 8 with AVX2, 16 with AVX-512 (uxlfoundation/oneDNN#6035). The process dies, hangs, or goes on with wrong
gradients. Images come contiguous (see `data.images`), so the weights alone say which kernels run.
"""

from typing import TypeVar

import torch
from torch import nn

from resnet_core.training.devices import Device

BLOCK_CHANNELS = 16
"""What the widest instruction set takes at once; a layout that depended on the processor would hide the fault."""

Network = TypeVar("Network", bound=nn.Module)


def on_device(network: Network, device: Device) -> Network:
    """`network` on `device`, in its layout there."""
    return network.to(device.torch).to(memory_format=layout(network, device))


def layout(network: nn.Module, device: Device) -> torch.memory_format:
    """The layout of the network's weights, and of all that flows through it, on `device`."""
    if device.kind == "cpu" and any(map(_is_narrow_projection, network.modules())):
        return torch.contiguous_format
    return torch.channels_last


def _is_narrow_projection(module: nn.Module) -> bool:
    return (
        isinstance(module, nn.Conv2d)
        and module.kernel_size == (1, 1)
        and module.stride != (1, 1)
        and module.in_channels < BLOCK_CHANNELS
    )
