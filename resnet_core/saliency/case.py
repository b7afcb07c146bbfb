"""A net, pictures and the classes that are asked about: what every check puts to a method."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Case:
    """What a map explains."""

    network: nn.Module
    """In eval mode; gives logits `(B, classes)`."""
    inputs: Tensor
    """`(B, C, H, W)`, normalised."""
    target: Tensor
    """`(B,)` classes, or `(B, 2)` for "A, not B", as `saliency.targets` has it."""


Explain = Callable[[Case], Tensor]
"""From a case to its maps `(B, 1, H, W)`: a method with its settings, or a control."""
