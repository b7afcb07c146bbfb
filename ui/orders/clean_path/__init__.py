"""The figure of the five ways from addition to addition: what a small change of x is worth behind n blocks.

It is arithmetic, not a measurement: x goes along the shortcuts of n blocks, and each block's main path adds f. The
script works out dx_n/dx along the shortcuts: a ReLU lets all through or nothing, a norm divides by the spread of the
sum, sqrt(1 + f^2), as if x had spread 1 and F were independent of it.
"""

from pathlib import Path

from resnet_core.studies.orders.question import LETTERS, ORDERS
from ui.say import say
from ui.sketch import sketch

_SKETCH = sketch("clean_path", Path(__file__).parent)


def draw() -> None:
    """Draws the five ways, with sliders for x, for what each block adds, and for the number of blocks."""
    _SKETCH(
        key="orders_clean_path",
        alt=say("orders-clean.alt"),
        words={
            "x": say("orders-clean.x"),
            "f": say("orders-clean.f"),
            "blocks": say("orders-clean.blocks"),
            "reading": say("orders-clean.reading"),
            "nothing": say("orders-clean.nothing"),
            "ends": say("orders-clean.ends"),
            "orders": [say(f"orders-name.{order}") for order in ORDERS],
            "between": [say(f"orders-between.{order}") for order in ORDERS],
        },
        data={"letters": [LETTERS[order] for order in ORDERS], "x": -0.3, "f": 0.2, "blocks": 6},
    )
