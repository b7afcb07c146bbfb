"""The layer table: what every layer of a plan receives, gives and costs, for one image.

Convention. `macs` counts multiply-adds of convolutions and the dense layer, 1 each (torch's `FlopCounterMode` counts
2); bias, norm, ReLU, pooling and the addition count 0. `params` are trainable numbers: running statistics of a norm are
not among them. `activation_bytes` is the layer's own output in float32. `receptive_field` is the side, in input
pixels, of the square one output can depend on, not cut off at the border.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Literal

from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.plan import nodes
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Layer, NetworkPlan, Shape
from resnet_core.plan.shapes import Branch, Step, Tap, walk, walk_block

FLOAT32_BYTES = 4
Kind = Literal[
    "convolution",
    "batch_norm",
    "relu",
    "max_pool",
    "average_pool",
    "zero_pad",
    "global_average_pool",
    "flatten",
    "dense",
    "sigmoid",
    "scaling",
    "addition",
]


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One line of the layer table."""

    path: str
    branch: Branch
    kind: Kind
    layer: Layer
    in_shape: Shape
    out_shape: Shape
    params: int
    macs: int
    activation_bytes: int
    receptive_field: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a layer table."""

    params: int
    macs: int
    activation_bytes: int


def layer_table(plan: NetworkPlan) -> tuple[LayerRow, ...]:
    """One row a layer, in the order of computation; ShapeError where the plan does not fit together."""
    return rows(walk(plan))


def rows(steps: Iterable[Step]) -> tuple[LayerRow, ...]:
    """The table of any walk over a plan: a whole network, or one block."""
    return tuple(_row(step, field) for step, field in _with_receptive_fields(steps))


def totals(table: Iterable[LayerRow]) -> Totals:
    """What the rows add up to."""
    params = macs = activation_bytes = 0
    for row in table:
        params += row.params
        macs += row.macs
        activation_bytes += row.activation_bytes
    return Totals(params, macs, activation_bytes)


@lru_cache(maxsize=256)
def network_cost(config: NetworkConfig) -> Totals:
    """Parameters, multiply-adds and activation bytes of a network for one picture; ShapeError where it does not fit."""
    return totals(layer_table(network_plan(config)))


def block_cost(config: BlockConfig, size: int) -> Totals:
    """Parameters, multiply-adds and activation bytes of a block that fits, for maps of `size` x `size`."""
    walked = walk_block(block_plan(config), "block", Tap("input", (config.in_channels, size, size)))
    return totals(rows(walked.whole()))


def params(layer: Layer) -> int:
    """Trainable numbers of one layer."""
    match layer:
        case nodes.Conv():
            weights = layer.kernel**2 * (layer.in_channels // layer.groups) * layer.out_channels
            return weights + (layer.out_channels if layer.bias else 0)
        case nodes.Norm():
            return 2 * layer.channels
        case nodes.Linear():
            return (layer.in_features + 1) * layer.out_features
        case _:
            return 0


def macs(layer: Layer, out_shape: Shape) -> int:
    """Multiply-adds of one layer for one image."""
    match layer:
        case nodes.Conv():
            return layer.kernel**2 * (layer.in_channels // layer.groups) * prod(out_shape)
        case nodes.Linear():
            return layer.in_features * layer.out_features
        case _:
            return 0


_KINDS: dict[type, Kind] = {
    nodes.Conv: "convolution",
    nodes.Norm: "batch_norm",
    nodes.Relu: "relu",
    nodes.MaxPool: "max_pool",
    nodes.AvgPool: "average_pool",
    nodes.ZeroPad: "zero_pad",
    nodes.GlobalAvgPool: "global_average_pool",
    nodes.Flatten: "flatten",
    nodes.Linear: "dense",
    nodes.Sigmoid: "sigmoid",
    nodes.Scale: "scaling",
    nodes.Add: "addition",
}


def kind(layer: Layer) -> Kind:
    """What a layer is, as a code."""
    return _KINDS[type(layer)]


def _row(step: Step, receptive_field: int) -> LayerRow:
    return LayerRow(
        path=step.path,
        branch=step.branch,
        kind=kind(step.layer),
        layer=step.layer,
        in_shape=step.in_shape,
        out_shape=step.out_shape,
        params=params(step.layer),
        macs=macs(step.layer, step.out_shape),
        activation_bytes=prod(step.out_shape) * FLOAT32_BYTES,
        receptive_field=receptive_field,
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """How far one output sees, and how far apart neighbouring outputs are, in input pixels."""

    field: int = 1
    jump: int = 1

    def through(self, step: Step) -> "_Sight":
        match step.layer:
            case nodes.Conv() | nodes.MaxPool() | nodes.AvgPool():
                kernel, stride = step.layer.kernel, step.layer.stride
            case nodes.ZeroPad():
                kernel, stride = 1, step.layer.stride
            case nodes.GlobalAvgPool():
                kernel, stride = max(step.in_shape[1:]), 1
            case _:
                return self
        return _Sight(self.field + (kernel - 1) * self.jump, self.jump * stride)


def _with_receptive_fields(steps: Iterable[Step]) -> Iterator[tuple[Step, int]]:
    """Each step with its receptive field; an addition sees as far as the farther of its branches."""
    sights: dict[str, _Sight] = {}
    for step in steps:
        received = (sights.get(source, _Sight()) for source in step.inputs)
        sight = max(received, key=lambda s: s.field).through(step)
        sights[step.path] = sight
        yield step, sight.field
