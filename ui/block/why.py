"""Why the page of one block is about a residual: f(x) beside f(x) - x, and a gradient on its way through one plus."""

from pathlib import Path

from ui.say import say
from ui.sketch import gaps, sketch

RATE = 0.5
"""Learning rate of the one step that the figure takes: large, so that two decimals show it."""
_HERE = Path(__file__).parent
_REMAINDER = sketch("remainder", _HERE / "remainder")
_PLUS = sketch("plus", _HERE / "plus")


def show_remainder() -> None:
    """Draws a target that one bends away from the identity, and what is left of it for the block to learn."""
    words = ("target", "left", "identity", "shape", "wave", "zero", "mirror", "away", "nothing", "less", "more")
    _REMAINDER(
        key="block_remainder",
        alt=say("block-remainder.alt"),
        words={word: say(f"block-remainder.{word}", **gaps("whole", "left")) for word in words},
        data={},
    )


def show_plus() -> None:
    """Draws a block of two weights in single numbers, forwards and backwards, and one update of the weights."""
    words = ("shortcut", "x", "first", "second", "upstream", "weight", "before", "gradient", "after", "reading")
    _PLUS(
        key="block_plus",
        alt=say("block-plus.alt"),
        words={word: say(f"block-plus.{word}", **gaps("rate", "upstream", "back", "bare")) for word in words},
        data={"rate": RATE},
    )
