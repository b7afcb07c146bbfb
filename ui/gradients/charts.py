"""The charts of the page on gradients, as ECharts options; `ui/gradients/readings.py` says them in words."""

import math
from collections.abc import Sequence
from typing import Any

from resnet_core.probes.gradients import IN_TRAINING
from ui import depth_charts
from ui.depth_charts import Line, above_zero, line_of
from ui.gradients.readings import OUTPUTS, Course, Measure, points
from ui.gradients.sizes import ratio


def lines(courses: Sequence[Course], step: int, measure: Measure) -> list[Line]:
    """The chosen quantity by depth, a line a net."""
    return [
        line_of(course.net, [(place, above_zero(value)) for place, value in points(course.shown, step, measure)])
        for course in courses
    ]


def option(courses: Sequence[Course], step: int, measure: Measure) -> dict[str, Any]:
    """The chart of `lines`."""
    blocks = measure == OUTPUTS
    return depth_charts.option(
        lines(courses, step, measure),
        across="block" if blocks else "layer with weights, counted from the input",
        log=True,
        marks=depth_charts.stage_starts([course.net for course in courses], layers=not blocks),
    )


def ratio_lines(courses: Sequence[Course]) -> list[Line]:
    """The ratio of first to last block at each look, the geometric mean over the seeds."""
    return [
        line_of(course.net, [(place, _mean_ratio(course, step)) for place, step in enumerate(IN_TRAINING)])
        for course in courses
    ]


def ratio_option(courses: Sequence[Course]) -> dict[str, Any]:
    """The chart of `ratio_lines`, with a line where first and last block are even."""
    option = depth_charts.option(ratio_lines(courses), across="steps taken", log=True)
    del option["xAxis"]["min"], option["xAxis"]["max"]
    option["xAxis"] |= {"type": "category", "data": [str(step) for step in IN_TRAINING]}
    if option["series"]:
        option["series"][0]["markLine"] = {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"type": "dotted", "color": depth_charts.QUIET},
            "label": {"formatter": "even", "position": "insideStartBottom", "color": depth_charts.QUIET},
            "data": [{"yAxis": 1}],
        }
    return option


def _mean_ratio(course: Course, step: int) -> float | None:
    found = [ratio(each, step) for each in course.seeds]
    known = [each for each in found if each is not None]
    return math.exp(sum(map(math.log, known)) / len(known)) if len(known) == len(found) else None
