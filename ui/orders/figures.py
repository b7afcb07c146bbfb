"""The curves of the race of the activation orders; a letter at its end and symbols of its own tell a line."""

import math
from collections.abc import Sequence

import numpy as np

from resnet_core.analysis.curves import Series, thin
from resnet_core.config import Order
from resnet_core.studies.orders.question import LETTERS
from resnet_core.studies.race.question import RaceQuestion
from resnet_core.training.progress import Metrics
from ui import small_nets
from ui.charts import Legend, Option, axis, base, tip
from ui.live import Moving
from ui.race.figures import HIGHEST, Line, live_curves, live_lines
from ui.say import say

POINTS = 30
HEIGHT = 400
ABOVE, BELOW = 44, 46
"""Pixels of the legend, and of the axis with its name."""
LETTER = 16
"""Pixels of a line's letter."""
SYMBOLS: dict[Order, str] = {
    "original": "circle",
    "norm_after_add": "triangle",
    "relu_before_add": "rect",
    "relu_only_pre": "diamond",
    "full_pre": "emptyCircle",
}


def option(lines: Sequence[Line], *, steps: int, guess: Order | None = None) -> Option:
    """Training loss over the steps: the median over the seeds with symbols, each seed faintly behind it.

    The line of the order that the learner guessed is the broadest.
    """
    top = _top(lines)
    series: list[Option] = []
    for line, lift in zip(lines, lifts([_last(line.middle) for line in lines], top=top), strict=True):
        series.append(_middle(line, lift, is_guessed=line.net.order == guess))
        if len(line.seeds) > 1:
            series += [_seed(line, seed) for seed in line.seeds]
    option = base(
        series,
        x=axis(say("race-axis-step"), min=0, max=steps),
        y=axis(min=0, max=top),
        legend=Legend([_name(line) for line in lines]),
        tooltip=tip("%.2f", trigger="item"),
    )
    option["grid"] |= {"right": 34 if guess is None else 96, "top": ABOVE}
    return option


def moving(question: RaceQuestion, metrics: Metrics) -> Moving:
    """The curves of a race that goes on."""
    lines = live_lines(question.nets, metrics)
    ends = [say("race-last", net=named(net.order), loss=f"{{line{place}}}") for place, net in enumerate(question.nets)]
    return Moving(
        option(lines, steps=question.steps),
        curves=[(curve,) for curve in live_curves(question.nets)],
        alt=alt(lines),
        told=say("orders-losses.alt", ends=ends),
        points=POINTS,
        cap=HIGHEST,
    )


def named(order: Order) -> str:
    """`(e) full pre-activation`."""
    return say(f"orders-name.{order}")


def lifts(ends: Sequence[float | None], *, top: float) -> list[int]:
    """Pixels by which each letter stands above the end of its line, so that no two cover each other."""
    pixels = (HEIGHT - ABOVE - BELOW) / top
    above, free = [0] * len(ends), -float(HEIGHT)
    for end, place in sorted((end, place) for place, end in enumerate(ends) if end is not None):
        at = max(end * pixels, free)
        above[place], free = round(at - end * pixels), at + LETTER
    return above


def alt(lines: Sequence[Line]) -> str:
    """The last values of all lines; that they are hidden where there are none yet."""
    if not lines:
        return say("orders-losses.hidden")
    ends = [say("race-last", net=named(line.net.order), loss=_last(line.middle)) for line in lines]
    return say("orders-losses.alt", ends=ends)


def _middle(line: Line, lift: int, *, is_guessed: bool) -> Option:
    order = line.net.order
    return _usual(line) | {
        "type": "line",
        "name": _name(line),
        "data": _points(line.middle),
        "symbol": SYMBOLS[order],
        "symbolSize": 8,
        "lineStyle": {"width": 6 if is_guessed else 2.5},
        "endLabel": {
            "show": True,
            "formatter": say("orders-guessed", name=_name(line)) if is_guessed else _name(line),
            "color": "inherit",
            "fontWeight": "bold",
            "offset": [0, -lift],
        },
        "z": 3,
    }


def _seed(line: Line, seed: Series) -> Option:
    return _usual(line) | {
        "type": "line",
        "name": _name(line),
        "data": _points(seed),
        "showSymbol": False,
        "silent": True,
        "lineStyle": {"width": 1, "opacity": 0.35},
        "z": 2,
    }


def _usual(line: Line) -> dict[str, str]:
    """The original order is the residual net of the other pages, and has its colour."""
    order = line.net.order
    return {"net": small_nets.spell(line.net)} if order == "original" else {"means": order}


def _name(line: Line) -> str:
    """The letter alone: five whole names would fill a phone."""
    return f"({LETTERS[line.net.order]})"


def _points(series: Series) -> list[list[float | None]]:
    """Means of neighbouring steps, so that single batches do not hide the course."""
    steps, values = thin(series, points=POINTS)
    return [
        [round(float(step), 1), round(float(value), 3) if np.isfinite(value) else None]
        for step, value in zip(steps, values, strict=True)
    ]


def _top(lines: Sequence[Line]) -> float:
    """A whole number above all points; losses above `HIGHEST` leave the picture."""
    points = [point for line in lines for seed in line.seeds for point in _points(seed)]
    return min(HIGHEST, math.ceil(max((loss for _, loss in points if loss is not None), default=1.0)))


def _last(series: Series) -> float | None:
    points = _points(series)
    return points[-1][1] if points else None
