"""The charts of the page on gradients, as ECharts options."""

from collections.abc import Sequence
from typing import Any

from resnet_core.studies.gradients.findings import Measure, Runs, mean_ratio, points
from resnet_core.studies.gradients.question import IN_TRAINING
from ui import depth_charts
from ui.depth_charts import above_zero, line_of
from ui.say import say


def option(nets: Sequence[Runs], step: int, measure: Measure) -> dict[str, Any]:
    """The chosen quantity by depth, a line a net."""
    lines = [
        line_of(runs.net, [(place, above_zero(value)) for place, value in points(runs.shown, step, measure)])
        for runs in nets
    ]
    return depth_charts.option(
        lines,
        across=say("gradients-across", measure=measure),
        log=True,
        marks=depth_charts.stage_starts([runs.net for runs in nets], layers=measure != "outputs"),
    )


def ratio_option(nets: Sequence[Runs]) -> dict[str, Any]:
    """The ratio of first to last block at each look, with a line where both are even."""
    lines = [
        line_of(runs.net, [(place, mean_ratio(runs, step)) for place, step in enumerate(IN_TRAINING)]) for runs in nets
    ]
    option = depth_charts.option(lines, across=say("gradients-steps-taken"), log=True)
    del option["xAxis"]["min"], option["xAxis"]["max"]
    option["xAxis"] |= {"type": "category", "data": [str(step) for step in IN_TRAINING]}
    if option["series"]:
        option["series"][0]["markLine"] = {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"type": "dotted", "color": depth_charts.QUIET},
            "label": {
                "formatter": say("gradients-even"),
                "position": "insideStartBottom",
                "color": depth_charts.QUIET,
            },
            "data": [{"yAxis": 1}],
        }
    return option
