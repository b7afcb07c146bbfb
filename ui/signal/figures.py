"""The charts of the page on the signal, as ECharts options."""

from collections.abc import Sequence
from typing import Any

from resnet_core.studies.signal.findings import Measure, Runs, likeness_points, points
from ui import depth_charts
from ui.depth_charts import above_zero, line_of
from ui.say import say


def option(nets: Sequence[Runs], measure: Measure, *, log: bool) -> dict[str, Any]:
    """The measure after the stem and after every block."""
    lines = [
        line_of(
            runs.net,
            [(place, above_zero(value) if log else value) for place, value in points(runs.shown, measure)],
            trained=runs.trained,
        )
        for runs in nets
    ]
    return depth_charts.option(lines, across=say("signal-blocks-passed"), log=log, marks=_marks(nets))


def likeness_option(nets: Sequence[Runs]) -> dict[str, Any]:
    """How alike different inputs are, after the stem and after every block."""
    lines = [line_of(runs.net, likeness_points(runs.shown), trained=runs.trained) for runs in nets]
    option = depth_charts.option(lines, across=say("signal-blocks-passed"), log=False, marks=_marks(nets))
    option["yAxis"] |= {"max": 1}
    return option


def pair_option(nets: Sequence[Runs], guess: int | None) -> dict[str, Any]:
    """The likeness of a few nets, the line of that at place `guess` marked as the prediction."""
    option = likeness_option(nets)
    if guess is not None:
        label = {"show": True, "formatter": say("signal-predict.guessed"), "align": "right", "offset": [0, -12]}
        option["series"][guess] |= {"endLabel": label, "lineStyle": option["series"][guess]["lineStyle"] | {"width": 4}}
    return option


def _marks(nets: Sequence[Runs]) -> dict[str, float]:
    return depth_charts.stage_starts([runs.net for runs in nets], layers=False)
