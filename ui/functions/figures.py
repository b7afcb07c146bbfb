"""The curves of the page on function classes, as ECharts options."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from resnet_core.studies.function_classes.measure import GRID, TARGETS, Fit, Generalisation, Ladder, Sample, Values
from resnet_core.studies.growth.question import Grown, Growth
from ui.charts import Legend, Option, axis, base, categories, tip
from ui.say import say

EVERY = 8
"""Of the grid's points, every how many-th is drawn."""
LOWEST = 1e-4
"""Smaller errors are drawn at the lower edge of a logarithmic axis, which has no zero."""
HIGHEST = 10.0
"""The logarithmic axis ends here: a fit that swings wildly between its points may miss by millions."""
LEAST_LOSS, MOST_LOSS = 0.1, 100
BAR = "#9aa1a588"
"""Grey that paper and the dark ground shine through."""
TARGET, BEST, POINTS, WORSE = "target", "best", "points", "worse"
"""What a series is; `net_colours` has their colours."""


def fit_option(target: str, fit: Fit | None) -> Option:
    """The target and, where the family has the size, its best fit."""
    return _functions({TARGET: TARGETS[target](GRID)} | ({} if fit is None else {BEST: fit.values}))


def sample_option(target: str, fitted: Values | None, sample: Sample) -> Option:
    """Noisy points, the function they came from, and the fit to the points, cut off where it leaves the picture."""
    wanted = TARGETS[target](GRID)
    points = {
        "type": "scatter",
        "symbolSize": 6,
        "data": [[_tidy(x), _tidy(y)] for x, y in zip(sample.x, sample.y, strict=True)],
        "tooltip": {"show": False},
    } | _named(POINTS)
    option = _functions({TARGET: wanted} | ({} if fitted is None else {BEST: fitted}), points)
    low, high = min(wanted.min(), sample.y.min()), max(wanted.max(), sample.y.max())
    margin = 0.1 * (high - low)
    option["yAxis"] |= {"min": round(float(low - margin), 1), "max": round(float(high + margin), 1)}
    return option


def ladder_option(ladder: Ladder, size: int) -> Option:
    """The best reachable error against the size; triangles where the larger set is worse, a line at the chosen one."""
    worse = [error if k in ladder.worse else None for k, error in zip(ladder.sizes, ladder.errors, strict=True)]
    errors = _line(say("fc-curve-error"), list(ladder.errors)) | {"symbol": "circle", "symbolSize": 8}
    marks = {"type": "scatter", "symbol": "triangle", "symbolSize": 15, "data": worse, "z": 3} | _named(WORSE)
    return _against_size(ladder.sizes, size, [errors, marks] if ladder.worse else [errors])


def generalisation_option(measured: Generalisation, size: int) -> Option:
    """Training error solid, test error dashed with diamonds, on a logarithmic axis."""
    train, test = ([max(error, LOWEST) for error in errors] for errors in (measured.train, measured.test))
    dashed = {"symbol": "diamond", "symbolSize": 9, "lineStyle": {"width": 2, "type": "dashed"}}
    lines = [
        _line(say("fc-curve-train"), train) | {"symbol": "circle", "symbolSize": 6},
        _line(say("fc-curve-test"), test) | dashed,
    ]
    option = _against_size(measured.sizes, size, lines)
    option["yAxis"] |= {"type": "log", "min": LOWEST, "max": HIGHEST}
    return option


def growth_option(growths: Sequence[Growth], *, further_steps: int) -> Option:
    """Test loss of every grown net of every run, at once and after the further steps; a bar joins the two means."""
    moments: dict[str, Callable[[Grown], float]] = {
        say("fc-growth-at-once"): lambda net: net.loss,
        say("fc-growth-later", steps=further_steps): lambda net: net.later_loss,
    }
    ways = [say("fc-growth-way", way=net.put_in) for net in growths[0].nets]
    looks = [{"symbol": "emptyCircle", "symbolSize": 11}, {"symbol": "diamond", "symbolSize": 10}]
    points = [
        {
            "type": "scatter",
            "name": name,
            "data": [[_tidy(loss(net)), way] for growth in growths for net, way in zip(growth.nets, ways, strict=True)],
            "z": 3,
            **look,
        }
        for (name, loss), look in zip(moments.items(), looks, strict=True)
    ]
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
    return base(
        [*points, *bars],
        x=axis(say("fc-growth-axis"), kind="log", min=LEAST_LOSS, max=MOST_LOSS),
        y=categories(ways, inverse=True),
        legend=Legend(list(moments)),
        tooltip=tip(trigger="item") | {"formatter": "{a}: {c}"},
    )


def _functions(curves: dict[str, Values], *others: Option) -> Option:
    """Functions on the unit interval; the first is drawn broad, the others over it."""
    looks: list[dict[str, Any]] = [{"width": 5, "opacity": 0.45}, {"width": 2.5}]
    lines = [
        {"type": "line", "data": _thinned(values), "showSymbol": False, "lineStyle": look} | _named(what)
        for (what, values), look in zip(curves.items(), looks, strict=False)
    ]
    series = [*lines, *others]
    return base(
        series,
        x=axis("x", min=0, max=1),
        y=axis(scale=True),
        legend=Legend([line["name"] for line in series], lines=2),
        tooltip=tip("%.3f"),
    )


def _named(what: str) -> Option:
    """A series' name, and what it is, for its colour."""
    return {"name": say(f"fc-curve-{what}"), "means": what}


def _thinned(values: Values) -> list[tuple[float, float]]:
    """Every so many points of a function on the grid."""
    return [(_tidy(x), _tidy(y)) for x, y in zip(GRID[::EVERY], values[::EVERY], strict=True)]


def _against_size(sizes: tuple[int, ...], size: int, series: list[Option]) -> Option:
    """Errors against the sizes of a family, with a line at the chosen size if the family has it."""
    if size in sizes:
        series[0]["markLine"] = {
            "silent": True,
            "symbol": "none",
            "data": [{"xAxis": sizes.index(size)}],
            "label": {"formatter": say("fc-chosen-size", size=size)},
        }
    return base(
        series,
        x=categories(list(map(str, sizes)), say("fc-axis-size")),
        y=axis(),
        legend=Legend([line["name"] for line in series], lines=2),
        tooltip=tip("%.4f"),
    )


def _line(name: str, values: list[float]) -> Option:
    return {"type": "line", "name": name, "data": values, "lineStyle": {"width": 2}}


def _tidy(number: np.floating[Any] | float) -> float:
    """A plain number of four digits after the point, as JSON wants it."""
    return round(float(number), 4)
