"""A plan as a torch module.

Module names are the plan's paths, so a row of the layer table and a hooked module carry the same name. Every ReLU is a
module of its own and nothing works in place: attribution methods go silently wrong otherwise.
"""

from collections import OrderedDict

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from resnet_core.errors import ShapeError
from resnet_core.models.init import initialise
from resnet_core.plan import nodes
from resnet_core.plan.nodes import Block, Gate, GatedPath, Layer, NetworkPlan, Stage
from resnet_core.plan.shapes import walk


def build(plan: NetworkPlan, *, seed: int = 0) -> nn.Sequential:
    """The network (B, C, H, W) -> (B, classes), weights drawn from `seed`; ShapeError when the plan does not fit."""
    for _ in walk(plan):  # refuses an illegal plan before torch is asked
        pass
    network = assemble(plan)
    initialise(network, plan, generator=torch.Generator().manual_seed(seed))
    return network


def assemble(plan: NetworkPlan) -> nn.Sequential:
    """The plan's modules with whatever weights torch draws, unchecked: for weights that are loaded afterwards."""
    return _named(
        ("stem", sequence(plan.stem)),
        *((stage.name, _stage(stage)) for stage in plan.stages),
        ("head", sequence(plan.head)),
    )


class ResidualBlock(nn.Module):
    """after(main(before(x)) + shortcut(before(x))), or without the addition when there is no shortcut."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.before = sequence(block.before)
        self.main = sequence(block.main)
        self.shortcut = None if block.shortcut is None else sequence(block.shortcut)
        self.add = None if block.shortcut is None else Addition()
        self.after = sequence(block.after)

    def forward(self, x: Tensor) -> Tensor:
        x = self.before(x)
        y = self.main(x)
        if self.add is not None and self.shortcut is not None:
            y = self.add(y, self.shortcut(x))
        return self.after(y)


class Addition(nn.Module):
    """F(x) + shortcut(x), refusing the shapes that torch would broadcast in silence."""

    def forward(self, main: Tensor, shortcut: Tensor) -> Tensor:
        if main.shape != shortcut.shape:
            raise ShapeError("unequal-summands", main=str(tuple(main.shape)), shortcut=str(tuple(shortcut.shape)))
        return main + shortcut


class Gated(nn.Sequential):
    """x * gate(x): the layers of the gate in order, and last the scaling, which also receives x."""

    def forward(self, x: Tensor) -> Tensor:
        *gate, scale = self
        factors = x
        for layer in gate:
            factors = layer(factors)
        out: Tensor = scale(x, factors)
        return out


class Scaling(nn.Module):
    """Each channel of a map (B, C, H, W) times its factor (B, C, 1, 1)."""

    def forward(self, x: Tensor, factors: Tensor) -> Tensor:
        return x * factors


class ZeroPadShortcut(nn.Module):
    """Every `stride`-th pixel, then `extra` zero channels behind the given ones (He et al. 2015, option A)."""

    def __init__(self, stride: int, extra: int) -> None:
        super().__init__()
        if extra < 0:  # torch would take a negative padding as a wish to cut channels off
            raise ShapeError("zero-pad-extra", extra=extra)
        self.stride, self.extra = stride, extra

    def forward(self, x: Tensor) -> Tensor:
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.extra))


def layer_module(layer: Layer) -> nn.Module:
    """The torch module of one layer."""
    match layer:
        case nodes.Conv(_, in_channels, out_channels, kernel, stride, padding):
            return nn.Conv2d(in_channels, out_channels, kernel, stride, padding, groups=layer.groups, bias=layer.bias)
        case nodes.Norm(_, channels):
            return nn.BatchNorm2d(channels)
        case nodes.Relu():
            return nn.ReLU()
        case nodes.MaxPool(_, kernel, stride, padding):
            return nn.MaxPool2d(kernel, stride, padding)
        case nodes.AvgPool(_, kernel, stride):
            return nn.AvgPool2d(kernel, stride, ceil_mode=True, count_include_pad=False)
        case nodes.ZeroPad(_, in_channels, out_channels, stride):
            return ZeroPadShortcut(stride, out_channels - in_channels)
        case nodes.GlobalAvgPool():
            return nn.AdaptiveAvgPool2d(1)
        case nodes.Flatten():
            return nn.Flatten()
        case nodes.Linear(_, in_features, out_features):
            return nn.Linear(in_features, out_features)
        case nodes.Sigmoid():
            return nn.Sigmoid()
        case nodes.Scale():
            return Scaling()
        case nodes.Add():
            return Addition()


def sequence(path: GatedPath) -> nn.Sequential:
    """A straight path; an empty one is the identity."""
    return _named(*((layer.name, _gated(layer) if isinstance(layer, Gate) else layer_module(layer)) for layer in path))


def _gated(gate: Gate) -> Gated:
    layers = (*gate.path, nodes.Scale())
    return Gated(OrderedDict((layer.name, layer_module(layer)) for layer in layers))


def _stage(stage: Stage) -> nn.Sequential:
    return _named(*((block.name, ResidualBlock(block)) for block in stage.blocks))


def _named(*children: tuple[str, nn.Module]) -> nn.Sequential:
    return nn.Sequential(OrderedDict(children))
