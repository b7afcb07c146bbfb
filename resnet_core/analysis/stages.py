"""A network part by part - stem, each stage, head - and what counts as a layer.

Everything here is summed from the layer table or read off the walk; the conventions are those of `analysis.layers`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import prod

from resnet_core.analysis.layers import LayerRow, totals
from resnet_core.plan.nodes import Conv, Linear, NetworkPlan, Norm, Shape
from resnet_core.plan.shapes import Step, walk


@dataclass(frozen=True, slots=True)
class Part:
    """The sums over one part; `out_shape` and `receptive_field` are those of its last layer."""

    name: str
    blocks: int
    """0 for the stem and the head."""
    out_shape: Shape
    params: int
    macs: int
    activation_bytes: int
    receptive_field: int


@dataclass(frozen=True, slots=True)
class LayerCount:
    """How many layers with weights there are, by what they do."""

    convolutions: int
    """On the longest way through: projections stand beside it, and the convolutions of a gate too."""
    projections: int
    gates: int
    """Convolutions that make the factors of squeeze-and-excitation."""
    norms: int
    dense: int
    stem: int
    """Convolutions of the stem, which are among those above."""

    @property
    def in_the_name(self) -> int:
        """What "18" in ResNet-18 counts (He et al. 2015, Table 1): convolutions on the longest way, dense layers.

        The three of a deep stem count as the one in whose place they stand: ResNet-50-D keeps its forerunner's 50.
        """
        return self.convolutions - (self.stem - 1) + self.dense


def parts(table: Iterable[LayerRow]) -> tuple[Part, ...]:
    """Stem, stages and head, in this order."""
    return tuple(_part(name, tuple(rows)) for name, rows in groupby(table, key=lambda row: row.path.split(".")[0]))


def layer_count(plan: NetworkPlan) -> LayerCount:
    """The layers with weights; ShapeError where the plan does not fit together."""
    return _count(walk(plan))


def layer_counts(plan: NetworkPlan) -> dict[str, LayerCount]:
    """The layers with weights of each part, by its name, in their order."""
    return {name: _count(steps) for name, steps in groupby(walk(plan), key=lambda step: step.path.split(".")[0])}


def _count(walked: Iterable[Step]) -> LayerCount:
    steps = tuple(walked)
    convolutions = [step for step in steps if isinstance(step.layer, Conv)]
    projections = sum(step.branch == "shortcut" for step in convolutions)
    gates = sum(step.branch == "gate" for step in convolutions)
    return LayerCount(
        convolutions=len(convolutions) - projections - gates,
        projections=projections,
        gates=gates,
        norms=sum(isinstance(step.layer, Norm) for step in steps),
        dense=sum(isinstance(step.layer, Linear) for step in steps),
        stem=sum(step.branch == "stem" for step in convolutions),
    )


def idle_weights(plan: NetworkPlan) -> int:
    """Weights of convolutions that only ever meet padding: on a 1x1 map, eight of the nine of a 3x3 kernel."""
    idle = 0
    for step in walk(plan):
        if isinstance(step.layer, Conv):
            conv = step.layer
            met = prod(
                _offsets_met(conv, before, after)
                for before, after in zip(step.in_shape[1:], step.out_shape[1:], strict=True)
            )
            idle += (conv.kernel**2 - met) * (conv.in_channels // conv.groups) * conv.out_channels
    return idle


def _part(name: str, rows: tuple[LayerRow, ...]) -> Part:
    sums, last = totals(rows), rows[-1]
    blocks = {row.path.split(".")[1] for row in rows} if name.startswith("stage") else ()
    return Part(name, len(blocks), last.out_shape, sums.params, sums.macs, sums.activation_bytes, last.receptive_field)


def _offsets_met(conv: Conv, before: int, after: int) -> int:
    """How many positions of the kernel, along one axis, lie on the map for at least one output."""
    return sum(
        any(0 <= out * conv.stride + offset - conv.padding < before for out in range(after))
        for offset in range(conv.kernel)
    )
