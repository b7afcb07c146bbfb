"""The curves of races as ECharts options: plain nets dashed, residual ones solid, one faint line a seed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from resnet_core.analysis.curves import Series, thin
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import Runner
from ui import charts, depth_charts, small_nets
from ui.curves import Metrics
from ui.depth_charts import QUIET
from ui.race.rate_readings import AtRate
from ui.race.readings import Group

POINTS = 50
HIGHEST = 4.0
"""Losses above leave the picture: a spike of a thousand would press all else onto the axis."""


LEGEND_ICONS = {
    "solid": charts.LINE_ICON,
    "dashed": "path://M0,4 L8,4 L8,6 L0,6 Z M11,4 L19,4 L19,6 L11,6 Z M22,4 L30,4 L30,6 L22,6 Z",
    "dotted": "path://M0,4 L3,4 L3,6 L0,6 Z M7,4 L10,4 L10,6 L7,6 Z M14,4 L17,4 L17,6 L14,6 Z",
}
"""Of the lines, which have no symbols."""


class Line(NamedTuple):
    """The training losses of a net, one series a seed."""

    net: SmallNet
    seeds: tuple[Series, ...]

    @property
    def middle(self) -> Series:
        """The median over the seeds, which one run's burst does not move, for the steps that all have."""
        steps = min(len(at) for at, _ in self.seeds)
        return self.seeds[0][0][:steps], np.median([values[:steps] for _, values in self.seeds], axis=0)


def line(net: SmallNet, runners: Sequence[Runner]) -> Line:
    """The curves of finished runs."""
    return Line(net, tuple(_series(runner.losses) for runner in runners))


def live_lines(nets: Sequence[SmallNet], metrics: Metrics) -> tuple[Line, ...]:
    """The curves of a race that goes on; nets without a first step are left out."""
    keys = {net: f"{place}.train_loss" for place, net in enumerate(nets)}
    return tuple(Line(net, (metrics[key],)) for net, key in keys.items() if key in metrics)


def loss_option(lines: Sequence[Line], *, steps: int) -> dict[str, Any]:
    """Training loss over the steps; the median over the seeds is the thick line."""
    series = [
        drawn for each in lines for drawn in _drawn(each, small_nets.label(each.net), small_nets.line_type(each.net))
    ]
    return _option(series, steps=steps) | {"yAxis": {"type": "value", "min": 0, "max": _top(lines)}}


def difference_option(lines: Sequence[Line], *, steps: int) -> dict[str, Any]:
    """The plain net's loss minus the residual one's, for every depth that has both: above 0 the shortcuts help."""
    by_net = {(each.net.depth, each.net.plain): each for each in lines}
    series: list[dict[str, Any]] = []
    for depth in dict.fromkeys(each.net.depth for each in lines):
        plain, residual = by_net.get((depth, True)), by_net.get((depth, False))
        if plain is not None and residual is not None:
            series += _drawn(_difference(plain, residual), f"{depth} layers", "dotted" if series else "solid")
    if series:
        even = {"silent": True, "symbol": "none", "data": [{"yAxis": 0}], "label": {"show": False}}
        series[0]["markLine"] = even | {"lineStyle": {"type": "dotted", "color": QUIET}}
    option = _option(series, steps=steps)
    bound = HIGHEST / 2
    return option | {"yAxis": {"type": "value"} | ({"min": -bound, "max": bound} if _beyond(series, bound) else {})}


