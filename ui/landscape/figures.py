"""The figures and tables of landscapes: heat maps and curves as ECharts options, surfaces as Plotly figures, a frame.

All of them read a loss off one scale, so the same colour and the same height mean the same loss in every picture.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from resnet_core.studies.landscape.findings import Walks
from resnet_core.studies.landscape.question import Ground, Landscape, Ring
from resnet_core.studies.nets import SmallNet
from ui import charts, numbers, small_nets
from ui.charts import Legend, Option
from ui.say import say

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

CHANCE = math.log(10)
"""The loss of a net that gives each of ten classes the same chance."""
EDGES = (0.35, 0.5, 0.75, 1.0, 1.5, 2.3, 4.0, 8.0, 16.0)
"""Bounds of the bands of colour, each about half as large again as the one before, the last ones twice."""
COLOURS = ("#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725")
"""Viridis: from dark to light, and told apart with every common colour vision."""
LOWEST, HIGHEST = 0.2, 25.0
"""Losses beyond are drawn at these heights."""
LOWEST_RISE = math.log10(0.5)
"""The lowest height of a surface: where the loss lies half below the middle."""
SCALE = MappingProxyType({"lowest": LOWEST, "highest": HIGHEST, "chance": CHANCE})
"""What a caption says of it."""
GREY = "#7d8488"
"""Read on paper and on the dark ground."""
MAP_SIDE, PHONE_SIDE, MAP_TOP = 350, 286, 14
"""Pixels of a map, which is square, for so many steps one way are as many the other; and above it."""
MAP_LEFT, MAP_BELOW = 62, 52
"""Pixels beside and below a map for the names of its axes."""
MAP_HEIGHT = MAP_TOP + MAP_SIDE + MAP_BELOW
NARROW = MAP_LEFT + MAP_SIDE + 84
"""Where there are fewer pixels, the map is smaller, and its colours stand below instead of beside."""
EYE = {"x": 1.33, "y": -1.54, "z": 0.9}
"""From where a surface is seen first."""


def twins(walks: Walks) -> tuple[SmallNet, SmallNet]:
    """The residual net, then the plain one."""
    return SmallNet(depth=walks.depth), SmallNet(depth=walks.depth, shortcut="none")


def names(walks: Walks) -> tuple[str, str]:
    """Of the twins."""
    residual, plain = map(small_nets.label, twins(walks))
    return residual, plain


def number(loss: float | None) -> str:
    """Three significant digits, or that it is none."""
    return say("landscape-loss", loss=None) if loss is None else numbers.measured(loss, digits=3)


def ring_table(walks: Walks) -> pd.DataFrame:
    """A row for each ring of the walk that is shown: mean of the losses on it, lowest and highest."""
    columns = {
        name: [number(net.centre), *map(_ring, net.rings)] for name, net in zip(names(walks), walks.shown, strict=True)
    }
    distance = say("landscape-numbers.distance")
    distances = [_distance(0), *(_distance(ring.distance) for ring in walks.shown[0].rings)]
    return pd.DataFrame({distance: distances, **columns}).set_index(distance)


def map_option(landscape: Landscape, net: Ground) -> Option:
    """The landscape from above, in bands of colour; the net itself stands in the middle."""
    labels = list(map(_distance, landscape.steps))
    quarters = {"axisLabel": {"interval": len(labels) // 4 - 1}}
    point = say("landscape-point", x="{x}", y="{y}", loss="{loss}")  # once, since there are hundreds
    cells = [
        {"value": [column, row, loss], "name": point.format(x=labels[column], y=labels[row], loss=number(loss))}
        for row, losses in enumerate(net.losses)
        for column, loss in enumerate(losses)
        if loss is not None
    ]
    middle = len(labels) // 2
    itself = {
        "type": "scatter",
        "data": [[middle, middle]],
        "symbol": "circle",
        "symbolSize": 8,
        "itemStyle": {"color": "#ffffff", "borderColor": "#000000", "borderWidth": 1.5},
        "silent": True,
    }
    option = charts.base(
        [{"type": "heatmap", "data": cells}, itself],
        x=charts.categories(labels, say("landscape-first")) | quarters,
        y=charts.categories(labels, say("landscape-second")) | quarters | {"nameGap": 44},
        tooltip={"formatter": "{b}"},
    )
    square = {"left": MAP_LEFT, "top": MAP_TOP, "containLabel": False, "outerBoundsMode": "none"}
    option["grid"] = square | _sides(MAP_SIDE)
    ends = {"showLabel": False, "text": [f"≥ {number(EDGES[-1])}", f"< {number(EDGES[0])}"], "itemGap": 2}
    below = {"orient": "horizontal", "left": MAP_LEFT, "top": MAP_TOP + PHONE_SIDE + MAP_BELOW} | ends
    phone = {"grid": square | _sides(PHONE_SIDE), "visualMap": below}
    return option | {"visualMap": _bands(), "media": [{"query": {"maxWidth": NARROW}, "option": phone}]}


def profile_option(walks: Walks) -> Option:
    """Mean loss by distance from the centre, with the loss of chance."""
    series = [
        _line(twin, [[0.0, clamped(net.centre)], *([ring.distance, clamped(ring.mean)] for ring in net.rings)])
        for twin, net in zip(twins(walks), walks.shown, strict=True)
    ]
    return _losses(series, walks, along=say("landscape-distance"), chance_at="insideStartTop")


def lines_option(walks: Walks) -> Option:
    """The loss along one direction: the walk that is shown strong, those with other seeds faint."""
    shown, *others = [
        [_line(twin, _along(landscape, net)) for twin, net in zip(twins(walks), landscape.nets, strict=True)]
        for landscape in walks.landscapes
    ]
    faint = [_faint(line) for lines in others for line in lines]
    return _losses([*shown, *faint], walks, along=say("landscape-along"), chance_at="insideMiddleTop")


def surface(landscape: Landscape, net: Ground) -> "Figure":
    """The landscape in three dimensions: how far the loss rises above the middle, on a logarithmic scale."""
    from plotly import graph_objects  # here, so that only who sees a surface pays for it

    point = say("landscape-point", x="%{x:.2f}", y="%{y:.2f}", loss="%{text}")
    figure = graph_objects.Figure(
        graph_objects.Surface(
            x=landscape.steps,
            y=landscape.steps,
            z=[[risen(loss, net.centre) for loss in row] for row in net.losses],
            surfacecolor=[[_place(loss) for loss in row] for row in net.losses],
            cmin=-0.5,
            cmax=len(COLOURS) - 0.5,
            colorscale=_stepped(COLOURS),
            showscale=False,
            text=np.array([[number(loss) for loss in row] for row in net.losses]),  # of lists it makes one string
            hovertemplate=f"{point}<extra></extra>",
            lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        )
    )
    ticks = (0, 1, 2, 5, 10, 20)
    figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": {"title": {"text": say("landscape-first.short")}, "nticks": 5},
            "yaxis": {"title": {"text": say("landscape-second.short")}, "nticks": 5},
            "zaxis": {
                "title": {"text": ""},  # a phone would cut it off; the caption says what the height is
                "range": [LOWEST_RISE, risen(HIGHEST, 0)],
                "tickvals": [risen(tick, 0) for tick in ticks],
                "ticktext": list(map(number, ticks)),
            },
            "camera": {"eye": EYE, "center": {"x": 0, "y": 0, "z": -0.12}},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.75},
        },
    )
    return figure


def risen(loss: float | None, centre: float | None) -> float | None:
    """The height of a surface: the logarithm of 1 + how far the loss lies above the middle; the highest are cut off."""
    if loss is None or centre is None:
        return None
    return round(math.log10(1 + min(max(loss - centre, -0.5), HIGHEST)), 4)


def clamped(loss: float | None) -> float:
    """The height at which a loss is drawn; what is no number lies at the top."""
    return HIGHEST if loss is None else min(max(loss, LOWEST), HIGHEST)


def _losses(series: list[Option], walks: Walks, *, along: str, chance_at: str) -> Option:
    """Curves of the loss on the common scale, with the loss of chance."""
    series[0]["markLine"] = {
        "silent": True,
        "symbol": "none",
        "data": [{"yAxis": round(CHANCE, 3)}],
        "lineStyle": {"type": "dotted", "width": 1.5, "color": GREY},
        "label": {"formatter": say("landscape-chance"), "position": chance_at, "color": GREY},
    }
    first, last = series[0]["data"][0][0], series[0]["data"][-1][0]
    return charts.base(
        series,
        x=charts.axis(along, min=first, max=last),
        y=charts.axis(kind="log", min=LOWEST, max=HIGHEST),
        legend=Legend(names(walks)),
        tooltip=charts.tip("%.3f"),
    )


def _line(twin: SmallNet, points: list[list[float]]) -> Option:
    """Plain nets are dashed with diamonds, residual ones solid with circles."""
    return {
        "type": "line",
        "name": small_nets.label(twin),
        "net": small_nets.spell(twin),
        "data": points,
        "lineStyle": {"type": small_nets.line_type(twin), "width": 2},
        "symbol": "diamond" if twin.plain else "circle",
        "symbolSize": 7 if twin.plain else 5,
    }


def _along(landscape: Landscape, net: Ground) -> list[list[float]]:
    """The points of a line."""
    return [[step, clamped(loss)] for step, loss in zip(landscape.steps, net.losses[0], strict=True)]


def _faint(line: Option) -> Option:
    """The same line behind the others."""
    style = line["lineStyle"] | {"width": 1, "opacity": 0.4}
    return line | {"lineStyle": style, "symbol": "none", "silent": True, "tooltip": {"show": False}, "z": 1}


def _bands() -> Option:
    """The scale of colours with the losses it stands for."""
    bounds: list[Option] = [{"lt": EDGES[0], "label": f"< {number(EDGES[0])}"}]
    bounds += [{"gte": low, "lt": high, "label": f"≥ {number(low)}"} for low, high in pairwise(EDGES)]
    bounds.append({"gte": EDGES[-1], "label": f"≥ {number(EDGES[-1])}"})
    pieces = [bound | {"color": colour} for bound, colour in zip(bounds, COLOURS, strict=True)]
    return {
        "type": "piecewise",
        "pieces": pieces,
        "dimension": 2,
        "seriesIndex": 0,
        "orient": "vertical",
        "left": MAP_LEFT + MAP_SIDE + 14,
        "top": MAP_TOP,
        "itemWidth": 14,
        "itemGap": 8,
        "align": "left",
    }


def _sides(length: int) -> Option:
    return {"width": length, "height": length}


def _place(loss: float | None) -> float | None:
    """Where a loss lies on the scale of colours; half numbers are its bounds."""
    if loss is None:
        return None
    bounds = np.log([LOWEST, *EDGES, HIGHEST])
    return round(float(np.interp(math.log(loss), bounds, np.arange(len(bounds)) - 0.5)), 3)


def _stepped(colours: Sequence[str]) -> list[tuple[float, str]]:
    """A scale of colours that jumps from one to the next."""
    count = len(colours)
    return [(place / count, colour) for at, colour in enumerate(colours) for place in (at, at + 1)]


def _ring(ring: Ring) -> str:
    return say("spread", mean=number(ring.mean), low=number(ring.low), high=number(ring.high))


def _distance(step: float) -> str:
    return numbers.measured(step, digits=3)
