"""The charts of the page on shattered gradients, as ECharts options."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from resnet_core.probes.shattering import EDGE, EPSILONS, LAGS, LINE_DEPTHS, POINTS
from ui import depth_charts, small_nets
from ui.depth_charts import Line
from ui.shattering.answers import ByDepth, Family, OnLine, Seen
from ui.shattering.readings import at, mean


def gradient_option(net: OnLine, seed: int) -> dict[str, Any]:
    """The gradient over the grid, in units of its own standard deviation."""
    values = np.array(net.line.gradients[seed])
    scaled = (values - values.mean()) / (values.std() or 1)
    grid = np.linspace(-EDGE, EDGE, POINTS)
    return {
        "animation": False,
        "grid": {"left": 4, "right": 10, "top": 8, "bottom": 4, "containLabel": True},
        "xAxis": {"type": "value", "min": -EDGE, "max": EDGE, "interval": 1},
        "yAxis": {"type": "value", "min": -4, "max": 4, "interval": 2},
        "series": [
            {
                "type": "line",
                "name": net.name,
                "data": [[round(float(x), 3), round(float(y), 3)] for x, y in zip(grid, scaled, strict=True)],
                "showSymbol": False,
                "lineStyle": {"width": 1.4, "type": _dash(net)},
            }
        ],
    }


def lag_option(nets: Sequence[OnLine]) -> dict[str, Any]:
    """The autocorrelation by lag, the mean over the seeds."""
    drawn = [
        Line(net.name, _dash(net), tuple((lag, round(each.mean, 4)) for lag, each in enumerate(net.line.lags, start=1)))
        for net in nets
    ]
    option = depth_charts.option(drawn, across="points of the grid apart", log=False)
    option["xAxis"] |= {"min": 1, "max": LAGS, "interval": 2}
    return option


def line_depth_option(found: Sequence[ByDepth]) -> dict[str, Any]:
    """The autocorrelation one point further on, by depth."""
    drawn = [
        Line(
            nets[0][1].name,
            _dash(nets[0][1]),
            tuple((LINE_DEPTHS.index(depth), round(net.line.lags[0].mean, 4)) for depth, net in nets),
        )
        for nets in found
        if nets
    ]
    return _in_steps(depth_charts.option(drawn, across="layers", log=False), [str(depth) for depth in LINE_DEPTHS])


def depth_option(families: Sequence[Family], eps: float) -> dict[str, Any]:
    """The cosine by depth, a line a family, and a band in which four in five pictures lie."""
    known = [family for family in families if family.seen]
    depths = [seen.net.depth for seen in known[0].seen] if known else []
    lines = [
        Line(
            family.name,
            "dashed" if family.plain else "solid",
            tuple((depths.index(seen.net.depth), round(mean(at(seen, eps)), 4)) for seen in family.seen),
        )
        for family in known
    ]
    option = _in_steps(depth_charts.option(lines, across="layers", log=False), [str(depth) for depth in depths])
    option["yAxis"] |= {"min": -0.5, "max": 1, "interval": 0.25}
    for family in known:
        found = [at(seen, eps) for seen in family.seen]
        option["series"] += depth_charts.band(family.name, [each.low for each in found], [each.high for each in found])
    return option


def noise_option(nets: Sequence[Seen]) -> dict[str, Any]:
    """The cosine by the amount of noise, a line a net."""
    lines = [
        Line(
            small_nets.label(seen.net),
            small_nets.line_type(seen.net),
            tuple((place, round(mean(nearby), 4)) for place, nearby in enumerate(seen.found.nearby)),
        )
        for seen in nets
    ]
    across = "standard deviation of the noise; that of a pixel is 1"
    option = _in_steps(depth_charts.option(lines, across=across, log=False), [f"{eps:g}" for eps in EPSILONS])
    option["yAxis"] |= {"min": -0.25, "max": 1, "interval": 0.25}
    return option


def _in_steps(option: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """The option with equal steps from one name to the next, as these places do not lie evenly on a line."""
    axis = {key: option["xAxis"][key] for key in ("name", "nameLocation", "nameGap")}
    return option | {"xAxis": axis | {"type": "category", "data": names, "axisLabel": {"interval": 0}}}


def _dash(net: OnLine) -> str:
    return "dotted" if net.noise else "dashed" if net.plain else "solid"
