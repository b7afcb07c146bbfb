"""The figure of why gradients shatter: the derivative of folds in a row, and of the same folds beside a shortcut.

It is arithmetic, not a measurement. A fold takes [0, 1] to [0, 1] with slope 2, then -2, as two ReLUs do: put L of them
in a row and the derivative is a product of L slopes, with 2^L pieces that change sign from one to the next (Telgarsky
2016, arXiv:1602.04485). The same slopes beside a shortcut are factors 1 + beta s, s = 1 or -1, which keep their sign.
"""

from pathlib import Path

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("kinks", Path(__file__).parent)


def draw() -> None:
    """Draws both derivatives, with sliders for the layers and for the share of each block."""
    names = ("layers", "beta", "plain", "residual", "pieces", "sign", "reading")
    _SKETCH(
        key="shattering_kinks",
        alt=say("shattering-kinks.alt"),
        words={name: say(f"shattering-kinks.{name}") for name in names},
        data={"layers": 5, "beta": 0.3},
    )
