"""What a batch statistic is, and why removing blocks upsets it: one channel on its way into batch norm."""

from pathlib import Path

from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("surgery_batch_statistic", Path(__file__).parent)
WORDS = ("removed", "statistics", "stored", "fresh", "arrives", "leaves", "trained", "passed", "reading")
GAPS = {gap: f"{{{gap}}}" for gap in ("mean", "spread", "used_mean", "used_spread", "share")}
"""What the script fills in."""


def draw() -> None:
    """Draws the channel: what arrives at batch norm, what leaves it, and what part of that ReLU lets through."""
    _SKETCH(
        key="surgery_batch_statistic",
        alt=say("surgery-sketch"),
        words={word: say(f"surgery-sketch.{word}", **GAPS) for word in WORDS},
        data={"blocks": 4},
    )
