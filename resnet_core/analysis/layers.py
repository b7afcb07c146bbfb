"""The layer table: what every layer of a plan receives, gives and costs, for one image.

Convention. `macs` counts multiply-adds of convolutions and the dense layer, 1 each (torch's `FlopCounterMode` counts
2); bias, norm, ReLU, pooling and the addition count 0. `params` are trainable numbers: running statistics of a norm are
not among them. `activation_bytes` is the layer's own output in float32. `receptive_field` is the side, in input
pixels, of the square one output can depend on, not cut off at the border.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import (
    Add,
    AvgPool,
    Conv,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    MaxPool,
    NetworkPlan,
    Norm,
    Relu,
    Scale,
    Shape,
    Sigmoid,
    ZeroPad,
)
from resnet_core.plan.shapes import Branch, Step, Tap, walk, walk_block

FLOAT32_BYTES = 4


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One line of the layer table."""

    path: str
    branch: Branch
    kind: str
    detail: str
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


def block_cost(config: BlockConfig, size: int) -> Totals:
    """Parameters, multiply-adds and activation bytes of a block that fits, for maps of `size` x `size`."""
    return totals(rows(walk_block(block_plan(config), "block", Tap("input", (config.in_channels, size, size)))))


def params(layer: Layer) -> int:
    """Trainable numbers of one layer."""
    match layer:
        case Conv():
            weights = layer.kernel**2 * (layer.in_channels // layer.groups) * layer.out_channels
            return weights + (layer.out_channels if layer.bias else 0)
        case Norm():
            return 2 * layer.channels
        case Linear():
            return (layer.in_features + 1) * layer.out_features
        case _:
            return 0


def macs(layer: Layer, out_shape: Shape) -> int:
    """Multiply-adds of one layer for one image."""
    match layer:
        case Conv():
            return layer.kernel**2 * (layer.in_channels // layer.groups) * prod(out_shape)
        case Linear():
            return layer.in_features * layer.out_features
        case _:
            return 0


def detail(layer: Layer) -> str:
    """What the kind alone does not say: kernel, stride, groups."""
    match layer:
        case Conv():
            said = [f"{layer.kernel}x{layer.kernel}"]
            said += [f"stride {layer.stride}"] if layer.stride != 1 else []
            said += [f"{layer.groups} groups of {layer.in_channels // layer.groups}"] if layer.groups != 1 else []
            said += ["bias"] if layer.bias else []
            return ", ".join(said)
        case MaxPool() | AvgPool():
            return f"{layer.kernel}x{layer.kernel}, stride {layer.stride}"
        case ZeroPad():
            return f"every {layer.stride}. pixel, {layer.out_channels - layer.in_channels} zero channels"
        case _:
            return ""


KIND_NAMES: dict[type, str] = {
    Conv: "convolution",
    Norm: "batch norm",
    Relu: "ReLU",
    MaxPool: "max pool",
    AvgPool: "average pool",
    ZeroPad: "zero-pad",
    GlobalAvgPool: "global average pool",
    Flatten: "flatten",
    Linear: "dense",
    Sigmoid: "sigmoid",
    Scale: "scaling",
    Add: "addition",
}


def _row(step: Step, receptive_field: int) -> LayerRow:
    return LayerRow(
        path=step.path,
        branch=step.branch,
        kind=KIND_NAMES[type(step.layer)],
        detail=detail(step.layer),
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
            case Conv() | MaxPool() | AvgPool():
                kernel, stride = step.layer.kernel, step.layer.stride
            case ZeroPad():
                kernel, stride = 1, step.layer.stride
            case GlobalAvgPool():
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
