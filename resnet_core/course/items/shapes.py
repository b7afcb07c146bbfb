"""Items about shapes that do not fit and channels in groups, answered by the doctor and the counts."""

import re
from math import gcd

from resnet_core.analysis.doctor import diagnose
from resnet_core.analysis.grouping import PAPER_CHANNELS, Split, connections, split_cost, split_of
from resnet_core.analysis.layers import network_cost
from resnet_core.config import BlockConfig, NetworkConfig, parse
from resnet_core.course.item import Asked, Item, among, number
from resnet_core.errors import ConfigError
from resnet_core.plan.nodes import Conv, Shape
from resnet_core.plan.zoo import ZOO

Sized = tuple[BlockConfig, int]
"""A block, and the side of the maps that it takes."""
_SIZE = 14
"""Of the maps on which groups are compared; every size gives the same."""


def disagreeing(sized: Sized) -> Asked:
    """In how many dimensions the two branches of a block disagree."""
    found = diagnose(sized[0].model_dump(), sized[1])
    assert found.main
    values = {"torch": found.torch_message, "main": _written(found.main), "shortcut": _written(found.shortcut or ())}
    return number(len(found.axes), values, named=1, sides=len(found.main) - 1, all=len(found.main) + 1)


def next_message(sized: Sized) -> Asked:
    """What torch says once the stride is gone."""
    block, size = sized
    before, after = (diagnose(block.model_dump() | change, size) for change in ({}, {"stride": 1}))
    told = re.search(r"dimension (\d)", after.torch_message)
    right = f"dimension_{told[1]}" if told else "runs"
    values = {"torch": before.torch_message, "then": after.torch_message, "before": block.in_channels}
    return among(("runs", "dimension_1", "dimension_2", "dimension_3"), right, channels=block.out_channels, **values)


def mends(sized: Sized) -> Asked:
    """Which change lets the block run."""
    block, size = sized
    offered = {
        "stride": {"stride": 1},
        "kernel": {"stride": 1, "kernel": 5},
        "both": {"stride": 1, "out_channels": block.in_channels},
        "channels": {"out_channels": block.in_channels},
    }
    [right] = [
        code for code, change in offered.items() if diagnose(block.model_dump() | change, size).verdict == "fits"
    ]
    torch = diagnose(block.model_dump(), size).torch_message
    values = {"before": block.in_channels, "channels": block.out_channels, "size": size}
    return among(tuple(offered), right, torch=torch, **values)


def grey_picture(sized: Sized) -> Asked:
    """What becomes of a grey picture in a block of several channels."""
    block, size = sized
    verdict = diagnose(block.model_dump(), size).verdict
    right = {"broadcast": "stretched", "mismatch": "error"}[verdict]
    values = {"before": block.in_channels, "channels": block.out_channels, "size": size}
    return among(("error", "first", "stretched", "averaged"), right, **values)


def silent(case: tuple[int, tuple[tuple[str, int], ...]]) -> Asked:
    """For which number of channels the addition goes wrong without a word."""
    channels, offered = case
    [right] = [before for _, before in offered if diagnose(_into(before, channels), _SIZE).verdict == "broadcast"]
    wrong = {code: before for code, before in offered if before != right}
    return number(right, {"channels": channels}, **wrong)


def smallest_map(sized: Sized) -> Asked:
    """What becomes of the addition when the main path has shrunk to one pixel."""
    block, size = sized
    found = diagnose(block.model_dump(), size)
    right = {"broadcast": "stretched", "mismatch": "error"}[found.verdict]
    assert found.main
    values = {"main": _written(found.main), "shortcut": _written(found.shortcut or ())}
    return among(("error", "corner", "mean", "stretched"), right, **values)


def groups_of_the_chapter(block: BlockConfig) -> Asked:
    """How many groups the chapter's argument `groups` makes."""
    split = split_of(block)
    values = {"channels": block.out_channels, "width": split.width, "argument": split.group_width}
    return number(split.cardinality, values, as_number=split.group_width, depthwise=split.width, one=1)


def argument_for(block: BlockConfig) -> Asked:
    """Which argument `groups` makes the paper's block."""
    split = split_of(block)
    values = {"channels": block.out_channels, "multiplier": block.bottleneck_multiplier, "width": split.width}
    return number(
        split.group_width,
        values,
        cardinality=split.cardinality,
        bottleneck=split.width,
        outputs=block.out_channels // split.cardinality,
    )


