"""What goes on now, moved in the browser by events: no script runs while only numbers change.

A figure here is drawn by Python from the present state, as any other, and then follows a *topic* of the server's
(`/live/run/<id>`): the browser listens, and asks for a script run once the topic's `marks` say that more than numbers
has changed. Where nothing can be heard (the pages served without app.py, a proxy that holds events back) the browser
says so, and what stands in `fragment` runs again every second, with the same figures.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec

import streamlit as st

from resnet_core.analysis.curves import POINTS
from resnet_core.training.progress import Metrics
from ui import chart_table, charts, net_colours, projector
from ui.charts import HEIGHT, Option
from ui.say import say
from ui.sketch import chosen, gaps, sketch

P = ParamSpec("P")

POLL_SECONDS = 1.0
PHASES = ("phase-training", "phase-testing", "phase-saving-results")
"""What a training does, one after the other; other phases come with another mark."""
TILES = ("accuracy", "loss", "speed", "left")
_UNHEARD = "_live_unheard"
"""Session state: this browser hears no events."""
_ALONE = "alone"
_SHOW = sketch("live", Path(__file__).parent)


class Going(NamedTuple):
    """A run under way, as a figure of its curves takes it."""

    topic: str
    state: Mapping[str, Any]
    metrics: Metrics


class Moving(NamedTuple):
    """A chart that moves while its run goes on."""

    chart: Option
    """As ECharts would draw it now: names, dashes, symbols and colours of its lines are taken from there."""
    curves: Sequence[tuple[str, ...]]
    """Of the topic, for each line in turn: its curve, or two of which the second is taken from the first."""
    alt: str
    """What it shows now."""
    told: str
    """The same with gaps, `{line0}`, `{line1}`, ..., for the last value of each line."""
    points: int = POINTS
    """Of a line, at most: each is the mean of neighbours."""
    cap: float | None = None
    """Values beyond leave the picture."""
    is_share: bool = False


def fragment(draw: Callable[P, None], *, seconds: float = POLL_SECONDS) -> Callable[P, None]:
    """`draw` as a part of the page that runs again: when a topic asks, or after so many seconds where none is heard."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        every = seconds if st.session_state.get(_UNHEARD) else None
        st.fragment(draw, run_every=every)(*args, **kwargs)

    return drawn


def follow(topic: str, marks: str) -> None:
    """Lets the script, or the fragment that this stands in, run again once the topic's marks are no longer these."""
    key = f"live_{topic}"
    if chosen(key) == _ALONE and not st.session_state.get(_UNHEARD):
        st.session_state[_UNHEARD] = True
        st.rerun()
    told = {"part": "follow", "url": _url(topic), "marks": marks}
    _SHOW(key=key, alt="", words={}, data=told, on_chosen=_nothing)


def bar(topic: str, state: Mapping[str, Any], *, status: str, template: str) -> None:
    """How far the run is, and what it does now: `status` as the script says it, or once it moves the `template`."""
    words = {"now": status, "template": template, "phases": {phase: say(phase) for phase in PHASES}}
    _SHOW(key=f"bar_{topic}", alt=say("live-bar"), words=words, data=_told("bar", topic, state))


def tiles(topic: str, state: Mapping[str, Any]) -> None:
    """The four numbers of a training: accuracy, loss, speed and the time left."""
    words = {
        tile: {
            "label": say(f"train-tile-{tile}"),
            "value": say(f"train-tile-{tile}.value", value="{value}"),
            "none": say(f"train-tile-{tile}.value", value=None),
        }
        for tile in TILES
    }
    _SHOW(key=f"tiles_{topic}", alt=say("live-tiles"), words=words, data=_told("tiles", topic, state))


def curve(going: Going, moving: Moving, *, name: str, height: int = HEIGHT) -> None:
    """Draws the chart over the steps, of which a part is looked at closely by dragging across, and its table."""
    painted = net_colours.painted(moving.chart, light=charts.is_light())["series"]
    words = {
        "alt": moving.told,
        "lines": [line["name"] for line in painted],
        "step": moving.chart["xAxis"]["name"],
        "whole": say("live-whole"),
        "at": say("live-at", **gaps("step")),
        "keys": say("live-keys"),
    }
    own = {"points": moving.points, "cap": moving.cap, "is_share": moving.is_share, "height": projector.scaled(height)}
    lines = [_line(*each, place) for place, each in enumerate(zip(painted, moving.curves, strict=True))]
    data = _told("curve", going.topic, going.state) | own | {"lines": lines}
    key = f"curve_{name}_{going.topic}"
    with st.container(gap=None):
        _SHOW(key=key, alt=moving.alt, words=words, data=data)
        chart_table.draw(moving.chart, key=f"{key}_table", alt=moving.alt)


def _line(drawn: Option, curves: tuple[str, ...], place: int) -> dict[str, Any]:
    """A line of the chart as the script draws it; `place` is its own in the theme's palette."""
    return {
        "curves": curves,
        "place": place,
        "colour": next(iter(drawn.get("color", ())), None),
        "dash": drawn["lineStyle"].get("type", "solid"),
        "symbol": drawn["symbol"] if drawn.get("symbol", "none") != "none" else None,
        "end": "endLabel" in drawn,
    }


def _told(part: str, topic: str, state: Mapping[str, Any]) -> dict[str, Any]:
    return {"part": part, "url": _url(topic), "state": dict(state)}


def _url(topic: str) -> str:
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/live/{topic}" if base else f"/live/{topic}"


def _nothing() -> None:
    """The rerun itself is what is wanted."""
