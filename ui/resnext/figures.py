"""The charts of the ResNeXt page as ECharts options: plain data, colours from the theme."""

from collections.abc import Sequence
from typing import Literal

from resnet_core.studies.block_timing.findings import Costs
from ui.charts import Legend, Option, axis, base, categories, tip
from ui.say import say

MARKS: dict[Literal["params", "macs", "time"], tuple[str, str]] = {
    "params": ("circle", "dotted"),
    "macs": ("diamond", "dashed"),
    "time": ("rect", "solid"),
}
"""Symbol and stroke of each cost."""


def costs(table: Sequence[Costs]) -> Option:
    """Parameters, multiply-adds and, once measured, time, each relative to one group."""
    one = table[0].totals
    series = [
        _line("params", [row.totals.params / one.params for row in table]),
        _line("macs", [row.totals.macs / one.macs for row in table]),
    ]
    times = [row.time.median for row in table if row.time is not None]
    if len(times) == len(table):
        series.append(_line("time", [time / times[0] for time in times]))
    return base(
        series,
        x=categories([str(row.split.cardinality) for row in table], say("resnext-costs.x")),
        y=axis(say("resnext-costs.y"), min=0, nameGap=38),
        legend=Legend([line["name"] for line in series]),
        tooltip=tip("%.2f"),
    )


def _line(cost: Literal["params", "macs", "time"], shares: Sequence[float]) -> Option:
    symbol, dash = MARKS[cost]
    return {
        "type": "line",
        "name": say(f"resnext-costs.{cost}"),
        "data": [round(share, 3) for share in shares],
        "symbol": symbol,
        "symbolSize": 9,
        "lineStyle": {"width": 2, "type": dash},
    }
