"""The curves of races as ECharts options: plain nets dashed, residual ones solid, one faint line a seed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from resnet_core.analysis.curves import Series, thin
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.comparisons import AtRate
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import RaceQuestion, Runner
from resnet_core.training.progress import NOTHING, Metrics
from ui import charts, depth_charts, numbers, small_nets
from ui.charts import Legend, Option, axis, base, categories, tip
from ui.depth_charts import QUIET
from ui.live import Moving
from ui.say import say

POINTS = 50
HIGHEST = 4.0
"""Losses above leave the picture: a spike of a thousand would press all else onto the axis."""
LOWEST, SATURATED = 0.4, 2.4
"""The ends of the colour scale of squares; the upper one is a little above the loss of guessing."""


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


def live_curves(nets: Sequence[SmallNet]) -> dict[str, SmallNet]:
    """The names of the curves that a race tells while it goes on, each with its net."""
    return {f"{place}.train_loss": net for place, net in enumerate(nets)}


def live_lines(nets: Sequence[SmallNet], metrics: Metrics) -> tuple[Line, ...]:
    """The curves of a race that goes on, empty before the first step."""
    return tuple(Line(net, (metrics.get(curve, NOTHING),)) for curve, net in live_curves(nets).items())


def live_losses(question: RaceQuestion, metrics: Metrics) -> Moving:
    """The losses of a race that goes on."""
    lines = live_lines(question.nets, metrics)
    return Moving(
        loss_option(lines, steps=question.steps),
        curves=[(curve,) for curve in live_curves(question.nets)],
        alt=loss_alt(lines),
        told=say("race-losses.alt", ends=_gaps([small_nets.label(net) for net in question.nets])),
        points=POINTS,
        cap=HIGHEST,
    )


def live_difference(question: RaceQuestion, metrics: Metrics) -> Moving:
    """What the shortcuts gain in a race that goes on."""
    lines = live_lines(question.nets, metrics)
    names = {net: curve for curve, net in live_curves(question.nets).items()}
    pairs = _pairs(lines)
    return Moving(
        difference_option(lines, steps=question.steps),
        curves=[(names[plain.net], names[residual.net]) for plain, residual in pairs],
        alt=difference_alt(lines),
        told=say("race-difference.alt", ends=_gaps([_of_depth(pair) for pair in pairs])),
        points=POINTS,
        cap=HIGHEST / 2,
    )


def loss_option(lines: Sequence[Line], *, steps: int) -> Option:
    """Training loss over the steps; the median over the seeds is the thick line."""
    series = [
        drawn for line in lines for drawn in _drawn(line, small_nets.label(line.net), small_nets.line_type(line.net))
    ]
    return _option(series, steps=steps, y=axis(min=0, max=_top(lines)))


def difference_option(lines: Sequence[Line], *, steps: int) -> Option:
    """The plain net's loss minus the residual one's, for every depth that has both: above 0 the shortcuts help."""
    series: list[Option] = []
    for pair in _pairs(lines):
        series += _drawn(_difference(*pair), _of_depth(pair), "dotted" if series else "solid")
    if series:
        even = {"silent": True, "symbol": "none", "data": [{"yAxis": 0}], "label": {"show": False}}
        series[0]["markLine"] = even | {"lineStyle": {"type": "dotted", "color": QUIET}}
    bound = HIGHEST / 2
    return _option(series, steps=steps, y=axis() | ({"min": -bound, "max": bound} if _beyond(series, bound) else {}))


def rates_option(rates: Sequence[AtRate]) -> Option:
    """Final loss by rate, the lowest on the left: the mean over the seeds, and a band from lowest to highest."""
    rising = sorted(rates, key=lambda at: at.lr)
    columns = [[at.nets[place] for at in rising] for place in range(len(rising[0].nets))]
    series = [_by_rate(groups) for groups in columns]
    names = [line["name"] for line in series]
    for groups in columns:
        net = groups[0].net
        low, high = ([edge(_in_picture(group)) for group in groups] for edge in (min, max))
        series += depth_charts.band(small_nets.label(net), low, high, net=small_nets.spell(net))
    return base(
        series,
        x=categories([numbers.measured(at.lr) for at in rising], say("race-axis-lr")),
        y=axis(min=0),
        legend=Legend(names, lines=2),
        tooltip=tip("%.2f"),
    )


def squares(data: Sequence[Option], *, rows: Sequence[str], columns: Sequence[str], across: str = "") -> Option:
    """A figure of squares: the higher the loss, the more a square stands out."""
    series: list[Option] = [
        {
            "type": "heatmap",
            "selectedMode": "single",
            "data": list(data),
            "label": {"show": True, "lineHeight": 16},
        }
    ]
    labels = {"width": 84, "overflow": "break", "lineHeight": 15}
    option = base(series, x=categories(columns, across), y=categories(rows, inverse=True, axisLabel=labels))
    return option | {"visualMap": {"show": False, "min": LOWEST, "max": SATURATED, "dimension": 2}}


def square(group: Group, row: int, column: int, *, chosen: bool = False) -> Option:
    """The mean final loss of a net; below, half the range over the seeds where there are several."""
    losses, mean = group.losses, group.mean
    if mean is None:
        words = say("race-map-square.lost")
    else:
        words = say("race-map-square", mean=mean, half=(max(losses) - min(losses)) / 2 if len(losses) > 1 else None)
    look = {"borderWidth": 4, "borderColor": "#C25A11"} if chosen else {"borderWidth": 1}
    colour = SATURATED if mean is None else min(SATURATED, max(LOWEST, mean))
    return {"value": [column, row, round(colour, 3)], "label": {"formatter": words}, "itemStyle": look}


def loss_alt(lines: Sequence[Line]) -> str:
    """What the losses show, for those who do not see them."""
    return say("race-losses.alt", ends=[_end(small_nets.label(line.net), last(line.middle)) for line in lines])


def difference_alt(lines: Sequence[Line]) -> str:
    """What the difference shows, for those who do not see it."""
    ends = [_end(_of_depth(pair), last(_difference(*pair).middle)) for pair in _pairs(lines)]
    return say("race-difference.alt", ends=ends)


def last(series: Series) -> float | None:
    """The value at the end of a line; None where it is no number."""
    values = series[1]
    return float(values[-1]) if len(values) and np.isfinite(values[-1]) else None


def _pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """The plain net and the residual one of every depth that has both."""
    by_net = {(line.net.depth, line.net.plain): line for line in lines}
    depths = dict.fromkeys(line.net.depth for line in lines)
    both = ((by_net.get((depth, True)), by_net.get((depth, False))) for depth in depths)
    return [(plain, residual) for plain, residual in both if plain is not None and residual is not None]


def _of_depth(pair: tuple[Line, Line]) -> str:
    return say("race-of-depth", depth=pair[0].net.depth)


def _difference(plain: Line, residual: Line) -> Line:
    pairs = zip(plain.seeds, residual.seeds, strict=True)
    return Line(residual.net, tuple(_minus(one, other) for one, other in pairs))


def _minus(one: Series, other: Series) -> Series:
    steps = min(len(one[0]), len(other[0]))
    return one[0][:steps], one[1][:steps] - other[1][:steps]


def _drawn(line: Line, name: str, kind: str) -> list[Option]:
    """The median, and the seeds faintly behind it, in the colour of the net."""
    whose = {"net": small_nets.spell(line.net)}
    middle = whose | _line(name, line.middle, {"width": 2.5, "type": kind})
    if len(line.seeds) == 1:
        return [middle]
    faint = {"width": 1, "type": kind, "opacity": 0.35}
    return [middle, *(whose | _line(name, seed, faint) for seed in line.seeds)]


def _line(name: str, series: Series, look: Option) -> Option:
    steps, values = thin(series, points=POINTS)
    data = [
        [int(step), round(float(value), 3) if np.isfinite(value) else None]
        for step, value in zip(steps, values, strict=True)
    ]
    return {"type": "line", "name": name, "showSymbol": False, "lineStyle": look, "data": data, "z": look["width"]}


def _option(series: list[Option], *, steps: int, y: Option) -> Option:
    kinds = {line["name"]: line["lineStyle"]["type"] for line in series}
    entries = [{"name": name, "icon": LEGEND_ICONS[kind]} for name, kind in kinds.items()]
    return base(series, x=axis(say("race-axis-step"), min=0, max=steps), y=y, legend=Legend(entries, lines=2))


def _by_rate(groups: Sequence[Group]) -> Option:
    net = groups[0].net
    return {
        "type": "line",
        "name": small_nets.label(net),
        "net": small_nets.spell(net),
        "symbol": "diamond" if net.plain else "circle",
        "symbolSize": 9,
        "lineStyle": {"width": 2.5, "type": small_nets.line_type(net)},
        "data": [round(sum(losses) / len(losses), 3) for losses in map(_in_picture, groups)],
    }


def _in_picture(group: Group) -> list[float]:
    """Final losses; what is no number lies at the upper end."""
    return [min(loss, HIGHEST) for loss in group.losses]


def _end(name: str, value: float | str | None) -> str:
    return say("race-last", net=name, loss=value)


def _gaps(names: Sequence[str]) -> list[str]:
    """The ends of lines whose last values the browser writes."""
    return [_end(name, f"{{line{place}}}") for place, name in enumerate(names)]


def _top(lines: Sequence[Line]) -> float | None:
    """The upper end of the axis; None leaves it to ECharts."""
    highest = max((np.nanmax(values, initial=0.0) for line in lines for _, values in line.seeds), default=0.0)
    return HIGHEST if highest > HIGHEST else None


def _beyond(series: Sequence[Option], bound: float) -> bool:
    return any(value is not None and abs(value) > bound for line in series for _, value in line["data"])


def _series(losses: Sequence[float | None]) -> Series:
    values = np.array([np.nan if loss is None else loss for loss in losses])
    return np.arange(1, len(values) + 1), values
