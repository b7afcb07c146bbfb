"""The charts of the ResNeXt page as ECharts options: plain data, colours from the theme."""

from collections.abc import Sequence
from typing import Any

from resnet_core.analysis.grouping import Split
from ui.resnext.words import Costs

CONNECTED = "#2F8792"
"""Fixed, since ECharts makes an area's theme colour too faint for a small square; 3.9:1 or more on both grounds."""
AXIS_NAME = {"nameLocation": "middle", "nameTextStyle": {"fontWeight": "bold"}}


def matrix_option(split: Split) -> dict[str, Any]:
    """Which input channel reaches which output channel: one square on the diagonal for each group."""
    d, width = split.group_width, split.width
    squares = [[{"coord": [i * d, i * d]}, {"coord": [(i + 1) * d, (i + 1) * d]}] for i in range(split.cardinality)]
    axis = {"type": "value", "min": 0, "max": width, "interval": max(1, width // 4), "splitLine": {"show": True}}
    return {
        "animation": False,
        "grid": {"left": 26, "right": 14, "top": 10, "bottom": 26, "containLabel": True},
        "xAxis": {**axis, **AXIS_NAME, "name": "input channel", "nameGap": 26},
        "yAxis": {**axis, **AXIS_NAME, "name": "output channel", "nameGap": 34, "inverse": True},
        "series": [
            {
                "type": "scatter",
                "data": [],
                "markArea": {"silent": True, "itemStyle": {"color": CONNECTED}, "data": squares},
            }
        ],
    }


def width_option(splits: Sequence[Split], chosen: Split) -> dict[str, Any]:
    """How wide the middle becomes at equal weights; the chosen split as a diamond."""
    return {
        "animation": False,
        "grid": {"left": 26, "right": 20, "top": 14, "bottom": 26, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            **AXIS_NAME,
            "type": "category",
            "data": [str(split.cardinality) for split in splits],
            "name": "paths C",
            "nameGap": 26,
        },
        "yAxis": {**AXIS_NAME, "type": "value", "min": 0, "name": "channels C × d", "nameGap": 38},
        "series": [
            {"type": "line", "name": "C × d", "symbolSize": 6, "data": [split.width for split in splits]},
            {
                "type": "scatter",
                "name": "chosen",
                "symbol": "diamond",
                "symbolSize": 18,
                "data": [[str(chosen.cardinality), chosen.width]],
                "tooltip": {"show": False},
            },
        ],
    }


def costs_option(costs: Sequence[Costs]) -> dict[str, Any]:
    """Parameters, multiply-adds and, once measured, time, each relative to one group."""
    one = costs[0]
    series = [
        _line("parameters", [each.totals.params / one.totals.params for each in costs], symbol="circle", dash="dotted"),
        _line("multiply-adds", [each.totals.macs / one.totals.macs for each in costs], symbol="diamond", dash="dashed"),
    ]
    times = [each.time.median for each in costs if each.time is not None]
    if len(times) == len(costs):
        series.append(_line("measured time", [time / times[0] for time in times], symbol="rect", dash="solid"))
    return {
        "animation": False,
        "grid": {"left": 26, "right": 20, "top": 40, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 34},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.2f"},
        "xAxis": {
            **AXIS_NAME,
            "type": "category",
            "data": [str(each.split.cardinality) for each in costs],
            "name": "groups C",
            "nameGap": 26,
        },
        "yAxis": {**AXIS_NAME, "type": "value", "min": 0, "name": "relative to one group", "nameGap": 38},
        "series": series,
    }


def _line(name: str, shares: Sequence[float], *, symbol: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "data": [round(share, 3) for share in shares],
        "symbol": symbol,
        "symbolSize": 9,
        "lineStyle": {"width": 2, "type": dash},
    }