def weights_of_the_middle(block: BlockConfig) -> Asked:
    """How many weights the grouped convolution of the chapter's block has."""
    split, channels = split_of(block), block.out_channels
    swapped = Split(split.group_width, split.cardinality)
    values = {"channels": channels, "multiplier": block.bottleneck_multiplier, "argument": split.group_width}
    return number(
        connections(split).weights,
        {**values, "width": split.width, "cardinality": split.cardinality},
        swapped=connections(swapped).weights,
        unsqueezed=connections(Split(channels // split.group_width, split.group_width)).weights,
        ungrouped=connections(split).ungrouped,
    )


def refused_groups(case: tuple[int, tuple[int, ...]]) -> Asked:
    """Which number of groups cannot be."""
    width, offered = case
    [right] = [groups for groups in offered if not _allowed(width, groups)]
    wrong = {f"allowed{groups}": groups for groups in offered if groups != right}
    return number(right, {"width": width}, **wrong)


def most_groups(conv: Conv) -> Asked:
    """The largest number of groups of a convolution whose two sides differ."""
    most = max(
        groups
        for groups in range(1, conv.in_channels + 1)
        if conv.in_channels % groups == 0 and conv.out_channels % groups == 0
    )
    values = {"before": conv.in_channels, "channels": conv.out_channels}
    half = gcd(conv.in_channels, conv.out_channels) // 2
    return number(most, values, into=conv.in_channels, out=conv.out_channels, half=half)


def ways_to_group(width: int) -> Asked:
    """How many numbers of groups there are for so many channels."""
    allowed = [groups for groups in range(1, width + 1) if _allowed(width, groups)]
    powers = [groups for groups in allowed if groups.bit_count() == 1]
    values = {"width": width, "allowed": tuple(allowed)}
    return number(len(allowed), values, every=width, inner=len(allowed) - 2, powers=len(powers))


def share_of_the_block(split: Split) -> Asked:
    """What groups leave of a whole block's multiply-adds."""
    grouped, whole = (split_cost(each, size=_SIZE).macs for each in (split, Split(1, split.width)))
    middle = 1 / split.cardinality
    values = {"cardinality": split.cardinality, "width": split.width, "channels": PAPER_CHANNELS}
    return number(grouped / whole, values, middle=middle, layers=(2 + middle) / 3, none=1.0)


def traffic(split: Split) -> Asked:
    """What groups do to the numbers that a block's layers write."""
    grouped, whole = (split_cost(each, size=_SIZE) for each in (split, Split(1, split.width)))
    share = grouped.activation_bytes / whole.activation_bytes
    right = "same" if share == 1 else "fewer" if share < 1 else "more"
    values = {"cardinality": split.cardinality, "width": split.width, "channels": PAPER_CHANNELS}
    return among(("fewer", "same", "more"), right, macs=grouped.macs / whole.macs, **values)


def whole_networks(networks: tuple[NetworkConfig, NetworkConfig]) -> Asked:
    """What a network of groups costs beside the one without."""
    grouped, plain = (network_cost(network).macs for network in networks)
    style = networks[0].style
    width = style.bottleneck_width(PAPER_CHANNELS)
    bare = networks[1].style.bottleneck_width(PAPER_CHANNELS)
    split = Split(style.cardinality, width // style.cardinality)
    block = split_cost(split).macs / split_cost(Split(1, width)).macs
    values = {"cardinality": style.cardinality, "group_width": split.group_width, "width": width, "bare": bare}
    return number(grouped / plain, values, middle=1 / style.cardinality, block=block, wider=width / bare)


def _into(before: int, channels: int) -> dict[str, object]:
    return {"in_channels": before, "out_channels": channels, "shortcut": "identity"}


def _allowed(width: int, groups: int) -> bool:
    choices = {"family": "resnext", "in_channels": width, "out_channels": width, "bottleneck_multiplier": 1}
    try:
        parse(BlockConfig, {**choices, "cardinality": groups})
    except ConfigError:
        return False
    return True


def _written(shape: Shape) -> str:
    return "×".join(map(str, shape))


_HALVING = BlockConfig(out_channels=128, stride=2)
ITEMS = (
    Item("5a", "residual_block", (_HALVING, 28), disagreeing),
    Item("5b", "network", (BlockConfig(in_channels=48, out_channels=96, stride=2), 20), next_message),
    Item("5c", "orders", (BlockConfig(in_channels=16, out_channels=32, stride=2), 32), mends),
    Item("6a", "residual_block", (BlockConfig(in_channels=1, out_channels=3), 6), grey_picture),
    Item("6b", "train", (16, (("two", 2), ("four", 4), ("lone", 1), ("same", 16))), silent),
    Item("6c", "network", (BlockConfig(in_channels=8, out_channels=8, stride=2), 2), smallest_map),
    Item(
        "7a",
        "resnext",
        BlockConfig(family="resnext", in_channels=32, out_channels=32, group_width=16, bottleneck_multiplier=1),
        groups_of_the_chapter,
    ),
    Item(
        "7b",
        "saliency",
        BlockConfig(family="resnext", in_channels=256, out_channels=256, cardinality=32, bottleneck_multiplier=0.5),
        argument_for,
    ),
    Item(
        "7c",
        "before_and_after",
        BlockConfig(family="resnext", in_channels=64, out_channels=64, group_width=8, bottleneck_multiplier=0.5),
        weights_of_the_middle,
    ),
    Item("8a", "resnext", (96, (3, 32, 48, 64)), refused_groups),
    Item("8b", "saliency", Conv("conv", 24, 36, 3, padding=1), most_groups),
    Item("8c", "before_and_after", 12, ways_to_group),
    Item("9a", "resnext", Split(32, 4), share_of_the_block),
    Item("9b", "before_and_after", Split(32, 4), traffic),
    Item("9c", "saliency", (ZOO["resnext50_32x4d"].config, ZOO["resnet50"].config), whole_networks),
)
