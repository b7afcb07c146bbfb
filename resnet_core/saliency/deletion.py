"""Are the pixels a map marks those the net goes by? Take them away, or put only them in, and watch its probability.

Deletion and insertion of Petsiuk et al. 2018 (RISE, arXiv:1806.07421, sec. 4.1): a good map makes the class fall soon
and rise soon. Two departures: insertion starts from the same flat fill as deletion, where the paper starts from
a blurred picture; and pixels that a map holds equal go in a random order, not from the top left.
"""

from collections.abc import Iterator
from typing import Literal

import torch
from torch import Tensor

from resnet_core.data.images import generator
from resnet_core.saliency.case import Case

Way = Literal["deletion", "insertion"]


def most_important_first(maps: Tensor, *, seed: int) -> Tensor:
    """`(B, P)`: the pixels of each map `(B, 1, H, W)` from the largest value to the smallest, ties in random order."""
    values = maps.flatten(1)
    shuffled = torch.stack(
        [torch.randperm(values.shape[1], generator=generator(seed, "ties", row)) for row in range(len(values))]
    ).to(values.device)
    order = values.gather(1, shuffled).argsort(dim=1, descending=True, stable=True)
    return shuffled.gather(1, order)


def probabilities(case: Case, order: Tensor, *, empty: Tensor, steps: int, way: Way) -> Iterator[Tensor]:
    """The probability `(B,)` of the target after 0, 1, ... `steps` steps; the last has gone through all pixels.

    `order` is `most_important_first`, and `empty` what a pixel shows that is not there, as large as the inputs.
    """
    start, goal = (case.inputs, empty) if way == "deletion" else (empty, case.inputs)
    pixels = order.shape[1]
    turns = torch.empty_like(order).scatter_(1, order, torch.arange(pixels, device=order.device).expand_as(order))
    turns = turns.view(len(order), 1, *case.inputs.shape[-2:])
    with torch.no_grad():
        for step in range(steps + 1):
            shown = torch.where(turns < round(step * pixels / steps), goal, start)
            yield case.network(shown).softmax(1).gather(1, case.target[:, None]).squeeze(1)


def area(curve: Tensor) -> Tensor:
    """The mean height `(B,)` of curves `(B, steps + 1)` by the trapezoid rule, from 0 to 1."""
    return torch.trapezoid(curve, dim=1) / (curve.shape[1] - 1)
