"""What the page of one block offers, and the block each choice stands for."""

from collections.abc import Mapping
from typing import Any

from resnet_core.config import BlockConfig
from ui.fields import Choice, Field, Switch
from ui.spelling import (
    FAMILIES,
    FAMILIES_EXPLAINED,
    MULTIPLIERS,
    NO_SQUEEZE,
    ORDERS,
    ORDERS_EXPLAINED,
    REDUCTIONS,
    REDUCTIONS_EXPLAINED,
    SHORTCUTS,
    core_word,
    page_word,
    reduction,
)

FAMILY = Choice(
    "block.family",
    "Block family",
    FAMILIES,
    "residual",
    FAMILIES_EXPLAINED,
)
SHORTCUT = Choice(
    "block.shortcut",
    "Shortcut",
    SHORTCUTS,
    "identity",
    "What is added to the main path: the input itself, a 1×1 convolution of it with or without a norm, one after "
    "average pooling, the input subsampled and filled up with zeros, or nothing.",
)
IN = Choice("block.in", "Input channels", (1, 3, 6, 16, 32, 64, 128, 256), 64, look="slider")
OUT = Choice("block.out", "Output channels", (1, 3, 6, 16, 32, 64, 128, 256), 64, look="slider")
SIZE = Choice("block.size", "Input size, pixels", (1, 4, 6, 7, 8, 14, 28, 56), 28, look="slider")
STRIDE = Choice("block.stride", "Stride", (1, 2, 3), 1)
KERNEL = Choice("block.kernel", "Kernel", (1, 3, 5, 7), 3)
ORDER = Choice(
    "block.order",
    "Activation order",
    ORDERS,
    "original",
    ORDERS_EXPLAINED,
    look="select",
)
WIDTH = Choice(
    "block.width",
    "Bottleneck width, share of the output",
    MULTIPLIERS,
    0.25,
    "Channels of the middle convolution; above 1 it is no neck but the widest part.",
)
GROUPS = Choice(
    "block.groups", "Groups (cardinality)", (1, 2, 3, 4, 8, 16, 32), 4, "Must divide the bottleneck width.", "slider"
)
GATE = Choice("block.se", "Squeeze-and-excitation", REDUCTIONS, NO_SQUEEZE, REDUCTIONS_EXPLAINED)
NORM = Switch("block.norm", "Batch normalisation", True)
ZERO = Switch(
    "block.zero",
    "Start the last layer at zero",
    default=False,
    help="Then F(x) = 0 and the block begins as its shortcut.",
)

FIELDS: tuple[Field, ...] = (FAMILY, SHORTCUT, IN, OUT, SIZE, STRIDE, KERNEL, ORDER, WIDTH, GROUPS, GATE, NORM, ZERO)

CHAPTER_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "Residual(3)": {
        FAMILY.key: "residual",
        SHORTCUT.key: "identity",
        IN.key: 3,
        OUT.key: 3,
        SIZE.key: 6,
        STRIDE.key: 1,
    },
    "Residual(6, use_1x1conv=True, strides=2)": {
        FAMILY.key: "residual",
        SHORTCUT.key: "projection",
        IN.key: 3,
        OUT.key: 6,
        SIZE.key: 6,
        STRIDE.key: 2,
    },
}
"""The two blocks that the chapter tries, on `X = torch.randn(4, 3, 6, 6)`."""

_CORE_NAMES = {
    FAMILY.key: "family",
    SHORTCUT.key: "shortcut",
    IN.key: "in_channels",
    OUT.key: "out_channels",
    STRIDE.key: "stride",
    KERNEL.key: "kernel",
    ORDER.key: "order",
    WIDTH.key: "bottleneck_multiplier",
    GROUPS.key: "cardinality",
    NORM.key: "norm",
    ZERO.key: "zero_init_residual",
}


def block_choices(held: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a BlockConfig, legal or not. Controls that the family does not show do not count."""
    choices = {core: core_word(held[key]) for key, core in _CORE_NAMES.items()}
    choices["se_reduction"] = reduction(held[GATE.key])
    if choices["family"] != "resnext":
        choices["cardinality"] = 1
    if choices["family"] == "plain":
        choices["shortcut"] = "none"
    return choices


def address_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes of a repair as this page's fields; a field that cannot hold its value is left out."""
    fields = {_CORE_NAMES[field.key]: field for field in FIELDS if field.key in _CORE_NAMES}
    wanted = {
        fields[core].key: fields[core].read(page_word(value)) for core, value in changes.items() if core in fields
    }
    return {key: value for key, value in wanted.items() if value is not None}


def plain_twin(config: BlockConfig) -> BlockConfig:
    """The same block without its shortcut."""
    return config.model_copy(update={"shortcut": "none"})
