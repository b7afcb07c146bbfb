"""Table 1 of He et al. 2015 (arXiv:1512.03385), made from the zoo, with the published costs beside ours.

The paper's "FLOPs" are multiply-adds. It puts the stride of a bottleneck on the first 1x1 convolution, torchvision (and
the zoo) on the 3x3; both costs are given, since that is where the difference to the published ones comes from.
"""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from resnet_core.analysis.layers import LayerRow, layer_table, network_cost, totals
from resnet_core.analysis.stages import layer_count, parts
from resnet_core.config import NetworkConfig, StrideOn
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv, Stage
from resnet_core.plan.zoo import ZOO

PUBLISHED_MACS = MappingProxyType(
    {"resnet18": 1.8e9, "resnet34": 3.6e9, "resnet50": 3.8e9, "resnet101": 7.6e9, "resnet152": 11.3e9}
)
"""The last row of the table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One network of the table."""

    name: str
    layers: int
    sides: tuple[int, ...]
    """Side of the maps after the stem's convolution and after each stage, in pixels."""
    stem: str
    """Its convolution: `7×7, 64`."""
    stem_stride: int
    recipes: tuple[str, ...]
    """The block of each stage: `[3×3, 64; 3×3, 64] × 2`."""
    params: int
    published_macs: float
    macs_as_in_the_paper: int
    macs_as_in_torchvision: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A convolution of a strided bottleneck: with the stride in the first 1x1 as in the paper, then in the 3x3."""

    out_sides: tuple[int, int]
    """Of its maps, in pixels."""
    macs: tuple[int, int]


@cache
def table1() -> tuple[Column, ...]:
    """The five networks, shallowest first."""
    return tuple(_column(name) for name in PUBLISHED_MACS)


@cache
def first_strided_bottleneck(name: str) -> tuple[Moved, ...]:
    """What the place of the stride changes for the convolutions of the first block that has one, in their order."""
    paper, torchvision = (_strided(_with_stride(ZOO[name].config, place)) for place in ("first", "spatial"))
    return tuple(
        Moved((ours.out_shape[1], theirs.out_shape[1]), (ours.macs, theirs.macs))
        for ours, theirs in zip(paper, torchvision, strict=True)
    )


def _column(name: str) -> Column:
    config = ZOO[name].config
    plan = network_plan(config)
    rows = layer_table(plan)
    stem = plan.stem[0]
    assert isinstance(stem, Conv)
    return Column(
        name=name,
        layers=layer_count(plan).in_the_name,
        sides=(rows[0].out_shape[1], *(part.out_shape[1] for part in parts(rows) if part.blocks)),
        stem=_conv(stem),
        stem_stride=stem.stride,
        recipes=tuple(map(_recipe, plan.stages)),
        params=totals(rows).params,
        published_macs=PUBLISHED_MACS[name],
        macs_as_in_the_paper=network_cost(_with_stride(config, "first")).macs,
        macs_as_in_torchvision=network_cost(_with_stride(config, "spatial")).macs,
    )


def _recipe(stage: Stage) -> str:
    convolutions = "; ".join(_conv(layer) for layer in stage.blocks[0].main if isinstance(layer, Conv))
    return f"[{convolutions}] ×\u00a0{len(stage.blocks)}"


def _conv(conv: Conv) -> str:
    return f"{conv.kernel}×{conv.kernel},\u00a0{conv.out_channels}"


def _strided(config: NetworkConfig) -> tuple[LayerRow, ...]:
    """The convolutions on the main path of the second stage's first block."""
    return tuple(row for row in layer_table(network_plan(config)) if row.path.startswith("stage2.block1.main.conv"))


def _with_stride(config: NetworkConfig, stride_on: StrideOn) -> NetworkConfig:
    return config.model_copy(update={"style": config.style.model_copy(update={"stride_on": stride_on})})
