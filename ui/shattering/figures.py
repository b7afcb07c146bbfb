"""The charts of the page on shattered gradients, as ECharts options."""

from collections.abc import Sequence

import numpy as np

from resnet_core.studies.shattering.findings import at, cosine
from resnet_core.studies.shattering.question import EDGE, EPSILONS, LAGS, LINE_DEPTHS, POINTS
from ui import depth_charts, numbers, small_nets
from ui.charts import Option, axis, base
from ui.depth_charts import Line
from ui.say import say
from ui.shattering.answers import ByDepth, Family, OnLine, Seen


def gradient_option(net: OnLine, seed: int, *, is_hidden: bool = False) -> Option:
    """The gradient over the grid, in units of its own standard deviation; a question mark where it is hidden."""
    values = np.array(net.line.gradients[seed])
    scaled = (values - values.mean()) / (values.std() or 1)
    grid = np.linspace(-EDGE, EDGE, POINTS)
    series = net.owner | {
        "type": "line",
        "name": net.name,
        "data": []
        if is_hidden
        else [[round(float(x), 3), round(float(y), 3)] for x, y in zip(grid, scaled, strict=True)],
        "showSymbol": False,
        "lineStyle": {"width": 1.4, "type": _dash(net)},
    }
    option = base([series], x=axis(min=-EDGE, max=EDGE, interval=1), y=axis(min=-4, max=4, interval=2))
    return option | (
        {"title": {"text": "?", "left": "center", "top": "middle", "textStyle": {"fontSize": 28}}} if is_hidden else {}
    )


def lag_option(nets: Sequence[OnLine]) -> Option:
    """The autocorrelation by lag, the mean over the seeds."""
    lines = [
        _line(net, [(lag, autocorrelation.mean) for lag, autocorrelation in enumerate(net.line.lags, start=1)])
        for net in nets
    ]
    option = depth_charts.option(lines, across=say("shattering-points-apart"), log=False)
    option["xAxis"] |= {"min": 1, "max": LAGS, "interval": 2}
    return _owned(option, nets)


def line_depth_option(recorded: Sequence[ByDepth]) -> Option:
    """The autocorrelation one point further on, by depth."""
    known = [nets for nets in recorded if nets]
    lines = [
        _line(nets[0][1], [(LINE_DEPTHS.index(depth), net.line.lags[0].mean) for depth, net in nets]) for nets in known
    ]
    option = depth_charts.option(lines, across=say("shattering-layers"), log=False)
    return _owned(_in_steps(option, LINE_DEPTHS), [nets[0][1] for nets in known])


def depth_option(families: Sequence[Family], eps: float) -> Option:
    """The cosine by depth, a line a family, and a band in which four in five pictures lie."""
    known = [family for family in families if family.seen]
    depths = [seen.net.depth for seen in known[0].seen] if known else []
    lines = [
        Line(
            family.name,
            small_nets.line_type(family.net),
            tuple((depths.index(seen.net.depth), _rounded(cosine(at(seen.answer, eps)).mean)) for seen in family.seen),
            family.code,
        )
        for family in known
    ]
    option = _in_steps(depth_charts.option(lines, across=say("shattering-layers"), log=False), depths)
    option["yAxis"] |= {"min": -0.5, "max": 1, "interval": 0.25}
    for family in known:
        nearby = [at(seen.answer, eps) for seen in family.seen]
        low, high = [cosines.low for cosines in nearby], [cosines.high for cosines in nearby]
        option["series"] += depth_charts.band(family.name, low, high, net=family.code)
    return option


def noise_option(nets: Sequence[Seen]) -> Option:
    """The cosine by the amount of noise, a line a net."""
    lines = [
        depth_charts.line_of(
            seen.net,
            [(place, _rounded(cosine(nearby).mean)) for place, nearby in enumerate(seen.answer.nearby)],
        )
        for seen in nets
    ]
    option = _in_steps(depth_charts.option(lines, across=say("shattering-deviation"), log=False), EPSILONS)
    option["yAxis"] |= {"min": -0.25, "max": 1, "interval": 0.25}
    return option


def _line(net: OnLine, points: Sequence[tuple[int, float]]) -> Line:
    return Line(net.name, _dash(net), tuple((place, _rounded(value)) for place, value in points))


def _owned(option: Option, nets: Sequence[OnLine]) -> Option:
    """The option with each series in the colour of its net or noise."""
    series = [net.owner | drawn for net, drawn in zip(nets, option["series"], strict=True)]
    return option | {"series": series}


def _in_steps(option: Option, places: Sequence[float]) -> Option:
    """The option with equal steps from one place to the next, as these do not lie evenly on a line."""
    kept = {key: option["xAxis"][key] for key in ("name", "nameLocation", "nameGap")}
    steps = {"type": "category", "data": [numbers.measured(place) for place in places], "axisLabel": {"interval": 0}}
    return option | {"xAxis": kept | steps}


def _rounded(value: float) -> float:
    return round(value, 4)


def _dash(net: OnLine) -> str:
    return {"plain": "dashed", "residual": "solid"}.get(net.kind, "dotted")
