"""The curves of the page on function classes, as ECharts options; `ui/functions/readings.py` says them in words."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from resnet_core.experiments.function_classes import GRID, TARGETS, Fit, Generalisation, Ladder, Sample, Values
from resnet_core.probes.growth import Grown, Growth

EVERY = 8
"""Of the grid's points, every how many-th is drawn."""
LOWEST = 1e-4
"""Smaller errors are drawn at the lower edge of a logarithmic axis, which has no zero."""
HIGHEST = 10.0
"""The logarithmic axis ends here: a fit that swings wildly between its points may miss by millions."""
LEAST_LOSS, MOST_LOSS = 0.1, 100
BAR = "#9aa1a588"
"""Grey that paper and the dark ground shine through."""
TARGET, BEST, POINTS = "target f*", "best fit", "noisy points"


def fit_option(target: str, fit: Fit | None) -> dict[str, Any]:
    """The target and, where the family has the size, its best fit."""
    curves = {TARGET: TARGETS[target](GRID)} | ({} if fit is None else {BEST: fit.values})
    return _functions(curves)


def sample_option(target: str, fitted: Values | None, sample: Sample) -> dict[str, Any]:
    """Noisy points, the function they came from, and the fit to the points, cut off where it leaves the picture."""
    wanted = TARGETS[target](GRID)
    option = _functions({TARGET: wanted} | ({} if fitted is None else {BEST: fitted}))
    low, high = min(wanted.min(), sample.y.min()), max(wanted.max(), sample.y.max())
    margin = 0.1 * (high - low)
    option["yAxis"] |= {"min": round(float(low - margin), 1), "max": round(float(high + margin), 1)}
    option["legend"]["data"].append(POINTS)
    option["series"].append(
        {
            "type": "scatter",
            "name": POINTS,
            "symbolSize": 6,
            "data": [[_tidy(x), _tidy(y)] for x, y in zip(sample.x, sample.y, strict=True)],
            "tooltip": {"show": False},
        }
    )
    return option


def ladder_option(ladder: Ladder, size: int) -> dict[str, Any]:
    """The best reachable error against the size; triangles where the larger set is worse, a line at the chosen one."""
    worse = [error if k in ladder.worse else None for k, error in zip(ladder.sizes, ladder.errors, strict=True)]
    errors = _line("best reachable error", list(ladder.errors)) | {"symbol": "circle", "symbolSize": 8}
    marks = {
        "type": "scatter",
        "name": "worse than the size before",
        "symbol": "triangle",
        "symbolSize": 15,
        "data": worse,
        "z": 3,
    }
    series = [errors, marks] if ladder.worse else [errors]
    return _against_size(ladder.sizes, size, series) | {"tooltip": _tooltip()}


def generalisation_option(measured: Generalisation, size: int) -> dict[str, Any]:
    """Training error solid, test error dashed with diamonds, on a logarithmic axis."""
    train, test = ([max(error, LOWEST) for error in errors] for errors in (measured.train, measured.test))
    lines = [
        _line("on the noisy points", train) | {"symbol": "circle", "symbolSize": 6},
        _line("on fresh points", test)
        | {"symbol": "diamond", "symbolSize": 9, "lineStyle": {"width": 2, "type": "dashed"}},
    ]
    option = _against_size(measured.sizes, size, lines)
    option["yAxis"] |= {"type": "log", "min": LOWEST, "max": HIGHEST}
    return option | {"tooltip": _tooltip()}


def growth_option(growths: Sequence[Growth], *, further_steps: int) -> dict[str, Any]:
    """Test loss of every grown net of every run, at once and after the further steps; a bar joins the two means."""
    moments: dict[str, Callable[[Grown], float]] = {
        "at once": lambda net: net.loss,
        f"after {further_steps} more steps": lambda net: net.later_loss,
    }
    looks = [{"symbol": "emptyCircle", "symbolSize": 11}, {"symbol": "diamond", "symbolSize": 10}]
    points = [
        {
            "type": "scatter",
            "name": name,
            "data": [[_tidy(loss(net)), net.put_in] for growth in growths for net in growth.nets],
            "z": 3,
            **look,
        }
        for (name, loss), look in zip(moments.items(), looks, strict=True)
    ]
    ways = [net.put_in for net in growths[0].nets]
    bars = [
        {
            "type": "line",
            "data": [
                [_tidy(np.mean([loss(growth.nets[place]) for growth in growths])), way] for loss in moments.values()
            ],
            "symbol": "none",
            "silent": True,
            "lineStyle": {"color": BAR, "width": 4},
            "tooltip": {"show": False},
        }
        for place, way in enumerate(ways)
    ]
    return {
        "animation": False,
        "grid": _grid() | {"top": 40},
        "legend": {"top": 0, "left": 0, "data": list(moments)},
        "tooltip": {"trigger": "item", "formatter": "{a}: {c}"},
        "xAxis": {"type": "log", "min": LEAST_LOSS, "max": MOST_LOSS} | _axis_name("test loss, logarithmic"),
        "yAxis": {"type": "category", "data": ways, "inverse": True},
        "series": [*points, *bars],
    }


def _functions(curves: dict[str, Values]) -> dict[str, Any]:
    """Functions on the unit interval; the first is drawn broad, the others over it."""
    table = pd.DataFrame({"x": GRID, **curves}).iloc[::EVERY].astype("float32")
    looks: list[dict[str, Any]] = [{"width": 5, "opacity": 0.45}, {"width": 2.5}]
    return {
        "animation": False,
        "grid": _grid(),
        "legend": {"top": 0, "left": 0, "itemWidth": 24, "data": list(curves)},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.3f"},
        "dataset": {"source": table},
        "xAxis": {"type": "value", "min": 0, "max": 1} | _axis_name("x"),
        "yAxis": {"type": "value", "scale": True},
        "series": [
            {"type": "line", "name": name, "encode": {"x": "x", "y": name}, "showSymbol": False, "lineStyle": look}
            for name, look in zip(curves, looks, strict=False)
        ],
    }


def _against_size(sizes: tuple[int, ...], size: int, series: list[dict[str, Any]]) -> dict[str, Any]:
    """Errors against the sizes of a family, with a line at the chosen size if the family has it."""
    if size in sizes:
        series[0]["markLine"] = {
            "silent": True,
            "symbol": "none",
            "data": [{"xAxis": sizes.index(size)}],
            "label": {"formatter": f"k = {size}"},
        }
    return {
        "animation": False,
        "grid": _grid(),
        "legend": {"top": 0, "left": 0, "itemWidth": 24, "data": [each["name"] for each in series]},
        "xAxis": {"type": "category", "data": [str(k) for k in sizes]} | _axis_name("size k"),
        "yAxis": {"type": "value"},
        "series": series,
    }


def _grid() -> dict[str, Any]:
    return {"left": 4, "right": 14, "top": 52, "bottom": 26, "containLabel": True}


def _axis_name(name: str) -> dict[str, Any]:
    return {"name": name, "nameLocation": "middle", "nameGap": 26}


def _tooltip() -> dict[str, Any]:
    return {"trigger": "axis", "valueFormatter": "%.4f"}


def _line(name: str, values: list[float]) -> dict[str, Any]:
    return {"type": "line", "name": name, "data": values, "lineStyle": {"width": 2}}


def _tidy(number: np.floating[Any] | float) -> float:
    """A plain number of four digits after the point, as JSON wants it."""
    return round(float(number), 4)
