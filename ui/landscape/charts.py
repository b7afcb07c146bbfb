"""The pictures of landscapes: heat maps and curves as ECharts options, surfaces as Plotly figures.

All of them read a loss off one scale, so the same colour and the same height mean the same loss in every picture.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from resnet_core.probes.landscape import Ground, Landscape
from ui.landscape.readings import Walks, number

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
GREY = "#7d8488"
"""Read on paper and on the dark ground."""
EYE = {"x": 1.25, "y": -1.45, "z": 0.85}
"""From where a surface is seen first."""


def map_option(walk: Landscape, net: Ground) -> dict[str, Any]:
    """The landscape from above, in bands of colour; the net itself stands in the middle."""
    labels = [f"{step:g}" for step in walk.steps]
    quarters = {"axisLabel": {"interval": len(labels) // 4 - 1}}
    cells = [
        {"value": [column, row, loss], "name": f"{labels[column]}, {labels[row]}: loss {number(loss)}"}
        for row, losses in enumerate(net.losses)
        for column, loss in enumerate(losses)
        if loss is not None
    ]
    middle = len(labels) // 2
    return {
        "animation": False,
        "grid": {"left": 22, "right": 70, "top": 8, "bottom": 26, "containLabel": True},
        "tooltip": {"formatter": "{b}"},
        "xAxis": {"type": "category", "data": labels} | quarters | _axis_name("along the first direction"),
        "yAxis": {"type": "category", "data": labels} | quarters | _axis_name("along the second direction", gap=44),
        "visualMap": _bands(),
        "series": [
            {"type": "heatmap", "data": cells},
            {
                "type": "scatter",
                "data": [[middle, middle]],
                "symbol": "circle",
                "symbolSize": 8,
                "itemStyle": {"color": "#ffffff", "borderColor": "#000000", "borderWidth": 1.5},
                "silent": True,
            },
        ],
    }


def profile_option(walks: Walks) -> dict[str, Any]:
    """Mean loss by distance from the centre, with the loss of chance."""
    curves = {
        name: [[0.0, clamped(net.centre)], *([ring.distance, clamped(ring.mean)] for ring in net.rings)]
        for name, net in walks.shown
    }
    series = [_line(name, points, plain=place == 1) for place, (name, points) in enumerate(curves.items())]
    return _losses(series, walks.names, along="distance from the net as it was trained", chance_at="insideStartTop")


def lines_option(walks: Walks) -> dict[str, Any]:
    """The loss along one direction: the walk that is shown strong, those with other seeds faint."""
    shown, *others = [
        [
            _line(name, _along(walk, net), plain=place == 1)
            for place, (name, net) in enumerate(zip(walks.names, walk.nets, strict=True))
        ]
        for walk in walks.found
    ]
    faint = [_faint(line) for lines in others for line in lines]
    return _losses([*shown, *faint], walks.names, along="along the direction", chance_at="insideMiddleTop")


def surface(walk: Landscape, net: Ground) -> "Figure":
    """The landscape in three dimensions; the height is the logarithm of the loss."""
    from plotly import graph_objects  # here, so that only who sees a surface pays for it

    figure = graph_objects.Figure(
        graph_objects.Surface(
            x=walk.steps,
            y=walk.steps,
            z=[[None if loss is None else round(math.log10(clamped(loss)), 4) for loss in row] for row in net.losses],
            surfacecolor=[[_place(loss) for loss in row] for row in net.losses],
            cmin=-0.5,
            cmax=len(COLOURS) - 0.5,
            colorscale=_stepped(COLOURS),
            showscale=False,
            text=np.array([[number(loss) for loss in row] for row in net.losses]),  # of lists it makes one string
            hovertemplate="%{x:.2f}, %{y:.2f}: loss %{text}<extra></extra>",
            lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        )
    )
    ticks = (0.25, 0.5, 1.0, 2.3, 5.0, 10.0, 20.0)
    figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": {"title": {"text": "first"}, "nticks": 5},
            "yaxis": {"title": {"text": "second"}, "nticks": 5},
            "zaxis": {
                "title": {"text": "loss"},
                "range": [math.log10(LOWEST), math.log10(HIGHEST)],
                "tickvals": [math.log10(tick) for tick in ticks],
                "ticktext": [f"{tick:g}" for tick in ticks],
            },
            "camera": {"eye": EYE, "center": {"x": 0, "y": 0, "z": -0.12}},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.75},
        },
    )
    return figure


def clamped(loss: float | None) -> float:
    """The height at which a loss is drawn; what is no number lies at the top."""
    return HIGHEST if loss is None else min(max(loss, LOWEST), HIGHEST)


def _losses(series: list[dict[str, Any]], names: Sequence[str], *, along: str, chance_at: str) -> dict[str, Any]:
    """Curves of the loss on the common scale, with the loss of chance."""
    series[0]["markLine"] = {
        "silent": True,
        "symbol": "none",
        "data": [{"yAxis": round(CHANCE, 3)}],
        "lineStyle": {"type": "dotted", "width": 1.5, "color": GREY},
        "label": {"formatter": "chance", "position": chance_at, "color": GREY},
    }
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 40, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 34, "data": list(names)},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.3f"},
        "xAxis": {"type": "value", "min": series[0]["data"][0][0], "max": series[0]["data"][-1][0]} | _axis_name(along),
        "yAxis": {"type": "log", "min": LOWEST, "max": HIGHEST},
        "series": series,
    }


def _line(name: str, points: list[list[float]], *, plain: bool) -> dict[str, Any]:
    """Plain nets are dashed with diamonds, residual ones solid with circles."""
    look = {"type": "dashed" if plain else "solid", "width": 2}
    symbol = {"symbol": "diamond" if plain else "circle", "symbolSize": 7 if plain else 5}
    return {"type": "line", "name": name, "data": points, "lineStyle": look, **symbol}


def _along(walk: Landscape, net: Ground) -> list[list[float]]:
    """The points of a line."""
    return [[step, clamped(loss)] for step, loss in zip(walk.steps, net.losses[0], strict=True)]


def _faint(line: dict[str, Any]) -> dict[str, Any]:
    """The same line behind the others."""
    style = line["lineStyle"] | {"width": 1, "opacity": 0.4}
    return line | {"lineStyle": style, "symbol": "none", "silent": True, "tooltip": {"show": False}, "z": 1}


def _bands() -> dict[str, Any]:
    """The scale of colours with the losses it stands for."""
    bounds: list[dict[str, Any]] = [{"lt": EDGES[0], "label": f"< {EDGES[0]:g}"}]
    bounds += [{"gte": low, "lt": high, "label": f"≥ {low:g}"} for low, high in pairwise(EDGES)]
    bounds.append({"gte": EDGES[-1], "label": f"≥ {EDGES[-1]:g}"})
    pieces = [bound | {"color": colour} for bound, colour in zip(bounds, COLOURS, strict=True)]
    return {
        "type": "piecewise",
        "pieces": pieces,
        "dimension": 2,
        "seriesIndex": 0,
        "orient": "vertical",
        "right": 0,
        "top": "middle",
        "itemWidth": 14,
        "itemGap": 8,
        "align": "left",
    }


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


def _axis_name(name: str, *, gap: int = 26) -> dict[str, Any]:
    return {"name": name, "nameLocation": "middle", "nameGap": gap}