def rates_option(found: Sequence[AtRate]) -> dict[str, Any]:
    """Final loss by rate, the lowest on the left: the mean over the seeds, and a band from lowest to highest."""
    rising = sorted(found, key=lambda each: each.lr)
    columns = [[each.nets[place] for each in rising] for place in range(len(rising[0].nets))]
    series = [_by_rate(groups) for groups in columns]
    for groups in columns:
        low, high = ([edge(_in_picture(group)) for group in groups] for edge in (min, max))
        series += depth_charts.band(small_nets.label(groups[0].net), low, high)
    return {
        "animation": False,
        "grid": {"left": 8, "right": 16, "top": 60, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 34, "data": [each["name"] for each in series[: len(columns)]]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.2f"},
        "xAxis": {"type": "category", "data": [f"{each.lr:g}" for each in rising], "name": "learning rate"}
        | {"nameLocation": "middle", "nameGap": 26},
        "yAxis": {"type": "value", "min": 0},
        "series": series,
    }


def loss_alt(lines: Sequence[Line]) -> str:
    """What the losses show, for those who do not see them."""
    ends = "; ".join(f"{small_nets.label(each.net)} at {_last(each)}" for each in lines)
    return f"Training loss over the steps; last value: {ends}"


def difference_alt(lines: Sequence[Line]) -> str:
    """What the difference shows, for those who do not see it."""
    return f"Loss of the plain net minus that of the residual one over the steps. {loss_alt(lines)}"


def _difference(plain: Line, residual: Line) -> Line:
    pairs = zip(plain.seeds, residual.seeds, strict=True)
    return Line(residual.net, tuple(_minus(one, other) for one, other in pairs))


def _minus(one: Series, other: Series) -> Series:
    steps = min(len(one[0]), len(other[0]))
    return one[0][:steps], one[1][:steps] - other[1][:steps]


def _drawn(each: Line, name: str, kind: str) -> list[dict[str, Any]]:
    """The median, and the seeds faintly behind it; ECharts gives one colour to one name."""
    middle = _line(name, each.middle, {"width": 2.5, "type": kind})
    if len(each.seeds) == 1:
        return [middle]
    return [middle, *(_line(name, seed, {"width": 1, "type": kind, "opacity": 0.35}) for seed in each.seeds)]


def _line(name: str, series: Series, look: dict[str, Any]) -> dict[str, Any]:
    steps, values = thin(series, points=POINTS)
    data = [
        [int(step), round(float(value), 3) if np.isfinite(value) else None]
        for step, value in zip(steps, values, strict=True)
    ]
    return {"type": "line", "name": name, "showSymbol": False, "lineStyle": look, "data": data, "z": look["width"]}


def _option(series: list[dict[str, Any]], *, steps: int) -> dict[str, Any]:
    kinds = {each["name"]: each["lineStyle"]["type"] for each in series}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 16, "top": 60, "bottom": 26, "containLabel": True},
        "legend": {
            "top": 0,
            "left": 0,
            "itemWidth": 30,
            "data": [{"name": name, "icon": LEGEND_ICONS[kind]} for name, kind in kinds.items()],
        },
        "xAxis": {"type": "value", "min": 0, "max": steps, "name": "step", "nameLocation": "middle", "nameGap": 26},
        "series": series,
    }


def _by_rate(groups: Sequence[Group]) -> dict[str, Any]:
    net = groups[0].net
    return {
        "type": "line",
        "name": small_nets.label(net),
        "symbol": "diamond" if net.plain else "circle",
        "symbolSize": 9,
        "lineStyle": {"width": 2.5, "type": small_nets.line_type(net)},
        "data": [round(sum(losses) / len(losses), 3) for losses in map(_in_picture, groups)],
    }


def _in_picture(group: Group) -> list[float]:
    """Final losses; what is no number lies at the upper end."""
    return [min(loss, HIGHEST) for loss in group.losses]


def _last(each: Line) -> str:
    values = each.middle[1]
    return f"{values[-1]:.2f}" if len(values) and np.isfinite(values[-1]) else "no number"


def _top(lines: Sequence[Line]) -> float | None:
    """The upper end of the axis; None leaves it to ECharts."""
    highest = max((np.nanmax(values, initial=0.0) for each in lines for _, values in each.seeds), default=0.0)
    return HIGHEST if highest > HIGHEST else None


def _beyond(series: Sequence[dict[str, Any]], bound: float) -> bool:
    return any(value is not None and abs(value) > bound for each in series for _, value in each["data"])


def _series(losses: Sequence[float | None]) -> Series:
    values = np.array([np.nan if loss is None else loss for loss in losses])
    return np.arange(1, len(values) + 1), values
