"""What the page of ResNeXt offers, and the block that the choices stand for. Any choice may be made, legal or not."""

from collections.abc import Mapping, Sequence
from typing import Any

from resnet_core.analysis.doctor import Diagnosis, diagnose
from resnet_core.analysis.grouping import Split, doublings, split_of
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from ui.fields import Choice, Field, Number
from ui.words import counted

CHAPTER, PAPER = "chapter", "paper"
QUICK_MACS = 1_000_000_000
"""Multiply-adds of a round of timing that leave time for many rounds."""

CHANNELS = Choice("next.channels", "Block channels c", (32, 64, 128, 256, 512), 32, "In and out.", "slider")
WIDTH = Number(
    "next.width", "Bottleneck width b", 4, 128, 32, "Channels of the middle convolution, all groups together.", step=4
)
SAYS = Choice(
    "next.says",
    "Whose `groups`",
    (CHAPTER, PAPER),
    CHAPTER,
    "`chapter`: the `groups` of its `ResNeXtBlock`, the channels in one group. `paper`: the cardinality, the number of "
    "groups, and PyTorch's `groups`.",
)
GROUPS = Number("next.groups", "groups", 1, 64, 16, "Must divide the bottleneck width.")
SIZE = Choice("next.size", "Map size, pixels", (7, 14, 28, 56, 96), 28, look="slider")
PATHS = Choice(
    "next.paths",
    "Paths C",
    (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64),
    32,
    "The page finds the group width d that costs nearest to one path of 64.",
    "slider",
)
CLOCKS = {"classifying": "forward", "training": "training"}
"""What is timed, as the page and as the probe call it."""
CLOCK = Choice(
    "next.clock",
    "Time of",
    tuple(CLOCKS),
    "classifying",
    "`classifying`: a batch forward. `training`: forward and backward.",
)
FIELDS: tuple[Field, ...] = (CHANNELS, WIDTH, SAYS, GROUPS, SIZE, PATHS, CLOCK)

CHAPTER_EXAMPLE = {CHANNELS.key: 32, WIDTH.key: 32, SAYS.key: CHAPTER, GROUPS.key: 16}
PAPER_EXAMPLE = {CHANNELS.key: 256, WIDTH.key: 128, SAYS.key: PAPER, GROUPS.key: 32}


def block_choices(held: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a BlockConfig, legal or not."""
    asked = "group_width" if held[SAYS.key] == CHAPTER else "cardinality"
    return {
        "family": "resnext",
        "in_channels": held[CHANNELS.key],
        "out_channels": held[CHANNELS.key],
        "bottleneck_multiplier": held[WIDTH.key] / held[CHANNELS.key],
        asked: held[GROUPS.key],
    }


def fits(held: Mapping[str, Any]) -> bool:
    """Whether the groups come out even."""
    return diagnose(block_choices(held), held[SIZE.key]).verdict == "fits"


def repairs(held: Mapping[str, Any], diagnosis: Diagnosis) -> dict[str, dict[str, Any]]:
    """Changes of one field that make the block legal, by what they lead to: the doctor's, and widths that divide."""
    width, asked = held[WIDTH.key], held[GROUPS.key]
    found = {}
    for repair in diagnosis.repairs:
        for core, share in repair.changes.items():
            cardinality = share if core == "cardinality" else width // share
            found[groups_of(Split(cardinality, width // cardinality))] = {GROUPS.key: share}
    for multiple in (width // asked * asked, (width // asked + 1) * asked):
        if WIDTH.read(multiple) is not None:
            cardinality = asked if held[SAYS.key] == PAPER else multiple // asked
            said = f"Bottleneck width {multiple}: {groups_of(Split(cardinality, multiple // cardinality))}"
            found[said] = {WIDTH.key: multiple}
    return found


def timed_blocks(config: BlockConfig) -> tuple[BlockConfig, ...]:
    """The block with 1, 2, 4, ... groups in its middle."""
    width = config.bottleneck_width(config.out_channels)
    return tuple(
        config.model_copy(update={"group_width": None, "cardinality": split.cardinality}) for split in doublings(width)
    )


def timing_question(blocks: Sequence[BlockConfig], size: int, *, take: int) -> dict[str, Any]:
    """Config of the probe `block_timing`: small batches of what is costly, so that there is time for many rounds."""
    macs = sum(block_cost(block, size).macs for block in blocks)
    return {
        "blocks": [block.model_dump() for block in blocks],
        "size": size,
        "batch_size": 8 if 8 * macs <= QUICK_MACS else 2,
        "take": take,
    }


def forms_question(config: BlockConfig) -> dict[str, Any]:
    """Config of the probe `three_forms`; how large the maps are does not matter to what it shows."""
    split = split_of(config)
    return {
        "channels": config.out_channels,
        "cardinality": split.cardinality,
        "group_width": split.group_width,
        "size": 14,
    }


def groups_of(split: Split) -> str:
    """`2 groups of 16`."""
    return f"{counted(split.cardinality, 'group')} of {split.group_width}"
