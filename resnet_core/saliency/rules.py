"""Methods that hand another number back through a ReLU, or a max pooling, than the gradient there.

Each rule is the backward pass of the operation itself. So it changes what goes through that operation and nothing
else: where a ReLU's input is also the shortcut, the shortcut keeps its gradient, and a max pooling behind a ReLU keeps
its own rule. Captum 0.9.0 hooks tensors instead and loses both (its issue 1104), and what its DeepLift hands back in
one window of a max pooling overwrites what came from another that overlaps it.

DeepLift: Shrikumar et al. 2017 (arXiv:1704.02685), sec. 3.5.2, the rescale rule; for max pooling as in SHAP and Captum;
for a product, where the paper has none, each factor's difference times the mean of the other, as in SHAP: that is its
Shapley value, and the two sum to what the product changes by.
Guided backpropagation: Springenberg et al. 2014 (arXiv:1412.6806), Fig. 1. Deconvolution: Zeiler & Fergus 2013
(arXiv:1311.2901).
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from resnet_core.models.build import Addition, Scaling, ZeroPadShortcut
from resnet_core.saliency.request import Request
from resnet_core.saliency.targets import score

SMALLEST = 1e-10
"""A unit that differs from its reference by less does not differ: it hands back its gradient, as in Captum."""
LINEAR: tuple[type[nn.Module], ...] = (
    nn.Conv2d,
    nn.BatchNorm2d,
    nn.AvgPool2d,
    nn.AdaptiveAvgPool2d,
    nn.Flatten,
    nn.Linear,
    Addition,
    ZeroPadShortcut,
)
"""Layers that DeepLift passes with their gradient; the norms are, in eval mode."""

Rules = Mapping[type[nn.Module], Callable[[Any], nn.Module]]
"""For a kind of layer, from the layer to what takes its place."""
Curve = Callable[[Tensor], Tensor]
"""The same function of every number by itself."""


def deep_lift(request: Request) -> Tensor:
    """The map `(B, C, H, W)`; it sums to what the score of each picture is above that of its baseline."""
    ruled = following(_RESCALED, request.network)
    assert not (unknown := _unruled(ruled)), f"DeepLift has no rule for {unknown}: its sums would be wrong"
    count = len(request.inputs)
    both = torch.cat([request.inputs, request.baseline]).requires_grad_()
    scores = score(ruled, both, torch.cat([request.target, request.target]))
    (multipliers,) = torch.autograd.grad(scores[:count].sum(), both)
    contributions: Tensor = multipliers[:count] * (request.inputs - request.baseline)
    return contributions


def guided_backprop(request: Request) -> Tensor:
    """The map `(B, C, H, W)`."""
    return _handed_back(_GUIDED, request)


def deconvolution(request: Request) -> Tensor:
    """The map `(B, C, H, W)`."""
    return _handed_back(_DECONVOLVED, request)


def following(rules: Rules, network: nn.Module) -> nn.Module:
    """A copy of the network on the same weights, with the layers that have a rule replaced."""
    weights = {id(tensor): tensor for tensor in (*network.parameters(), *network.buffers())}
    copy = deepcopy(network, weights)  # what the memo holds is not copied
    for path, layer in list(copy.named_modules()):
        if type(layer) in rules:
            copy.set_submodule(path, rules[type(layer)](layer))
    return copy


class _Guided(torch.autograd.Function):
    """A ReLU that hands back what is positive, and only where it was open."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x.relu()

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        return gradient.relu() * (x > 0)


class _Deconvolved(torch.autograd.Function):
    """A ReLU that hands back what is positive, wherever it was open."""

    @staticmethod
    def forward(_ctx: Any, x: Tensor) -> Tensor:
        return x.relu()

    @staticmethod
    def backward(_ctx: Any, gradient: Tensor) -> Tensor:
        return gradient.relu()


class _Rescaled(torch.autograd.Function):
    """A curve of pictures and, behind them, their references: hands back difference out over difference in."""

    @staticmethod
    def forward(ctx: Any, both: Tensor, curve: Curve) -> Tensor:
        ctx.curve = curve
        ctx.save_for_backward(both)
        return curve(both)

    @staticmethod
    def backward(ctx: Any, multipliers: Tensor) -> tuple[Tensor, None]:
        (both,) = ctx.saved_tensors
        (x, reference), multiplier = both.chunk(2), _of_pictures(multipliers)
        credit = multiplier * (ctx.curve(x) - ctx.curve(reference))
        return _per_difference(credit, x - reference, same=_gradient(ctx.curve, x, multiplier)), None


