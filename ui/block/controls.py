"""What the page of one block offers, and the block each choice stands for."""

from collections.abc import Mapping
from typing import Any

from resnet_core.config import BlockConfig
from ui.codes import FAMILIES, MULTIPLIERS, NO_SQUEEZE, ORDERS, REDUCTIONS, SHORTCUTS, reduction
from ui.fields import Choice, Field, Switch

CHANNELS = (1, 3, 6, 16, 32, 64, 128, 256)

FAMILY = Choice("block.family", FAMILIES, "residual", message="family")
SHORTCUT = Choice("block.shortcut", SHORTCUTS, "identity", words="shortcut")
IN = Choice("block.in", CHANNELS, 64, "slider")
OUT = Choice("block.out", CHANNELS, 64, "slider")
SIZE = Choice("block.size", (1, 4, 6, 7, 8, 14, 28, 56), 28, "slider")
STRIDE = Choice("block.stride", (1, 2, 3), 1, "slider")
KERNEL = Choice("block.kernel", (1, 3, 5, 7), 3)
ORDER = Choice("block.order", ORDERS, "original", "select", message="order")
WIDTH = Choice("block.width", MULTIPLIERS, 0.25, message="bottleneck-width")
GROUPS = Choice("block.groups", (1, 2, 3, 4, 8, 16, 32), 4, "slider")
GATE = Choice("block.se", REDUCTIONS, NO_SQUEEZE, message="squeeze")
NORM = Switch("block.norm", default=True, message="norm")
ZERO = Switch("block.zero", default=False)

FIELDS: tuple[Field, ...] = (FAMILY, SHORTCUT, IN, OUT, SIZE, STRIDE, KERNEL, ORDER, WIDTH, GROUPS, GATE, NORM, ZERO)

DIALS = (STRIDE, IN, OUT)
"""Set in the diagram itself."""

SQUEEZED = ("bottleneck", "resnext")
"""Families with a narrow middle."""

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
    choices = {core: held[key] for key, core in _CORE_NAMES.items()}
    choices["se_reduction"] = reduction(held[GATE.key])
    if choices["family"] != "resnext":
        choices["cardinality"] = 1
    if choices["family"] == "plain":
        choices["shortcut"] = "none"
    return choices


def address_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes of a repair as this page's fields; a field that cannot hold its value is left out."""
    fields = {_CORE_NAMES[field.key]: field for field in FIELDS if field.key in _CORE_NAMES}
    wanted = {fields[core].key: fields[core].read(value) for core, value in changes.items() if core in fields}
    return {key: value for key, value in wanted.items() if value is not None}


def plain_twin(config: BlockConfig) -> BlockConfig:
    """The same block without its shortcut."""
    return config.model_copy(update={"shortcut": "none"})
