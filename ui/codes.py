"""What a block or a network can be, as pages offer it: codes of the config, whose labels are in `terms.ftl`."""

from typing import get_args

from resnet_core.config import Family, Order, Shortcut, Stem

FAMILIES: tuple[Family, ...] = get_args(Family)
SHORTCUTS: tuple[Shortcut, ...] = (
    "projection_norm",
    "projection",
    "zero_pad",
    "pool_projection",
    "identity",
    "none",
)
ORDERS: tuple[Order, ...] = get_args(Order)
STEMS: tuple[Stem, ...] = get_args(Stem)
NO_SQUEEZE = "none"
REDUCTIONS: tuple[str | int, ...] = (NO_SQUEEZE, 4, 8, 16, 32)
"""Of squeeze-and-excitation: how much narrower its middle is."""
MULTIPLIERS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Bottleneck widths, as shares of the output."""


def reduction(code: str | int) -> int | None:
    """The ratio of squeeze-and-excitation that an option stands for, as a config has it."""
    return None if code == NO_SQUEEZE else int(code)
