"""A product of many factors against a sum: what each makes of a size from block to block, over what was measured."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("sum_product", Path(__file__).parent)
Way = Literal["back", "forth"]
"""`back`: the gradient, from the last block to the first. `forth`: the variance, from the stem on."""
WORDS = (
    *("factor", "depth", "norm", "on", "off", "product", "sum", "measured", "across", "up", "guessed"),
    *("reading", "found"),
)
GAPS = {gap: f"{{{gap}}}" for gap in ("blocks", "factor", "product", "sum", "plain", "residual")}
"""What the script fills in."""


class Course(NamedTuple):
    """How a size runs through one network, as a multiple of that where its way begins."""

    depth: int
    plain: bool
    norm: bool
    values: Sequence[float | None]
    """A value a block, from the input on; going forth, that of the stem first."""


class Sizes(NamedTuple):
    """What the figure begins with."""

    way: Way
    factor: float
    depths: Mapping[int, int]
    """How many blocks, by depth."""


def draw(message: str, sizes: Sizes, *, courses: Sequence[Course], guess: str | None = None) -> None:
    """Draws product and sum under a slider, `courses` as dots over them, and shades what was predicted.

    `message` has the words as attributes, and as a whole says what the figure shows.
    """
    _SKETCH(
        key=message.replace("-", "_"),
        alt=say(message),
        words={word: say(f"{message}.{word}", **GAPS) for word in WORDS},
        data={
            "way": sizes.way,
            "factor": sizes.factor,
            "blocks": [[depth, blocks] for depth, blocks in sizes.depths.items()],
            "courses": [course._asdict() for course in courses],
            "guess": guess,
        },
    )
