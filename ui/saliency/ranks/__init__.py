"""The figure of how alike two maps are: the rank of each pixel in one against its rank in the other, and chance.

It is arithmetic, not a measurement: the second map is the first with a share of noise in it. The rank correlation is
Spearman's, as in the ladder; where it is near 0, the maps share no more than two random ones do.
"""

from pathlib import Path

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("ranks", Path(__file__).parent)


def draw() -> None:
    """Draws the ranks of 120 pixels in two maps, with a slider for the share of noise."""
    names = ("noise", "first", "second", "correlation", "reading")
    _SKETCH(
        key="saliency_ranks",
        alt=say("saliency-ranks.alt"),
        words={name: say(f"saliency-ranks.{name}") for name in names},
        data={"noise": 0.5, "pixels": 120},
    )
