"""Charts of nets without convolutions: solid and cool with shortcuts, dashed and warm without, as on every page."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from resnet_core.analysis.curves import thin
from resnet_core.studies.elsewhere.findings import Runs, Without, by_layer, curve
from resnet_core.studies.elsewhere.question import OtherNet
from resnet_core.studies.race.findings import GUESSING, LEARNT
from ui.charts import Legend, Option, axis, base, tip
from ui.depth_charts import QUIET, above_zero
from ui.say import say

Measure = Literal["cosine", "gradient", "weights"]
POINTS = 50
HIGHEST = 3.0
SYMBOLS = {"pre": "circle", "post": "diamond"}
NEAR = 0.1
"""Losses this close to that of the net with shortcuts lie in the band of *the same*."""


class Guess(NamedTuple):
    """What was predicted of the net without shortcuts, and the final loss of the net with them."""

    guess: Without
    kept: float


def label(net: OtherNet) -> str:
    """What a net is called beside others of its kind and depth."""
    return say("after-net", norm=net.norm, shortcut=net.shortcut)


def loss_option(nets: Sequence[Runs], *, guess: Guess | None = None) -> Option:
    """Training loss over the steps, the mean over the seeds, with the loss of guessing and the learner's prediction."""
    series = [_curve(runs) for runs in nets]
    series[0]["markLine"] = _guessing()
    if guess is not None:
        series[0]["markArea"] = _predicted(guess)
    return base(
        series,
        x=axis(say("after-axis-step"), min=0, max="dataMax"),
        y=axis(say("after-axis-loss"), min=0, max=HIGHEST),
        legend=_legend(nets),
        tooltip=tip("%.2f"),
    )


def layer_option(nets: Sequence[Runs], measure: Measure) -> Option:
    """The measure behind every layer before any step, the mean over the seeds."""
    is_cosine = measure == "cosine"
    series = [_by_layer(runs, measure) for runs in nets]
    return base(
        series,
        x=axis(say("after-axis-layer"), min=1, max="dataMax"),
        y=axis(
            say(f"after-axis-{measure}"),
            kind="value" if is_cosine else "log",
            **({"min": 0, "max": 1} if is_cosine else {}),
        ),
        legend=_legend(nets),
        tooltip=tip("%.3g"),
    )


def _curve(runs: Runs) -> Option:
    losses = curve(runs)
    steps, values = thin(
        (np.arange(1, len(losses) + 1), np.array([np.nan if loss is None else loss for loss in losses])), points=POINTS
    )
    points = [
        [int(step), round(float(value), 3) if np.isfinite(value) else None]
        for step, value in zip(steps, values, strict=True)
    ]
    return _series(runs.net) | {"data": points, "symbol": "none"}


def _by_layer(runs: Runs, measure: Measure) -> Option:
    values = by_layer(runs, measure)
    shown = values if measure == "cosine" else [above_zero(value) for value in values]
    data = [[place, None if value is None else float(f"{value:.4g}")] for place, value in enumerate(shown, start=1)]
    return _series(runs.net) | {"data": data, "symbol": SYMBOLS[runs.net.norm], "symbolSize": 6}


def _series(net: OtherNet) -> Option:
    family = "residual" if net.shortcut else "plain"
    return {
        "type": "line",
        "name": label(net),
        "net": family if net.norm == "pre" else f"{family}-post",
        "lineStyle": {"width": 2.5, "type": "solid" if net.shortcut else "dashed"},
    }


def _legend(nets: Sequence[Runs]) -> Legend:
    return Legend([label(runs.net) for runs in nets], lines=len(nets), in_column=True)


def _guessing() -> Option:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": "dotted", "color": QUIET},
        "label": {"formatter": say("after-guessing"), "position": "insideEndTop", "fontSize": 12, "color": QUIET},
        "data": [{"yAxis": GUESSING}],
    }


def _predicted(guess: Guess) -> Option:
    learnt = LEARNT * GUESSING
    low, high = {
        "guesses": (learnt, 2 * GUESSING - learnt),
        "worse": (guess.kept + NEAR, learnt),
        "same": (guess.kept - NEAR, guess.kept + NEAR),
        "better": (0, guess.kept - NEAR),
    }[guess.guess]
    return {
        "silent": True,
        "itemStyle": {"color": QUIET, "opacity": 0.16},
        "label": {"show": True, "position": "insideLeft", "fontSize": 12, "color": QUIET},
        "data": [[{"name": say("after-predicted"), "yAxis": low}, {"yAxis": high}]],
    }
