"""Class activation maps that Captum does not have, from a layer's maps A and the gradients g of the score there.

LayerCAM: Jiang et al. 2021, IEEE TIP 30, eq. 4-6. HiResCAM: Draelos & Carin 2020 (arXiv:2011.08891), eq. 3, without a
final ReLU. EigenCAM: Muhammad & Yeasin 2020 (arXiv:2008.00299), sec. III. ScoreCAM: Wang et al. 2019
(arXiv:1910.01279), algorithm 1; what the mask hides shows the baseline, which is the paper's product for baseline 0.
"""

import torch
from captum.attr import LayerAttribution
from torch import Tensor

from resnet_core.saliency.request import Request
from resnet_core.saliency.targets import score


def layer_cam(request: Request) -> Tensor:
    """The map `(B, 1, H, W)`, never negative."""
    maps, gradients = _at_layer(request)
    return enlarged((gradients.relu() * maps).sum(1, keepdim=True).relu(), request)


def hires_cam(request: Request) -> Tensor:
    """The map `(B, 1, H, W)`, signed."""
    maps, gradients = _at_layer(request)
    return enlarged((gradients * maps).sum(1, keepdim=True), request)


def eigen_cam(request: Request) -> Tensor:
    """The map `(B, 1, H, W)`, never negative; of a direction's two signs the one with the larger sum is taken."""
    maps, _ = _at_layer(request)
    places = maps.flatten(2).transpose(1, 2)  # (B, hw, C)
    first = torch.linalg.svd(places, full_matrices=False).Vh[:, :1, :]
    pattern = (places * first).sum(2).reshape(len(maps), 1, *maps.shape[2:])
    sign = pattern.sum((1, 2, 3), keepdim=True).sign()
    return enlarged((sign * pattern).relu(), request)


def score_cam(request: Request) -> Tensor:
    """The map `(B, 1, H, W)`, never negative."""
    return torch.cat([_score_cam(request.picture(index)) for index in range(len(request.inputs))])


def enlarged(maps: Tensor, request: Request) -> Tensor:
    """A layer's map at the size of the picture, bilinear."""
    size = tuple(request.inputs.shape[-2:])
    result: Tensor = LayerAttribution.interpolate(maps, size, interpolate_mode="bilinear")
    return result


def _score_cam(request: Request) -> Tensor:
    maps, _ = _at_layer(request)
    masks = enlarged(maps[0][:, None], request)  # (C, 1, H, W)
    low, high = masks.amin((1, 2, 3), keepdim=True), masks.amax((1, 2, 3), keepdim=True)
    masks = (masks - low) / (high - low).clamp(min=torch.finfo(masks.dtype).tiny)
    seen = request.baseline + masks * (request.inputs - request.baseline)
    with torch.no_grad():
        scores = [
            score(request.network, part, request.target.expand(len(part), *request.target.shape[1:]))
            for part in torch.split(seen, request.at_once)
        ]
    weights = torch.cat(scores).softmax(0)  # subtracting the baseline's score, as the paper does, changes nothing here
    return enlarged((weights[None, :, None, None] * maps).sum(1, keepdim=True).relu(), request)


def _at_layer(request: Request) -> tuple[Tensor, Tensor]:
    """The layer's maps `(B, C, h, w)`, and the gradients of the score there."""
    kept: list[Tensor] = []
    hook = request.layer.register_forward_hook(lambda _module, _inputs, output: kept.append(output))
    try:
        scores = score(request.network, request.inputs.clone().requires_grad_(), request.target)
    finally:
        hook.remove()
    (gradients,) = torch.autograd.grad(scores.sum(), kept[0])
    return kept[0].detach(), gradients
