"""Pictures that stand for "nothing there". None is neutral: the net has an opinion on each."""

import torch
from torch import Tensor
from torchvision.transforms.functional import gaussian_blur

from resnet_core.data.files import MEAN, STD
from resnet_core.saliency.table import Baseline

BLUR = 1 / 7
"""Standard deviation of the blur, as a share of the picture's shorter side: 4 pixels of 28."""


def baseline(name: Baseline, inputs: Tensor) -> Tensor:
    """The baseline of each of `inputs` `(B, C, H, W)`, normalised as they are."""
    match name:
        case "black":
            return torch.full_like(inputs, -MEAN / STD)
        case "white":
            return torch.full_like(inputs, (1 - MEAN) / STD)
        case "mean grey":
            return torch.zeros_like(inputs)
        case "blurred":
            sigma = min(inputs.shape[-2:]) * BLUR
            blurred: Tensor = gaussian_blur(inputs, [2 * int(2 * sigma) + 1] * 2, [sigma, sigma])
            return blurred
