"""The figure of why a gradient can miss what matters: a score that has levelled off, its slope, and the area under it.

It is arithmetic, not a measurement. The score of one pixel is a curve that saturates; the slope at the pixel is what
the gradient sees, and the area under the slope from the baseline to the pixel is what integrated gradients add up: the
whole rise (Sundararajan et al. 2017, arXiv:1703.01365, section 3).
"""

from pathlib import Path

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("integral", Path(__file__).parent)


def draw() -> None:
    """Draws the score and its slope, with sliders for the pixel, the baseline and the number of steps."""
    names = ("pixel", "baseline", "steps", "score", "slope", "gradient", "area", "rise", "reading")
    _SKETCH(
        key="saliency_integral",
        alt=say("saliency-integral.alt"),
        words={name: say(f"saliency-integral.{name}") for name in names},
        data={"pixel": 0.9, "baseline": 0.0, "steps": 10},
    )
