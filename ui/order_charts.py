"""The curves of the race of the activation orders; a letter at its end and symbols of its own tell a line."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from resnet_core.analysis.curves import Series, thin
from resnet_core.config import Order
from resnet_core.probes.orders import LETTERS
from ui.order_readings import named
from ui.race_charts import HIGHEST, Line

POINTS = 30
SYMBOLS: dict[Order, str] = {
    "original": "circle",
    "norm_after_add": "triangle",
    "relu_before_add": "rect",
    "relu_only_pre": "diamond",
    "full_pre": "emptyCircle",
}


def option(lines: Sequence[Line], *, steps: int) -> dict[str, Any]:
    """Training loss over the steps: the median over the seeds with symbols, each seed faintly behind it."""
    series: list[dict[str, Any]] = []
    for each in lines:
        series.append(_middle(each))
        if len(each.seeds) > 1:
            series += [_seed(each, seed) for seed in each.seeds]
    return {
        "animation": False,
        "grid": {"left": 8, "right": 34, "top": 44, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 30, "data": [_name(each) for each in lines]},
        "tooltip": {"trigger": "item", "valueFormatter": "%.2f"},
        "xAxis": {"type": "value", "min": 0, "max": steps, "name": "step", "nameLocation": "middle", "nameGap": 26},
        "yAxis": {"type": "value", "min": 0, "max": _top(lines)},
        "series": series,
    }


def alt(lines: Sequence[Line]) -> str:
    """The last values of all lines."""
    ends = [f"{named(each.net.order)} at {_end(each.middle)}" for each in lines]
    return f"Training loss over the steps; at the end: {'; '.join(ends)}"


def _middle(each: Line) -> dict[str, Any]:
    order = each.net.order
    return {
        "type": "line",
        "name": _name(each),
        "data": _points(each.middle),
        "symbol": SYMBOLS[order],
        "symbolSize": 8,
        "lineStyle": {"width": 2.5},
        "endLabel": {"show": True, "formatter": _name(each), "color": "inherit", "fontWeight": "bold"},
        "labelLayout": {"moveOverlap": "shiftY"},
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


def _top(lines: Sequence[Line]) -> float | None:
    """Losses above `HIGHEST` leave the picture; None leaves the axis to ECharts."""
    highest = max((np.nanmax(values, initial=0.0) for each in lines for _, values in each.seeds), default=0.0)
    return HIGHEST if highest > HIGHEST else None


def _end(series: Series) -> str:
    points = _points(series)
    return "no number" if not points or points[-1][1] is None else f"{points[-1][1]:.2f}"
