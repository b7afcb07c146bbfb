"""The smallest change of a picture that changes the name: a step along the sign of the gradient, or several.

FGSM (Goodfellow et al. 2015, arXiv:1412.6572) and PGD (Madry et al. 2018, arXiv:1706.06083), computed by
captum.robust. The step is taken in pixels, not in the net's normalised numbers, and in whole grey levels of
255: what comes out is a picture that a file could hold.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
from captum.robust import FGSM, PGD
from torch import Tensor, nn
from torch.nn import functional as F

from resnet_core.data.files import MEAN, STD
from resnet_core.data.images import generator, resize

LEVELS = 255
REACH = 2.5
"""How far the rounds of PGD could go together, in radii: far enough to come back from a wrong start."""
Attack = Literal["fgsm", "pgd"]
See = Callable[[Tensor], Tensor]


@dataclass(frozen=True, slots=True)
class Step:
    """How a picture may be changed."""

    attack: Attack
    levels: int
    """The most that any pixel may change, in grey levels."""
    rounds: int = 10
    """Steps of PGD."""
    towards: int | None = None
    """The class to be named; None for any class but the one that is named now."""


def seen(pixels: Tensor, *, channels: int, size: int) -> Tensor:
    """What a net is given: pixels `(B, 1, H, H)` from 0 to 1 as inputs `(B, channels, size, size)`."""
    return resize((pixels - MEAN) / STD, size).expand(-1, channels, -1, -1)


def nudge(network: nn.Module, pixels: Tensor, *, named: Tensor, see: See, step: Step) -> Tensor:
    """Pixels `(B, 1, H, W)` from 0 to 1 with the step taken away from the classes `named`, or towards another.

    `network` is in eval mode, `see` turns pixels into its inputs.
    """
    goal = named if step.towards is None else torch.full_like(named, step.towards)
    targeted = step.towards is not None
    radius = step.levels / LEVELS
    leaf = pixels.detach().clone().requires_grad_()

    def logits(pixels: Tensor) -> Tensor:
        output: Tensor = network(see(pixels))
        return output

    if step.attack == "fgsm":
        fgsm = FGSM(logits, _loss, lower_bound=0.0, upper_bound=1.0)
        fgsm.zero_thresh = 0.0  # captum takes a slope below a millionth for none; a net that is sure has no other
        moved = fgsm.perturb(leaf, radius, goal, targeted=targeted)
    else:
        pgd = PGD(logits, _loss, lower_bound=0.0, upper_bound=1.0)
        pgd.fgsm.zero_thresh = 0.0
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Input Tensor 0 did not already require")  # its own, from round two on
            moved = pgd.perturb(leaf, radius, REACH * radius / step.rounds, step.rounds, goal, targeted=targeted)
    return (moved.detach() * LEVELS).round() / LEVELS


def noise(pixels: Tensor, *, levels: int, draws: int, seed: int) -> Tensor:
    """The control `(draws, 1, H, W)`: one picture with random signs of the same size, within the valid range."""
    source = generator(seed, "nudge noise", 0)
    signs = torch.randint(0, 2, (draws, *pixels.shape[1:]), generator=source) * 2 - 1
    return (pixels + signs.to(pixels.device) * levels / LEVELS).clamp(0, 1)


def _loss(logits: Tensor, classes: Tensor) -> Tensor:
    return F.cross_entropy(logits, classes, reduction="none")
