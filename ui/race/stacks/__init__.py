"""What a deeper network could do, drawn: copy the shallower one and let each new block hand on what it gets."""

from pathlib import Path

from resnet_core.studies.nets import SmallNet
from ui.say import say
from ui.sketch import sketch

FIRST = 0.3
"""The weight that stands for every new block when one comes: small, as weights are when training starts."""
_SKETCH = sketch("race_stacks", Path(__file__).parent)


def draw(shallow: SmallNet, deep: SmallNet) -> None:
    """Draws the blocks of the deeper twins, one number in place of each new block's layers."""
    new = deep.blocks - shallow.blocks
    names = ("weight", "plain", "residual", "copied", "new", "copy_plain", "copy_residual", "start", "output")
    words = {name: say(f"race-stacks-{name.replace('_', '-')}", blocks=new, depth=shallow.depth) for name in names}
    words |= {fate: say(f"race-stacks-fate.{fate}") for fate in ("same", "lost", "weak", "large")}
    _SKETCH(
        key="race_stacks",
        alt=say("race-stacks-alt", blocks=new),
        words=words,
        data={"old": shallow.blocks, "new": new, "first": FIRST},
    )
