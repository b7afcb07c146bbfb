"""The figures of the page of whole networks, as ECharts options; `ui/network/readings.py` says them in words."""

from collections.abc import Sequence
from typing import Any

from resnet_core.analysis.layers import LayerRow
from resnet_core.analysis.stages import Part
from resnet_core.plan.nodes import Shape
from ui.charts import LIGHT_TEXT, is_light
from ui.network.readings import on_the_way

COSTS = ("parameters", "multiply-adds", "activation memory")
LABELLED = 12
"""Per cent of a bar from which its part's name fits into it."""


def shares_option(parts: Sequence[Part]) -> dict[str, Any]:
    """One bar a cost, cut into the parts of the network, each as its share of the whole."""
    wholes = [sum(costs) or 1 for costs in zip(*map(_costs, parts), strict=True)]
    return {
        "animation": False,
        "grid": {"left": 4, "right": 20, "top": 60, "bottom": 4, "containLabel": True},
        "legend": {"top": 0, "left": 0},
        "tooltip": {"trigger": "item", "valueFormatter": "%.1f%%"},
        "xAxis": {"type": "value", "max": 100, "axisLabel": {"formatter": "{value}%"}},
        "yAxis": {"type": "category", "data": list(COSTS), "inverse": True},
        "series": [
            {
                "type": "bar",
                "name": part.name,
                "stack": "cost",
                "barWidth": 34,
                "labelLayout": {"hideOverlap": True},
                "itemStyle": {"borderColor": _ground(), "borderWidth": 1},
                "data": [
                    _labelled(100 * cost / whole, part.name) for cost, whole in zip(_costs(part), wholes, strict=True)
                ],
            }
            for part in parts
        ],
    }


def resolution_option(picture: Shape, parts: Sequence[Part]) -> dict[str, Any]:
    """Sides and channels of the maps after each part, on one axis where every line is four times the one below."""
    maps = [("input", picture), *((part.name, part.out_shape) for part in parts if part.name != "head")]
    square = picture[1] == picture[2]
    sides = {"side, pixels": 1} if square else {"height, pixels": 1, "width, pixels": 2}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 20, "top": 44, "bottom": 8, "containLabel": True},
        "legend": {"top": 0, "left": 0},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [name for name, _ in maps], "axisLabel": {"interval": 0}},
        "yAxis": {"type": "log", "logBase": 4, "min": 1},
        "series": [
            *(_marked(name) | {"data": [shape[axis] for _, shape in maps]} for name, axis in sides.items()),
            _marked("channels")
            | {
                "data": [shape[0] for _, shape in maps],
                "symbol": "diamond",
                "lineStyle": {"width": 2, "type": "dashed"},
            },
        ],
    }


def sight_option(table: Sequence[LayerRow], picture: Shape) -> dict[str, Any]:
    """The receptive field after each layer on the way, and the longer side of the picture as a line."""
    body = on_the_way(table)
    edge = {"yAxis": max(picture[1:]), "label": {"formatter": "the picture", "position": "insideEndTop"} | _ink()}
    return {
        "animation": False,
        "grid": {"left": 4, "right": 20, "top": 16, "bottom": 26, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            "type": "category",
            "data": [row.path for row in body],
            "name": "layers in order",
            "nameLocation": "middle",
            "nameGap": 10,
            "axisLabel": {"show": False},
            "axisTick": {"show": False},
        },
        "yAxis": {"type": "value", "name": ""},
        "series": [
            {
                "type": "line",
                "name": "receptive field, pixels",
                "step": "end",
                "symbol": "none",
                "lineStyle": {"width": 2},
                "data": [row.receptive_field for row in body],
                "markLine": {"silent": True, "symbol": "none", "lineStyle": {"type": "dashed"}, "data": [edge]},
            }
        ],
    }


def _costs(part: Part) -> tuple[int, int, int]:
    return part.params, part.macs, part.activation_bytes


def _labelled(share: float, name: str) -> dict[str, Any]:
    show = share >= LABELLED
    return {"value": round(share, 2), "label": {"show": show, "formatter": name, "color": _ground(), "fontSize": 11}}


def _marked(name: str) -> dict[str, Any]:
    label = {"show": True, "position": "top"} | _ink()
    return {
        "type": "line",
        "name": name,
        "symbol": "circle",
        "symbolSize": 9,
        "label": label,
        "lineStyle": {"width": 2},
    }


def _ground() -> str:
    """The colour of the page, for seams between bars and for words on them."""
    return "#FBF8F2" if is_light() else "#15191C"


def _ink() -> dict[str, str]:
    """The colour of words inside a figure, where the theme's does not do (see `ui.charts`)."""
    return {"color": LIGHT_TEXT} if is_light() else {}
