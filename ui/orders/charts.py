"""The curves of the race of the activation orders; a letter at its end and symbols of its own tell a line."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from resnet_core.analysis.curves import Series, thin
from resnet_core.config import Order
from resnet_core.probes.orders import LETTERS
from ui.orders.readings import named
from ui.race.charts import HIGHEST, Line

POINTS = 30
HEIGHT = 400
ABOVE, BELOW = 44, 46
"""Pixels of the legend, and of the axis with its name."""
LETTER = 16
"""Pixels of a line's letter."""
SYMBOLS: dict[Order, str] = {
    "original": "circle",
    "norm_after_add": "triangle",
    "relu_before_add": "rect",
    "relu_only_pre": "diamond",
    "full_pre": "emptyCircle",
}


def option(lines: Sequence[Line], *, steps: int) -> dict[str, Any]:
    """Training loss over the steps: the median over the seeds with symbols, each seed faintly behind it."""
    top = _top(lines)
    series: list[dict[str, Any]] = []
    for each, lift in zip(lines, lifts([_last(each.middle) for each in lines], top=top), strict=True):
        series.append(_middle(each, lift))
        if len(each.seeds) > 1:
            series += [_seed(each, seed) for seed in each.seeds]
    return {
        "animation": False,
        "grid": {"left": 8, "right": 34, "top": ABOVE, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 30, "data": [_name(each) for each in lines]},
        "tooltip": {"trigger": "item", "valueFormatter": "%.2f"},
        "xAxis": {"type": "value", "min": 0, "max": steps, "name": "step", "nameLocation": "middle", "nameGap": 26},
        "yAxis": {"type": "value", "min": 0, "max": top},
        "series": series,
    }


def lifts(ends: Sequence[float | None], *, top: float) -> list[int]:
    """Pixels by which each letter stands above the end of its line, so that no two cover each other."""
    pixels = (HEIGHT - ABOVE - BELOW) / top
    found, free = [0] * len(ends), -float(HEIGHT)
    for end, place in sorted((end, place) for place, end in enumerate(ends) if end is not None):
        at = max(end * pixels, free)
        found[place], free = round(at - end * pixels), at + LETTER
    return found


def alt(lines: Sequence[Line]) -> str:
    """The last values of all lines."""
    ends = [f"{named(each.net.order)} at {_end(each.middle)}" for each in lines]
    return f"Training loss over the steps; at the end: {'; '.join(ends)}"


def _middle(each: Line, lift: int) -> dict[str, Any]:
    order = each.net.order
    return {
        "type": "line",
        "name": _name(each),
        "data": _points(each.middle),
        "symbol": SYMBOLS[order],
        "symbolSize": 8,
        "lineStyle": {"width": 2.5},
        "endLabel": {
            "show": True,
            "formatter": _name(each),
            "color": "inherit",
            "fontWeight": "bold",
            "offset": [0, -lift],
        },
        "z": 3,
    }


def _seed(each: Line, seed: Series) -> dict[str, Any]:
    return {
        "type": "line",
        "name": _name(each),
        "data": _points(seed),
        "showSymbol": False,
        "silent": True,
        "lineStyle": {"width": 1, "opacity": 0.35},
        "z": 2,
    }


def _name(each: Line) -> str:
    """The letter alone: five whole names would fill a phone."""
    return f"({LETTERS[each.net.order]})"


def _points(series: Series) -> list[list[float | None]]:
    """Means of neighbouring steps, so that single batches do not hide the course."""
    steps, values = thin(series, points=POINTS)
    return [
        [round(float(step), 1), round(float(value), 3) if np.isfinite(value) else None]
        for step, value in zip(steps, values, strict=True)
    ]


def _top(lines: Sequence[Line]) -> float:
    """A whole number above all points; losses above `HIGHEST` leave the picture."""
    points = [point for each in lines for seed in each.seeds for point in _points(seed)]
    return min(HIGHEST, math.ceil(max((loss for _, loss in points if loss is not None), default=1.0)))


def _last(series: Series) -> float | None:
    points = _points(series)
    return points[-1][1] if points else None


def _end(series: Series) -> str:
    last = _last(series)
    return "no number" if last is None else f"{last:.2f}"
