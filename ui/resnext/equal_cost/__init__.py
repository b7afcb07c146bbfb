"""Splits at equal cost: how wide the middle of a block becomes with so many paths; it answers while one drags."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from resnet_core.analysis.grouping import ONE_PATH, PAPER_CHANNELS, Split, nearest_split, nearness, split_cost
from ui import chart_table, dials, numbers
from ui.chart_table import Table
from ui.resnext.controls import PATHS
from ui.say import say
from ui.sketch import sketch

KEY = "next_equal_cost"
TICKS = (0, 64, 128)
"""Channels that the axis names: those of one path, and twice as many."""
_SKETCH = sketch(KEY, Path(__file__).parent)


def show() -> None:
    """Draws the widths of all splits, of which the reader chooses one in the figure, and their table."""
    splits = [nearest_split(int(paths), split_cost(ONE_PATH).params) for paths in PATHS.options]
    alt = say("resnext-widths.alt")
    _SKETCH(
        key=KEY,
        alt=alt,
        words={name: say(f"resnext-widths.{name}") for name in ("x", "y", "pieces")},
        data={
            "splits": [_told(split) for split in splits],
            "field": PATHS.key,
            "dials": dials.told(PATHS),
            "at": dials.place(PATHS),
            "ticks": [(channels, numbers.count(channels)) for channels in TICKS],
        },
        on_chosen=partial(dials.take, KEY, PATHS),
    )
    chart_table.show(_table(splits), key=f"{KEY}_table", alt=alt)


def _told(split: Split) -> dict[str, Any]:
    return {
        "paths": split.cardinality,
        "d": split.group_width,
        "width": split.width,
        "sentence": say("resnext-nearness", nearness(split), channels=PAPER_CHANNELS),
    }


def _table(splits: Sequence[Split]) -> Table:
    return Table(
        across=say("resnext-widths.x"),
        columns=(say("resnext-widths.d"), say("resnext-widths.y"), say("resnext-published.weights")),
        places=tuple(split.cardinality for split in splits),
        cells=tuple((split.group_width, split.width, split_cost(split).params) for split in splits),
    )
