"""How alike two maps are, and the maps of those who never saw the net: edges, bright pixels, chance.

Rank correlation of absolute values, as Adebayo et al. 2018 (arXiv:1810.03292, sec. 3) compare maps. On pictures of
clothes most pixels are black; a method that multiplies by x - black gives all of them 0 whatever the net is, and tied
zeros alone make two maps alike. So every comparison is also made on the garment only.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from resnet_core.data.files import MEAN, STD
from resnet_core.data.images import generator

BLACK = -MEAN / STD
"""A black pixel as the nets see it."""


def garment(inputs: Tensor) -> Tensor:
    """`(B, 1, H, W)` booleans: where a picture `(B, C, H, W)` is not black."""
    return inputs.mean(1, keepdim=True) > BLACK + 1e-3


def rank_correlation(first: Tensor, second: Tensor, where: Tensor | None = None) -> list[float | None]:
    """Spearman's of |first| and |second|, `(B, 1, H, W)` both, a number a picture, over the pixels `where`.

    None where one of the two maps is flat: it has no order to compare.
    """
    mask = torch.ones_like(first, dtype=torch.bool) if where is None else where
    return [
        _pearson(ranks(a[chosen].abs()), ranks(b[chosen].abs()))
        for a, b, chosen in zip(first, second, mask, strict=True)
    ]


def ranks(values: Tensor) -> Tensor:
    """The place of each value among all, from 1; equal values share the mean of their places."""
    _, which, counts = torch.unique(values, return_inverse=True, return_counts=True)
    last = counts.cumsum(0).double()
    return (last - (counts - 1) / 2)[which]


def bright_pixels(inputs: Tensor) -> Tensor:
    """The control `|x - black|` as a map `(B, 1, H, W)`: it knows the picture and nothing of the net."""
    return distance(inputs, torch.full_like(inputs, BLACK))


def distance(inputs: Tensor, other: Tensor) -> Tensor:
    """How far every pixel is from that of `other`, as a map `(B, 1, H, W)`."""
    return (inputs - other).mean(1, keepdim=True).abs()


def edges(inputs: Tensor) -> Tensor:
    """The control of Adebayo et al. 2018, sec. 4: the size of Sobel's gradient, as a map `(B, 1, H, W)`."""
    across = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]], device=inputs.device)
    kernels = torch.stack((across, across.T)).unsqueeze(1)
    grey = F.pad(inputs.mean(1, keepdim=True), (1, 1, 1, 1), mode="replicate")
    return F.conv2d(grey, kernels).norm(dim=1, keepdim=True)


def even(inputs: Tensor) -> Tensor:
    """The control that says the same of every pixel, as a map `(B, 1, H, W)`."""
    return torch.ones_like(inputs[:, :1])


def chance(inputs: Tensor, *, seed: int) -> Tensor:
    """The control that knows nothing at all: uniform numbers as a map `(B, 1, H, W)`."""
    count, _, height, width = inputs.shape
    drawn = torch.rand(count, 1, height, width, generator=generator(seed, "chance map", 0))
    return drawn.to(inputs.device)


def _pearson(first: Tensor, second: Tensor) -> float | None:
    first, second = first - first.mean(), second - second.mean()
    size = first.norm() * second.norm()
    return float((first @ second) / size) if size else None
