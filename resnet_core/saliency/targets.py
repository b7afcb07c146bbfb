"""The number that a map explains: the logit of a class, or the logit of A minus that of B.

A target is `(B,)` class numbers, or `(B, 2)` pairs of A and B. Logits, not probabilities: a net that is sure has a
softmax so flat that its gradient all but vanishes.
"""

import torch
from torch import Tensor, nn


class Differences(nn.Module):
    """(B, classes) logits as (B, classes²) differences: column `a * classes + b` is the logit of a minus that of b."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        """As the class says."""
        logits: Tensor = self.network(x)
        return (logits[:, :, None] - logits[:, None, :]).flatten(1)


def explained(network: nn.Module, target: Tensor, *, classes: int) -> tuple[nn.Module, Tensor]:
    """A module and `(B,)` columns of its output, one a picture, which Captum can take for logits and classes."""
    if target.ndim == 1:
        return network, target
    return Differences(network).eval(), target[:, 0] * classes + target[:, 1]


def score(network: nn.Module, inputs: Tensor, target: Tensor) -> Tensor:
    """`(B,)`: the numbers that are explained, for inputs `(B, C, H, W)`."""
    logits: Tensor = network(inputs)
    columns = target if target.ndim == 2 else target[:, None]
    chosen = logits.gather(1, columns.to(logits.device))
    return chosen[:, 0] - chosen[:, 1] if target.ndim == 2 else chosen[:, 0]


def pairs(wanted: Tensor, against: Tensor) -> Tensor:
    """The target `(B, 2)` of "A, not B" from classes `(B,)` each."""
    return torch.stack([wanted, against], dim=1)
