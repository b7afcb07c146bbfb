"""What all blocks of a network have in common, so that one class or function can be written for them.

The plan of a representative block is read back: each of its numbers that depends on the block gets the name it has in
the source. Which family the block belongs to shows in its layers, and is asked only for its name and its paper.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby
from string import ascii_lowercase
from types import MappingProxyType

from resnet_core.config import BlockConfig, BlockStyle, Family, NetworkConfig, Order
from resnet_core.plan.blocks import PROJECTIONS, block_plan
from resnet_core.plan.network import block_configs
from resnet_core.plan.nodes import Block, Conv, Gate, GatedPath, Layer, NetworkPlan, Norm

BLOCK_NAMES: Mapping[Family, str] = MappingProxyType(
    {"plain": "PlainBlock", "residual": "Residual", "bottleneck": "Bottleneck", "resnext": "ResNeXtBlock"}
)
NETWORK_NAMES: Mapping[Family, str] = MappingProxyType(
    {"plain": "PlainNet", "residual": "ResNet", "bottleneck": "ResNet", "resnext": "ResNeXt"}
)
_PAPERS: Mapping[Family, str] = MappingProxyType(
    {
        "plain": "Two convolutions and no shortcut (He et al. 2015, arXiv:1512.03385, sec. 3.3)",
        "residual": "The residual block of He et al. 2015 (arXiv:1512.03385), Fig. 5 left",
        "bottleneck": "The bottleneck block of He et al. 2015 (arXiv:1512.03385), Fig. 5 right",
        "resnext": "The ResNeXt block of Xie et al. 2017 (arXiv:1611.05431), Fig. 3c",
    }
)
_ORDERS: Mapping[Order, str] = MappingProxyType(
    {
        "original": "",
        "norm_after_add": "norm after the addition (He et al. 2016, arXiv:1603.05027, Fig. 4b)",
        "relu_before_add": "ReLU before the addition (He et al. 2016, arXiv:1603.05027, Fig. 4c)",
        "relu_only_pre": "ReLU-only pre-activation (He et al. 2016, arXiv:1603.05027, Fig. 4d)",
        "full_pre": "full pre-activation (He et al. 2016, arXiv:1603.05027, Fig. 4e)",
    }
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of a layer are called; a number without a name is written as it is."""

    channels: Mapping[int, str] = field(default_factory=dict)
    stride: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    squeezed: Mapping[int, str] = field(default_factory=dict)


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The block of a network, its numbers by name."""

    block: Block
    names: Names = NO_NAMES
    locals: tuple[str, ...] = ()
    """Lines that define the bottleneck width and the number of groups, where they follow from `channels`."""
    projects_sometimes: bool = False
    """Whether only the blocks that change the shape have the layers of the shortcut."""


def pattern(config: NetworkConfig) -> Pattern:
    """The block of which all blocks of `config` are cases."""
    blocks = tuple(_all_blocks(config))
    changing = [block for block in blocks if _changes_shape(block)]
    channels, width = _telling_channels(config)
    in_channels = next(n for n in (1, 2, 3) if n not in (channels, width))
    representative = BlockConfig(
        **{name: getattr(config.style, name) for name in BlockStyle.model_fields},
        in_channels=in_channels,
        out_channels=channels,
        stride=2,
        shortcut=config.shortcut if changing or config.shortcut == "none" else "identity",
    )
    names = Names({in_channels: "in_channels", width: "width", channels: "channels"}, {2: "stride"})
    lines: list[str] = []
    if config.style.family in ("bottleneck", "resnext") and width != channels:
        lines.append(f"width = {_width(config)}")
    if config.style.group_width not in (None, width):
        names = replace(names, groups={config.style.groups(channels): "groups"})
        lines.append(f"groups = {names.channels[width]} // {config.style.group_width}")
    if (squeezed := config.style.squeezed_width(channels)) is not None:
        names = replace(names, squeezed={squeezed: _squeezed(config)})
    return Pattern(
        block=numbered(block_plan(representative)),
        names=names,
        locals=tuple(lines),
        projects_sometimes=representative.shortcut in PROJECTIONS and len(changing) < len(blocks),
    )


def numbered(block: Block) -> Block:
    """`block` with the layers after the addition counted on from those before it: `norm` becomes `norm3`."""
    inside = (*block.before, *block.main)

    def counted(layer: Layer) -> Layer:
        return replace(layer, name=f"{layer.name}{1 + sum(type(other) is type(layer) for other in inside)}")

    return replace(block, after=tuple(counted(layer) for layer in block.after))


def numbered_plan(plan: NetworkPlan) -> NetworkPlan:
    """`plan` with every block `numbered`."""
    return replace(
        plan,
        stages=tuple(replace(stage, blocks=tuple(map(numbered, stage.blocks))) for stage in plan.stages),
    )


def lines_of(path: GatedPath) -> Iterator[GatedPath]:
    """The layers of `path` that share a line: those with the same number, as in `norm1, relu1, conv1`."""
    for _, layers in groupby(path, key=lambda layer: layer.name.lstrip(ascii_lowercase)):
        yield tuple(layers)


def gate_of(block: Block) -> Gate | None:
    """What the main path is multiplied with, if there is such a thing."""
    return next((layer for layer in block.main if isinstance(layer, Gate)), None)


def zero_initialised(path: GatedPath) -> Conv | Norm | None:
    """The layer of `path` that starts at zero, if there is one."""
    return next((layer for layer in path if isinstance(layer, Conv | Norm) and layer.zero_init), None)


def summary(style: BlockStyle, *, has_shortcut: bool) -> tuple[str, ...]:
    """Which block this is and whose, in one or two sentences, a line each."""
    missing = "" if has_shortcut or style.family == "plain" else ", without its shortcut"
    order = _ORDERS[style.order]
    return (f"{_PAPERS[style.family]}{missing}.", *([f"Order: {order}."] if order else []))


def called(number: int, names: Mapping[int, str]) -> str:
    """`number` as the source writes it."""
    return names.get(number, str(number))


def composed(path: GatedPath, start: str, apply: Callable[[Layer | Gate, str], str]) -> str:
    """One expression that sends `start` through the layers of `path`, innermost first."""
    return reduce(lambda source, layer: apply(layer, source), path, start)


def _all_blocks(config: NetworkConfig) -> Iterator[BlockConfig]:
    channels = config.stem_channels
    for stage in config.stages:
        yield from block_configs(config, stage, channels)
        channels = stage.channels


def _changes_shape(block: BlockConfig) -> bool:
    return block.stride != 1 or block.in_channels != block.out_channels


def _telling_channels(config: NetworkConfig) -> tuple[int, int]:
    """Channels and bottleneck width of a stage; of one where names cannot be mistaken, if there is one."""
    style = config.style

    def tells(pair: tuple[int, int]) -> int:
        channels, width = pair
        return (width != channels) + (width != style.group_width)

    return max(((stage.channels, style.bottleneck_width(stage.channels)) for stage in config.stages), key=tells)


def _squeezed(config: NetworkConfig) -> str:
    """`channels // r`, and what keeps it above zero where a stage of `config` is that narrow."""
    ratio = config.style.se_reduction
    assert ratio is not None, "no squeeze-and-excitation"
    share = f"channels // {ratio}"
    return share if all(stage.channels >= ratio for stage in config.stages) else f"max(1, {share})"


def _width(config: NetworkConfig) -> str:
    """`round(channels * multiplier)`, written more simply where that comes to the same for all stages of `config`."""
    share = config.style.bottleneck_multiplier
    part, times = max(1, round(1 / share)), round(share)
    widths = {stage.channels: config.style.bottleneck_width(stage.channels) for stage in config.stages}
    if all(width == channels // part for channels, width in widths.items()):
        return f"channels // {part}"
    if all(width == channels * times for channels, width in widths.items()):
        return f"{times} * channels"
    if all(width == round(channels * share) for channels, width in widths.items()):
        return f"round({share!r} * channels)"
    return f"max(1, round({share!r} * channels))"
