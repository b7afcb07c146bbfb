"""What the page of ResNeXt offers, and the block that the choices stand for. Any choice may be made, legal or not."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from resnet_core.analysis import doctor
from resnet_core.analysis.doctor import Diagnosis
from resnet_core.analysis.grouping import Split, doublings, split_of
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from ui.fields import Choice, Field, Number

CHAPTER, PAPER = "chapter", "paper"
QUICK_MACS = 1_000_000_000
"""Multiply-adds of a round of timing that leave time for many rounds."""

CHANNELS = Choice("next.channels", (32, 64, 128, 256, 512), 32, "slider")
WIDTH = Number("next.width", 4, 128, 32, step=4)
SAYS = Choice("next.says", (CHAPTER, PAPER), CHAPTER)
GROUPS = Number("next.groups", 1, 128, 16)
SIZE = Choice("next.size", (7, 14, 28, 56, 96), 28, "slider")
PATHS = Choice("next.paths", (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64), 32, "slider")
CLOCK = Choice("next.clock", ("forward", "training"), "forward")
IN_THE_FIGURE = (CHANNELS, WIDTH)
"""Those whose only control is a slider of the figure."""
OF_THE_BLOCK: tuple[Field, ...] = (CHANNELS, WIDTH, SAYS, GROUPS, SIZE)
FIELDS: tuple[Field, ...] = (*OF_THE_BLOCK, PATHS, CLOCK)

CHAPTER_EXAMPLE: Mapping[Field, Any] = {CHANNELS: 32, WIDTH: 32, SAYS: CHAPTER, GROUPS: 16, SIZE: 96}
"""`ResNeXtBlock(32, 16, 1)` on `X = torch.randn(4, 32, 96, 96)`."""
PAPER_EXAMPLE: Mapping[Field, Any] = {CHANNELS: 256, WIDTH: 128, SAYS: PAPER, GROUPS: 32}


class WayOut(NamedTuple):
    """Changes of one field that make the channels come out even, and the groups they lead to."""

    cardinality: int
    group_width: int
    width: int | None
    """The bottleneck width to set; None where the groups are set."""
    changes: Mapping[str, int]


def block_choices(held: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a BlockConfig, legal or not."""
    setting = "group_width" if held[SAYS.key] == CHAPTER else "cardinality"
    return {
        "family": "resnext",
        "in_channels": held[CHANNELS.key],
        "out_channels": held[CHANNELS.key],
        "bottleneck_multiplier": held[WIDTH.key] / held[CHANNELS.key],
        setting: held[GROUPS.key],
    }


def fits(held: Mapping[str, Any]) -> bool:
    """Whether the groups come out even."""
    return _fits(*(held[field.key] for field in OF_THE_BLOCK))


@lru_cache(maxsize=8192)
def _fits(*settings: Any) -> bool:
    """Asked of every option of every control whenever one is moved."""
    held = dict(zip((field.key for field in OF_THE_BLOCK), settings, strict=True))
    return doctor.fits(block_choices(held), held[SIZE.key])


def ways_out(held: Mapping[str, Any], diagnosis: Diagnosis) -> tuple[WayOut, ...]:
    """Changes that make the block legal: the doctor's of the groups, and the nearest widths that the groups divide."""
    width, groups = held[WIDTH.key], held[GROUPS.key]
    ways = []
    for repair in diagnosis.repairs:
        for setting, share in repair.changes.items():
            cardinality = share if setting == "cardinality" else width // share
            ways.append(WayOut(cardinality, width // cardinality, None, {GROUPS.key: share}))
    for multiple in (width // groups * groups, (width // groups + 1) * groups):
        if WIDTH.read(multiple) is not None:
            cardinality = groups if held[SAYS.key] == PAPER else multiple // groups
            ways.append(WayOut(cardinality, multiple // cardinality, multiple, {WIDTH.key: multiple}))
    return tuple(ways)


def timed_blocks(config: BlockConfig) -> tuple[BlockConfig, ...]:
    """The block with 1, 2, 4, ... groups in its middle."""
    width = config.bottleneck_width(config.out_channels)
    return tuple(
        config.model_copy(update={"group_width": None, "cardinality": split.cardinality}) for split in doublings(width)
    )


def timing_question(blocks: Sequence[BlockConfig], size: int, *, take: int) -> dict[str, Any]:
    """Config of the question `block_timing`: small batches of what is costly, so that there is time for many rounds."""
    macs = sum(block_cost(block, size).macs for block in blocks)
    return {
        "blocks": [block.model_dump() for block in blocks],
        "size": size,
        "batch_size": 8 if 8 * macs <= QUICK_MACS else 2,
        "take": take,
    }


def forms_question(config: BlockConfig) -> dict[str, Any]:
    """Config of the question `three_forms`; how large the maps are does not matter to what it shows."""
    split: Split = split_of(config)
    return {
        "channels": config.out_channels,
        "cardinality": split.cardinality,
        "group_width": split.group_width,
        "size": 14,
    }
