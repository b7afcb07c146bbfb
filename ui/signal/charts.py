"""The charts of the page on the signal, as ECharts options; `ui/signal/readings.py` says them in words."""

from collections.abc import Sequence
from typing import Any

from ui import depth_charts
from ui.depth_charts import above_zero, line_of
from ui.signal.readings import Measure, Seen, likeness_points, points

ACROSS = "blocks passed"


def option(nets: Sequence[Seen], measure: Measure, *, log: bool) -> dict[str, Any]:
    """The measure after the stem and after every block."""
    lines = [
        line_of(
            seen.net,
            [(place, above_zero(value) if log else value) for place, value in points(seen.shown, measure)],
            trained=seen.trained,
        )
        for seen in nets
    ]
    return depth_charts.option(lines, across=ACROSS, log=log, marks=_marks(nets))


def likeness_option(nets: Sequence[Seen]) -> dict[str, Any]:
    """How alike different inputs are, after the stem and after every block."""
    lines = [line_of(seen.net, likeness_points(seen.shown), trained=seen.trained) for seen in nets]
    drawn = depth_charts.option(lines, across=ACROSS, log=False, marks=_marks(nets))
    drawn["yAxis"] |= {"max": 1}
    return drawn


def _marks(nets: Sequence[Seen]) -> dict[str, float]:
    return depth_charts.stage_starts([seen.net for seen in nets], layers=False)
