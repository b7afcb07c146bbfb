"""The unrolled net: every way through n blocks, drawn as a tree while there are few, and counted beyond."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("paths_tree", Path(__file__).parent)
MOST_DRAWN = 6
"""Blocks up to which every path has its line."""
WORDS = (
    *("blocks", "length", "light", "of-length", "by-share", "input", "output", "block", "counted"),
    *("all", "carried", "across", "reading", "share", "unmeasured"),
)
GAPS = {gap: f"{{{gap}}}" for gap in ("number", "paths", "length", "blocks", "count", "part", "share", "measured")}
"""What the script fills in."""


def draw(shares: Mapping[int, Sequence[float]], *, most: int) -> None:
    """Draws the tree for up to `most` blocks; `shares` are the parts of the gradient by length, by number of blocks."""
    _SKETCH(
        key="paths_tree",
        alt=say("paths-tree"),
        words={word: say(f"paths-tree.{word}", **GAPS) for word in WORDS},
        data={"most": most, "drawn": MOST_DRAWN, "shares": {str(count): list(by) for count, by in shares.items()}},
    )
