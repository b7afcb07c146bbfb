"""What the loss says: minus the logarithm of the probability that the network gives the right class."""

from pathlib import Path

from resnet_core.training.progress import CHANCE
from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("surprise", Path(__file__).parent)


def draw() -> None:
    """Draws the curve; one drags the probability."""
    names = ("share", "axis", "loss", "reading", "guessing")
    _SKETCH(
        key="surprise",
        alt=say("surprise-alt"),
        words={name: say(f"surprise-{name}") for name in names},
        data={"chance": CHANCE},
    )
