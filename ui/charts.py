"""The drawings. ECharts with a key, so that a live curve moves without being rebuilt; colours come from the theme."""

import re
from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from ui import net_colours
from ui.curves import ACCURACY, LOSS, TEST, TRAIN, Figure, Metrics, alt, frame

Width = int | Literal["stretch"]

HEIGHT = 300
LINE_ICON = "path://M0,4 L28,4 L28,6 L0,6 Z"
"""A plain stroke in the legend, where ECharts would draw a symbol that the line does not have."""
LIGHT_TEXT = "#5E6468"
"""Streamlit's grey for charts falls short of AA on our paper; its white on our dark ground does not."""


def draw(option: dict[str, Any], *, key: str, alt: str, height: int = HEIGHT, width: Width = "stretch") -> None:
    """The chart, with what it shows in words: those of the sentence beside it may be given as they are."""
    st.echarts_chart(_dressed(option), height=height, width=width, key=key, alt=_spoken(alt))


def draw_pressable(
    option: dict[str, Any], *, key: str, alt: str, on_press: Callable[[int], None], height: int = HEIGHT
) -> None:
    """As `draw`; `on_press` is told the place of the point that was pressed, in a series with a `selectedMode`."""

    def pressed() -> None:
        places = [place for group in st.session_state[key]["selection"]["selected"] for place in group["data_indices"]]
        if places:
            on_press(places[0])

    st.echarts_chart(_dressed(option), height=height, key=key, alt=_spoken(alt), on_select=pressed)


def is_light() -> bool:
    """Whether the page is drawn in the light theme."""
    return bool(st.context.theme.type == "light")


def curves(metrics: Metrics, *, key: str, total_steps: int) -> None:
    """Loss and accuracy side by side, one below the other on a phone."""
    for column, figure in zip(st.columns(2), (LOSS, ACCURACY), strict=True):
        with column:
            st.markdown(f"**{figure.title}** :gray[· {figure.unit}]")
            draw(curve_option(metrics, figure, total_steps), key=f"{key}_{figure.key}", alt=alt(metrics, figure))


def curve_option(metrics: Metrics, figure: Figure, total_steps: int) -> dict[str, Any]:
    """The ECharts option of one figure. Training is a solid line, the test dashed with diamonds."""
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 36, "bottom": 24, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 28, "data": [{"name": TRAIN, "icon": LINE_ICON}, TEST]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.3f" if figure is LOSS else "%.1f"},
        "dataset": {"source": frame(metrics, figure)},
        "xAxis": {
            "type": "value",
            "name": "step",
            "nameLocation": "middle",
            "nameGap": 24,
            "min": 0,
            "max": total_steps or None,
        },
        "yAxis": {"type": "value", "min": 0, "max": 100 if figure is ACCURACY else None},
        "series": [
            _line(TRAIN) | {"symbol": "none", "lineStyle": {"width": 2}},
            _line(TEST) | {"symbol": "diamond", "symbolSize": 9, "lineStyle": {"width": 2, "type": "dashed"}},
        ],
    }


def confusion(matrix: list[list[int]], *, key: str) -> None:
    """True class against named class; the shade is the share of the true class."""
    draw(confusion_option(matrix), key=key, alt=f"Confusion matrix. {commonest_mistake(matrix)}", height=430)


def confusion_option(matrix: list[list[int]]) -> dict[str, Any]:
    """The ECharts option of a confusion matrix: rows are the true classes, the first on top."""
    shares = [[100 * count / max(1, sum(row)) for count in row] for row in matrix]
    cells = [[named, true, round(share)] for true, row in enumerate(shares) for named, share in enumerate(row)]
    return {
        "animation": False,
        "grid": {"left": 8, "right": 8, "top": 28, "bottom": 8, "containLabel": True},
        "tooltip": {"formatter": "{c}"},
        "xAxis": {
            "type": "category",
            "data": list(CLASS_NAMES),
            "position": "top",
            "axisLabel": {"rotate": 45},
        },
        "yAxis": {"type": "category", "data": list(CLASS_NAMES), "inverse": True},
        "visualMap": {"show": False, "min": 0, "max": 100},
        "series": [{"type": "heatmap", "data": cells, "label": {"show": True}}],
    }


def commonest_mistake(matrix: list[list[int]]) -> str:
    """The most frequent mistake in a sentence; also for those who do not see the matrix."""
    mistakes = [
        (count, true, named) for true, row in enumerate(matrix) for named, count in enumerate(row) if true != named
    ]
    count, true, named = max(mistakes)
    if count == 0:
        return "No picture was taken for anything else."
    return f"The most frequent mistake: {count} times **{CLASS_NAMES[true]}** was taken for **{CLASS_NAMES[named]}**."


def _line(name: str) -> dict[str, Any]:
    return {"type": "line", "name": name, "encode": {"x": "step", "y": name}, "connectNulls": True}


def _spoken(words: str) -> str:
    """Without the marks of emphasis, which would be read out; the star of `f*` is none."""
    return re.sub(r"(\*\*|(?<!\w)\*(?=\S))(.+?)\1", r"\2", words)


def _dressed(option: dict[str, Any]) -> dict[str, Any]:
    """The option in the colours of the theme that the page is drawn in."""
    return _legible(net_colours.painted(option, light=is_light()))


def _legible(option: dict[str, Any]) -> dict[str, Any]:
    """The option, its own words in a colour that can be read where the theme's cannot."""
    if not is_light():
        return option
    colour = {"color": LIGHT_TEXT}
    words = {
        "legend": ("textStyle",),
        "visualMap": ("textStyle",),
        "xAxis": ("axisLabel", "nameTextStyle"),
        "yAxis": ("axisLabel", "nameTextStyle"),
    }
    return option | {
        part: option[part] | {style: colour | option[part].get(style, {}) for style in styles}
        for part, styles in words.items()
        if part in option
    }
