"""The figures of the page of whole networks, as ECharts options."""

from collections.abc import Sequence

from resnet_core.analysis.layers import LayerRow
from resnet_core.analysis.network_findings import on_the_way
from resnet_core.analysis.stages import Part
from resnet_core.plan.nodes import Shape
from ui.charts import LIGHT_TEXT, Legend, Option, axis, base, categories, is_light, tip
from ui.say import say

COSTS = ("params", "macs", "activations")
LABELLED = 12
"""Per cent of a bar from which its part's name fits into it."""


def part_name(part: str) -> str:
    """What a part of the network is called."""
    return say("network-part", part=part)


def shares_option(parts: Sequence[Part]) -> Option:
    """One bar a cost, cut into the parts of the network, each as its share of the whole."""
    wholes = [sum(costs) or 1 for costs in zip(*map(_costs, parts), strict=True)]
    names = [part_name(part.name) for part in parts]
    series = [
        {
            "type": "bar",
            "name": name,
            "stack": "cost",
            "barWidth": 34,
            "labelLayout": {"hideOverlap": True},
            "itemStyle": {"borderColor": _ground(), "borderWidth": 1},
            "data": [_labelled(100 * cost / whole, name) for cost, whole in zip(_costs(part), wholes, strict=True)],
        }
        for part, name in zip(parts, names, strict=True)
    ]
    return base(
        series,
        x=axis(max=100, axisLabel={"formatter": "{value}%"}),
        y=categories([say(f"network-shares.{cost}") for cost in COSTS], inverse=True),
        legend=Legend(names, lines=2),
        tooltip=tip("%.1f%%", trigger="item"),
    )


def resolution_option(picture: Shape, parts: Sequence[Part]) -> Option:
    """Sides and channels of the maps after each part, on one axis where every line is four times the one below."""
    maps = [("input", picture), *((part.name, part.out_shape) for part in parts if part.name != "head")]
    square = picture[1] == picture[2]
    sides = {"side": 1} if square else {"height": 1, "width": 2}
    dashed = {"symbol": "diamond", "lineStyle": {"width": 2, "type": "dashed"}}
    series = [
        *(_marked(side) | {"data": [shape[place] for _, shape in maps]} for side, place in sides.items()),
        _marked("channels") | {"data": [shape[0] for _, shape in maps]} | dashed,
    ]
    return base(
        series,
        x=categories([part_name(name) for name, _ in maps], axisLabel={"interval": 0}),
        y=axis(kind="log", logBase=4, min=1),
        legend=Legend([line["name"] for line in series], lines=2),
        tooltip=tip(),
    )


def sight_option(table: Sequence[LayerRow], picture: Shape) -> Option:
    """The receptive field after each layer on the way, and the longer side of the picture as a line."""
    body = on_the_way(table)
    label = {"formatter": say("network-sight.picture"), "position": "insideEndTop"} | _ink()
    seen = {
        "type": "line",
        "name": say("network-sight.field"),
        "step": "end",
        "symbol": "none",
        "lineStyle": {"width": 2},
        "data": [row.receptive_field for row in body],
        "markLine": {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"type": "dashed"},
            "data": [{"yAxis": max(picture[1:]), "label": label}],
        },
    }
    paths = [row.path for row in body]
    bare = {"axisLabel": {"show": False}, "axisTick": {"show": False}}
    x = categories(paths, say("network-sight.layers"), nameGap=10, **bare)
    return base([seen], x=x, y=axis(), tooltip=tip())


def _costs(part: Part) -> tuple[int, int, int]:
    return part.params, part.macs, part.activation_bytes


def _labelled(share: float, name: str) -> Option:
    show = share >= LABELLED
    return {"value": round(share, 2), "label": {"show": show, "formatter": name, "color": _ground(), "fontSize": 11}}


def _marked(line: str) -> Option:
    return {
        "type": "line",
        "name": say(f"network-resolution.{line}"),
        "symbol": "circle",
        "symbolSize": 9,
        "label": {"show": True, "position": "top"} | _ink(),
        "lineStyle": {"width": 2},
    }


def _ground() -> str:
    """The colour of the page, for seams between bars and for words on them."""
    return "#FBF8F2" if is_light() else "#15191C"


def _ink() -> dict[str, str]:
    """The colour of words inside a figure, where the theme's does not do (see `ui.charts`)."""
    return {"color": LIGHT_TEXT} if is_light() else {}
