"""How every page spells what a block can be: `zero-pad` on a control and in an address is `zero_pad` in a config."""

import re
from typing import Any

FAMILIES = ("plain", "residual", "bottleneck", "resnext")
FAMILIES_EXPLAINED = (
    "`residual`: two convolutions. `bottleneck`: 1×1 down, 3×3, 1×1 up. `resnext`: the same, its middle in groups. "
    "`plain`: two convolutions and no shortcut."
)
SHORTCUTS = ("projection-norm", "projection", "zero-pad", "pool-projection", "identity", "none")
STEMS = ("7x7-pool", "deep-pool", "3x3", "3x3-pool")
NO_SQUEEZE = "none"
REDUCTIONS = (NO_SQUEEZE, "4", "8", "16", "32")
REDUCTIONS_EXPLAINED = (
    "The last of the main path scales every channel by a factor that a small network makes of all channels' means (Hu "
    "et al. 2017). The number is how much narrower that network is in its middle."
)
MULTIPLIERS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Bottleneck widths, as shares of the output."""
ORDERS = ("original", "norm-after-add", "relu-before-add", "relu-only-pre", "full-pre")
ORDERS_EXPLAINED = "The five orders (a) to (e) of He et al. 2016, Figure 4."


def core_word(value: Any) -> Any:
    """A page's word as the config spells it; numbers and switches as they are."""
    return value.replace("-", "_") if isinstance(value, str) else value


def page_word(value: Any) -> Any:
    """A config's word as the pages spell it; numbers and switches as they are."""
    return value.replace("_", "-") if isinstance(value, str) else value


def reduction(held: str) -> int | None:
    """The ratio of squeeze-and-excitation that a page's word stands for."""
    return None if held == NO_SQUEEZE else int(held)


def in_page_words(message: str) -> str:
    """A message of the library with choices and shapes spelt as on the page."""
    for word in (*SHORTCUTS, *ORDERS):
        message = message.replace(core_word(word), word)
    return re.sub(r"\b(\d+)x(\d+)x(\d+)\b", r"\1×\2×\3", message)
