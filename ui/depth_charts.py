"""Several nets in one chart, from the input on the left to the output on the right, as ECharts options."""

from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.studies.nets import SmallNet
from ui import small_nets
from ui.charts import LEGEND_LINE, Legend, Option, axis, base, tip
from ui.say import say

SYMBOLS = ("circle", "diamond", "triangle", "rect", "emptyCircle")
STAGES = 3
BAND = 0.16
"""Opacity of a band around a line."""
QUIET = "#8A8F93"
"""Of marks, on light and dark grounds."""


class Line(NamedTuple):
    """One net in a chart."""

    name: str
    dash: str
    points: tuple[tuple[float, float | None], ...]
    """Place and value; None leaves a gap."""
    net: str = ""
    """The code of the net whose colour it has, as `net_colours.of` reads it."""


def option(lines: Sequence[Line], *, across: str, log: bool, marks: dict[str, float] | None = None) -> Option:
    """The lines, told apart by colour, dash and symbol; `marks` are named places with an upright line."""
    drawn = [_series(line, symbol) for line, symbol in zip(lines, SYMBOLS, strict=False)]
    if marks and drawn:
        drawn[0]["markLine"] = _upright(marks)
    return base(
        drawn,
        x=axis(across, min=0, max="dataMax"),
        y=axis(kind="log" if log else "value"),
        legend=Legend([line.name for line in lines], lines=len(lines), in_column=True),
        tooltip=tip("%.3g"),
    )


def band(name: str, low: Sequence[float], high: Sequence[float], *, net: str = "") -> list[Option]:
    """Two stacked areas, the lower one unseen, in the colour of the net and under the legend of that name."""
    unseen = _of_net(net) | {
        "type": "line",
        "name": name,
        "stack": f"band {name}",
        "stackStrategy": "all",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "tooltip": {"show": False},
    }
    widths = [round(above - below, 4) for below, above in zip(low, high, strict=True)]
    return [
        unseen | {"data": [round(below, 4) for below in low]},
        unseen | {"data": widths, "areaStyle": {"opacity": BAND}},
    ]


def height(nets: int) -> int:
    """Pixels of a chart whose legend has a line for each of so many nets."""
    return 300 + LEGEND_LINE * nets


def above_zero(value: float | None) -> float | None:
    """The value where a logarithmic axis has a place for it."""
    return value if value is not None and value > 0 else None


def stage_starts(nets: Sequence[SmallNet], *, layers: bool) -> dict[str, float]:
    """Where the second and the third stage begin, in layers or in blocks; nothing where the nets differ in depth."""
    if len({net.depth for net in nets}) != 1:
        return {}
    blocks = nets[0].blocks // STAGES
    return {
        say("stage-numbered", number=stage): (stage - 1) * blocks * (2 if layers else 1) + (1.5 if layers else 0.5)
        for stage in range(2, STAGES + 1)
    }


def line_of(net: SmallNet, points: Sequence[tuple[float, float | None]], *, trained: bool = False) -> Line:
    """The line of one net by its name; a trained net is dotted, whatever its kind."""
    name, dash = small_nets.label(net, trained=trained), "dotted" if trained else small_nets.line_type(net)
    return Line(name, dash, tuple(points), small_nets.spell(net))


def _series(line: Line, symbol: str) -> Option:
    return _of_net(line.net) | {
        "type": "line",
        "name": line.name,
        "data": [list(point) for point in line.points],
        "symbol": symbol,
        "symbolSize": 6,
        "lineStyle": {"width": 2, "type": line.dash},
    }


def _of_net(code: str) -> Option:
    return {"net": code} if code else {}


def _upright(marks: dict[str, float]) -> Option:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": "dotted", "color": QUIET},
        "label": {"formatter": "{b}", "position": "end", "fontSize": 11, "color": QUIET},
        "data": [{"name": name, "xAxis": place} for name, place in marks.items()],
    }
