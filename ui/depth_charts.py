"""Several nets in one chart, from the input on the left to the output on the right, as ECharts options."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from resnet_core.probes.nets import SmallNet
from ui import small_nets

SYMBOLS = ("circle", "diamond", "triangle", "rect", "emptyCircle")
LEGEND_LINE = 22
"""Pixels of one name in the legend, each in a line of its own: they are long, and a phone is narrow."""
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


def option(lines: Sequence[Line], *, across: str, log: bool, marks: dict[str, float] | None = None) -> dict[str, Any]:
    """The lines, told apart by colour, dash and symbol; `marks` are named places with an upright line."""
    drawn = [_series(line, symbol) for line, symbol in zip(lines, SYMBOLS, strict=False)]
    if marks and drawn:
        drawn[0]["markLine"] = _upright(marks)
    return {
        "animation": False,
        "grid": {"left": 4, "right": 16, "top": LEGEND_LINE * len(lines) + 24, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "orient": "vertical", "itemWidth": 34, "data": [line.name for line in lines]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.3g"},
        "xAxis": {"type": "value", "name": across, "nameLocation": "middle", "nameGap": 26, "min": 0, "max": "dataMax"},
        "yAxis": {"type": "log" if log else "value"},
        "series": drawn,
    }


def band(name: str, low: Sequence[float], high: Sequence[float]) -> list[dict[str, Any]]:
    """Two stacked areas, the lower one unseen; by their name they take the colour of the line of that name."""
    unseen = {
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
    each = nets[0].blocks // STAGES
    return {
        f"stage {stage}": (stage - 1) * each * (2 if layers else 1) + (1.5 if layers else 0.5)
        for stage in range(2, STAGES + 1)
    }


def line_of(net: SmallNet, points: Sequence[tuple[float, float | None]], *, trained: bool = False) -> Line:
    """The line of one net by its name; a trained net is dotted, whatever its kind."""
    name = small_nets.label(net)
    if trained:
        return Line(f"{name}, trained", "dotted", tuple(points))
    return Line(name, small_nets.line_type(net), tuple(points))


def _series(line: Line, symbol: str) -> dict[str, Any]:
    return {
        "type": "line",
        "name": line.name,
        "data": [list(point) for point in line.points],
        "symbol": symbol,
        "symbolSize": 6,
        "lineStyle": {"width": 2, "type": line.dash},
    }


def _upright(marks: dict[str, float]) -> dict[str, Any]:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": "dotted", "color": QUIET},
        "label": {"formatter": "{b}", "position": "end", "fontSize": 11, "color": QUIET},
        "data": [{"name": name, "xAxis": place} for name, place in marks.items()],
    }
