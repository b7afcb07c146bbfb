"""Nets that look as if they had been trained, for tests in which a new net would hide a mistake."""

import torch
from torch import nn


def wear_in(network, *, variances=(0.1, 3.0)):
    """The network itself; its norms have statistics, scales and shifts that are not those of a new one."""
    source = torch.Generator().manual_seed(2)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.running_mean is not None
            assert module.running_var is not None
            module.running_mean.normal_(generator=source)
            module.running_var.uniform_(*variances, generator=source)
            nn.init.normal_(module.weight, 1, 0.3, generator=source)
            nn.init.normal_(module.bias, 0, 0.3, generator=source)
    return network
