"""Norms of a net that was never trained: what they have stored fits no picture until they have seen some."""

import torch
from torch import Tensor, nn


def settle_norms(network: nn.Module, images: Tensor) -> None:
    """None; every batch norm stores the statistics of exactly these images, and the network is left in eval mode.

    Weights and momenta stay. A new net has mean 0 and variance 1 stored: in eval mode it runs as good as without norms.
    """
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    momenta = [norm.momentum for norm in norms]
    try:
        for norm in norms:
            norm.reset_running_stats()
            norm.momentum = None  # a plain mean over all that is seen, here one batch
        network.train()
        with torch.no_grad():
            network(images)
    finally:
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
        network.eval()
