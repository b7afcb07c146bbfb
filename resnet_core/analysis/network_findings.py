"""What the numbers of a whole network show: where its costs sit, how its maps shrink, how far it sees, what counts."""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from resnet_core.analysis.layers import LayerRow, Totals
from resnet_core.analysis.stages import Part, parts
from resnet_core.analysis.table1 import Column, Moved
from resnet_core.plan.nodes import Shape


class Costliest(NamedTuple):
    """The part that holds most of each cost, and its share; None where a cost is 0."""

    params_part: str
    params_share: float | None
    macs_part: str
    macs_share: float | None
    activations_part: str
    activations_share: float | None


class Shrinking(NamedTuple):
    """How the picture shrinks while it deepens, up to the last stage."""

    picture: Shape
    end: Shape
    numbers_in: int
    numbers_out: int


class Sight(NamedTuple):
    """Where an output first sees as far as the longer side of the picture, before the head averages over all of it."""

    first: str | None
    """The layer; None where none does."""
    field: int | None
    """How many pixels in a row its outputs see."""
    widest: int
    """The same of the last layer before the head."""
    square: bool
    """Whether the picture is."""


class Ratios(NamedTuple):
    """The costs of one network over those of another."""

    params: float
    macs: float
    activations: float


class Published(NamedTuple):
    """How far our multiply-adds are from the published ones, with either place of the stride."""

    as_in_the_paper: float
    """The largest share by which any network differs."""
    name: str
    """The network that differs most with torchvision's stride."""
    as_in_torchvision: float


class MovedStride(NamedTuple):
    """Where the multiply-adds come from that the stride in the 3×3 costs: the 1×1 in front works on a larger map."""

    near: int
    far: int
    times: float
    """How many times as many pixels."""
    first_before: int
    first_after: int
    spatial_before: int
    spatial_after: int
    spatial_stays: bool
    side: int
    """Of the maps that the 3×3 gives."""


def costliest(network: Sequence[Part]) -> Costliest:
    """Which part holds most of each of the three costs."""
    return Costliest(
        *_most({part.name: part.params for part in network}),
        *_most({part.name: part.macs for part in network}),
        *_most({part.name: part.activation_bytes for part in network}),
    )


def shrinking(picture: Shape, network: Sequence[Part]) -> Shrinking:
    """From the picture to the maps of the last stage."""
    end = [part for part in network if part.blocks][-1].out_shape
    return Shrinking(picture, end, prod(picture), prod(end))


def sight(table: Sequence[LayerRow], picture: Shape) -> Sight:
    """How far an output sees, layer by layer."""
    body = on_the_way(table)
    first = next((row for row in body if row.receptive_field >= max(picture[1:])), None)
    return Sight(
        first=None if first is None else first.path,
        field=None if first is None else first.receptive_field,
        widest=body[-1].receptive_field,
        square=picture[1] == picture[2],
    )


def ratios(ours: Totals, other: Totals) -> Ratios:
    """What the other network costs, ours being 1."""
    return Ratios(other.params / ours.params, other.macs / ours.macs, other.activation_bytes / ours.activation_bytes)


def published(columns: Sequence[Column]) -> Published:
    """How far every network of Table 1 is from what was published."""
    off = {column.name: column.macs_as_in_torchvision / column.published_macs - 1 for column in columns}
    furthest = max(off, key=lambda name: abs(off[name]))
    return Published(
        as_in_the_paper=max(abs(column.macs_as_in_the_paper / column.published_macs - 1) for column in columns),
        name=furthest,
        as_in_torchvision=off[furthest],
    )


def moved_stride(convolutions: Sequence[Moved]) -> MovedStride:
    """What moving the stride from the first 1×1 to the 3×3 changes in a strided bottleneck."""
    first, spatial, _ = convolutions
    near, far = first.out_sides
    return MovedStride(
        near=near,
        far=far,
        times=(far / near) ** 2,
        first_before=first.macs[0],
        first_after=first.macs[1],
        spatial_before=spatial.macs[0],
        spatial_after=spatial.macs[1],
        spatial_stays=spatial.macs[0] == spatial.macs[1],
        side=spatial.out_sides[1],
    )


def on_the_way(table: Sequence[LayerRow]) -> tuple[LayerRow, ...]:
    """The layers before the head, without those of shortcuts and gates."""
    return tuple(row for row in table if row.branch not in ("shortcut", "gate", "head"))


def maps(table: Sequence[LayerRow]) -> tuple[Shape, ...]:
    """The picture, and the maps after the stem and after each stage."""
    return (table[0].in_shape, *(part.out_shape for part in parts(table) if part.name != "head"))


def _most(costs: dict[str, int]) -> tuple[str, float | None]:
    part, whole = max(costs, key=lambda name: costs[name]), sum(costs.values())
    return part, costs[part] / whole if whole else None
