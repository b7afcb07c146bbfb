"""What new layers do to a picture: kernels on their way from random weights to those that hand it on unchanged."""

from pathlib import Path

from resnet_core import gallery
from resnet_core.training import moments
from ui.say import say
from ui.sketch import sketch

LAYERS = 12
FIRST = 3
RANDOM = ((-0.31, 0.42, 0.13), (0.27, -0.38, 0.36), (0.18, 0.24, -0.29))
"""A kernel as training may begin with; any other random one shows the same."""
GARMENT = 2
"""Whose picture goes through the layers: the pullover among those that the recorded run was watched with."""
_SKETCH = sketch("identity", Path(__file__).parent)


def draw() -> None:
    """Draws the picture, the kernels, and what comes out; nothing where the gallery has no picture."""
    watched = moments.read(gallery.attachment("quick", moments.FILE))
    if watched is None:
        return
    names = ("near", "layers", "start", "copy", "in", "plain", "residual", "kernel", "likeness", "same")
    _SKETCH(
        key="identity",
        alt=say("fc-identity-alt"),
        words={name: say(f"fc-identity-{name}") for name in names},
        data={"pixels": watched.garments[GARMENT].pixels, "random": RANDOM, "layers": LAYERS, "first": FIRST},
    )