class _RescaledMaxPool(torch.autograd.Function):
    """A max pooling of the same: a rise is owed to the place of the picture's maximum, a fall to the reference's."""

    @staticmethod
    def forward(ctx: Any, both: Tensor, layer: nn.MaxPool2d) -> Tensor:
        ctx.layer = layer
        largest, places = F.max_pool2d(
            both, layer.kernel_size, layer.stride, layer.padding, layer.dilation, layer.ceil_mode, return_indices=True
        )
        ctx.save_for_backward(both, largest, places)
        return largest

    @staticmethod
    def backward(ctx: Any, multipliers: Tensor) -> tuple[Tensor, None]:
        both, largest, places = ctx.saved_tensors
        (x, reference), multiplier = both.chunk(2), _of_pictures(multipliers)
        (out, reference_out), (at, reference_at) = largest.chunk(2), places.chunk(2)
        change = out - reference_out
        rises = _put_back(multiplier * change.clamp(min=0), at, like=x)
        falls = _put_back(multiplier * change.clamp(max=0), reference_at, like=x)
        return _per_difference(rises + falls, x - reference, same=_gradient(ctx.layer, x, multiplier)), None


class _SharedProduct(torch.autograd.Function):
    """A product of the same: each side is multiplied by the mean of what the other is for picture and reference."""

    @staticmethod
    def forward(ctx: Any, both: Tensor, factors: Tensor) -> Tensor:
        ctx.save_for_backward(both, factors)
        return both * factors

    @staticmethod
    def backward(ctx: Any, multipliers: Tensor) -> tuple[Tensor, Tensor]:
        multiplier = _of_pictures(multipliers)
        maps, factors = (sum(side.chunk(2)) / 2 for side in ctx.saved_tensors)
        of_maps, of_factors = multiplier * factors, (multiplier * maps).sum((2, 3), keepdim=True)
        return torch.cat([of_maps, torch.zeros_like(of_maps)]), torch.cat([of_factors, torch.zeros_like(of_factors)])


class _Replaced(nn.Module):
    """A layer whose forward pass is the given function's."""

    def __init__(self, function: Callable[..., Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.function(*inputs)


_GUIDED: Rules = {nn.ReLU: lambda _layer: _Replaced(_Guided.apply)}
_DECONVOLVED: Rules = {nn.ReLU: lambda _layer: _Replaced(_Deconvolved.apply)}
_RESCALED: Rules = {
    nn.ReLU: lambda layer: _Replaced(lambda both: _Rescaled.apply(both, layer)),
    nn.Sigmoid: lambda layer: _Replaced(lambda both: _Rescaled.apply(both, layer)),
    Scaling: lambda _layer: _Replaced(_SharedProduct.apply),
    nn.MaxPool2d: lambda layer: _Replaced(lambda both: _RescaledMaxPool.apply(both, layer)),
}


def _handed_back(rules: Rules, request: Request) -> Tensor:
    leaf = request.inputs.clone().requires_grad_()
    scores = score(following(rules, request.network), leaf, request.target)
    (gradient,) = torch.autograd.grad(scores.sum(), leaf)
    return gradient


def _of_pictures(multipliers: Tensor) -> Tensor:
    """Without those of the references, which are not asked for."""
    return multipliers.chunk(2)[0]


def _gradient(layer: Curve, x: Tensor, gradient: Tensor) -> Tensor:
    """What autograd hands back through the layer."""
    with torch.enable_grad():
        leaf = x.detach().requires_grad_()
        (handed_back,) = torch.autograd.grad(layer(leaf), leaf, gradient)
    return handed_back


def _per_difference(credit: Tensor, difference: Tensor, *, same: Tensor) -> Tensor:
    """For pictures and references: `credit / difference`, `same` where there is none, and nothing for the latter."""
    multiplier = torch.where(difference.abs() < SMALLEST, same, credit / difference)
    return torch.cat([multiplier, torch.zeros_like(multiplier)])


def _put_back(values: Tensor, places: Tensor, *, like: Tensor) -> Tensor:
    """Each window's value at the place of its maximum; places that several windows share get the sum."""
    flat = torch.zeros_like(like).flatten(2)
    return flat.scatter_add_(2, places.flatten(2), values.flatten(2)).view_as(like)


def _unruled(network: nn.Module) -> set[str]:
    """The kinds of layers that neither are linear nor follow a rule."""
    layers = (module for module in network.modules() if not list(module.children()))
    known = (*LINEAR, _Replaced, nn.Sequential)  # an empty sequence is the identity
    return {type(layer).__name__ for layer in layers if not isinstance(layer, known)}
