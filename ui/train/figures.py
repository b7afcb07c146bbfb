"""The drawings of a training: its curves, and what its test took for what."""

from collections.abc import Iterator, Sequence

import streamlit as st

from resnet_core.analysis.curves import Point
from resnet_core.training.progress import Metrics, commonest_mistake
from ui import live
from ui.charts import HEIGHT, LINE_ICON, Legend, Option, axis, base, categories, draw, tip
from ui.curves import ACCURACY, LOSS, Figure, alt, points
from ui.live import Going, Moving
from ui.say import say
from ui.words import class_name, class_names

STACKED = 200
"""Pixels of each of two curves that stand above each other."""


def curves(metrics: Metrics, *, key: str, total_steps: int, stacked: bool = False) -> None:
    """Loss and accuracy of a training that is over."""
    for figure, height in _beside(stacked):
        option = curve_option(metrics, figure, total_steps)
        draw(option, key=f"{key}_{figure.key}", alt=alt(metrics, figure), height=height)


def live_curves(going: Going, *, stacked: bool = False) -> None:
    """Loss and accuracy of a training that goes on: they begin with its state now, and follow it."""
    for figure, height in _beside(stacked):
        moving = Moving(
            curve_option(going.metrics, figure, going.state["steps"]),
            curves=((figure.train,), (figure.test,)),
            alt=alt(going.metrics, figure),
            told=say(f"curves-{figure.key}.alt", train="{line0}", test="{line1}"),
            is_share=figure is ACCURACY,
        )
        live.curve(going, moving, name=figure.key, height=height)


def _beside(stacked: bool) -> Iterator[tuple[Figure, int]]:
    """Two figures and their heights, side by side; one below the other on a phone and where they are `stacked`."""
    places = [st.container(), st.container()] if stacked else st.columns(2)
    for place, figure in zip(places, (LOSS, ACCURACY), strict=True):
        with place:
            st.markdown(figure.title)
            yield figure, STACKED if stacked else HEIGHT


def curve_option(metrics: Metrics, figure: Figure, total_steps: int) -> Option:
    """The ECharts option of one figure. Training is a solid line, the test dashed with diamonds."""
    train, test = say("curves-training"), say("curves-test")
    return base(
        [
            _line(train, points(metrics, figure.train, figure)) | {"symbol": "none", "lineStyle": {"width": 2}},
            _line(test, points(metrics, figure.test, figure))
            | {"symbol": "diamond", "symbolSize": 9, "lineStyle": {"width": 2, "type": "dashed"}},
        ],
        x=axis(say("curves-step"), min=0, max=total_steps or None),
        y=axis(min=0, max=100 if figure is ACCURACY else None),
        legend=Legend(({"name": train, "icon": LINE_ICON}, test)),
        tooltip=tip("%.3f" if figure is LOSS else "%.1f"),
    )


def confusion(matrix: Sequence[Sequence[int]], *, key: str) -> None:
    """True class against named class; the shade is the share of the true class."""
    draw(confusion_option(matrix), key=key, alt=_mistake("confusion-mistake.alt", matrix), height=430)
    st.markdown(_mistake("confusion-mistake", matrix))


def confusion_option(matrix: Sequence[Sequence[int]]) -> Option:
    """The ECharts option of a confusion matrix: rows are the true classes, the first on top."""
    shares = [[100 * count / max(1, sum(row)) for count in row] for row in matrix]
    cells = [[named, true, round(share)] for true, row in enumerate(shares) for named, share in enumerate(row)]
    option = base(
        [{"type": "heatmap", "data": cells, "label": {"show": True}}],
        x=categories(class_names(), position="top", axisLabel={"rotate": 45}),
        y=categories(class_names(), inverse=True),
        tooltip={"formatter": "{c}"},
    )
    return option | {"visualMap": {"show": False, "min": 0, "max": 100}}


def _mistake(message: str, matrix: Sequence[Sequence[int]]) -> str:
    """The most frequent mistake in a sentence; also for those who do not see the matrix."""
    mistake = commonest_mistake(matrix)
    if mistake is None:
        return say(message, count=None, true="", named="")
    return say(message, count=mistake.pictures, true=class_name(mistake.true), named=class_name(mistake.named))


def _line(name: str, data: Sequence[Point]) -> Option:
    return {"type": "line", "name": name, "data": list(data)}
