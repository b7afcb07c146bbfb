"""The figure of filter normalisation: one network, its weights made larger or smaller, and the ground around it.

It is arithmetic, not a measurement. Behind a convolution that batch norm follows, weights of any scale compute the
same, so the loss depends on w / |w| alone. A step of fixed length then looks small beside large weights, and the ground
flat; a step in units of the weights themselves shows the same ground at any scale (Li et al. 2018, section 4).
"""

from pathlib import Path

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("rescaled", Path(__file__).parent)


def draw() -> None:
    """Draws both curves, with a slider for the scale of the weights."""
    names = ("scale", "fixed", "own", "fixed_step", "own_step", "loss", "reading")
    _SKETCH(
        key="landscape_rescaled",
        alt=say("landscape-rescaled.alt"),
        words={name: say(f"landscape-rescaled.{name}") for name in names},
        data={"scale": 1.0},
    )
