"""The drawings. ECharts with a key, so that a live curve moves without being rebuilt; colours come from the theme."""

from typing import Any

import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from ui.curves import ACCURACY, LOSS, TEST, TRAIN, Figure, Metrics, alt, frame

HEIGHT = 300
LINE_ICON = "path://M0,4 L28,4 L28,6 L0,6 Z"
"""A plain stroke in the legend, where ECharts would draw a symbol that the line does not have."""
LIGHT_TEXT = "#5E6468"
"""Streamlit's grey for charts falls short of AA on our paper; its white on our dark ground does not."""


def curves(metrics: Metrics, *, key: str, total_steps: int) -> None:
    """Loss and accuracy side by side, one below the other on a phone."""
    for column, figure in zip(st.columns(2), (LOSS, ACCURACY), strict=True):
        with column:
            st.markdown(f"**{figure.title}** :gray[· {figure.unit}]")
            st.echarts_chart(
                curve_option(metrics, figure, total_steps),
                height=HEIGHT,
                key=f"{key}_{figure.key}",
                alt=alt(metrics, figure),
            )


def curve_option(metrics: Metrics, figure: Figure, total_steps: int) -> dict[str, Any]:
    """The ECharts option of one figure. Training is a solid line, the test dashed with diamonds."""
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 36, "bottom": 24, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 28, "data": [{"name": TRAIN, "icon": LINE_ICON}, TEST]}
        | {"textStyle": _colour()},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.3f" if figure is LOSS else "%.1f"},
        "dataset": {"source": frame(metrics, figure)},
        "xAxis": {
            "type": "value",
            "name": "step",
            "nameLocation": "middle",
            "nameGap": 24,
            "min": 0,
            "max": total_steps or None,
        }
        | {"axisLabel": _colour(), "nameTextStyle": _colour()},
        "yAxis": {"type": "value", "min": 0, "max": 100 if figure is ACCURACY else None}
        | {"axisLabel": _colour(), "nameTextStyle": _colour()},
        "series": [
            _line(TRAIN) | {"symbol": "none", "lineStyle": {"width": 2}},
            _line(TEST) | {"symbol": "diamond", "symbolSize": 9, "lineStyle": {"width": 2, "type": "dashed"}},
        ],
    }


def confusion(matrix: list[list[int]], *, key: str) -> None:
    """True class against named class; the shade is the share of the true class."""
    st.echarts_chart(confusion_option(matrix), height=430, key=key, alt=confusion_alt(matrix))


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
            "axisLabel": {"rotate": 45} | _colour(),
        },
        "yAxis": {"type": "category", "data": list(CLASS_NAMES), "inverse": True, "axisLabel": _colour()},
        "visualMap": {"show": False, "min": 0, "max": 100},
        "series": [{"type": "heatmap", "data": cells, "label": {"show": True}}],
    }


def confusion_alt(matrix: list[list[int]]) -> str:
    """The most frequent mistake, for those who do not see the matrix."""
    mistakes = [
        (count, true, named) for true, row in enumerate(matrix) for named, count in enumerate(row) if true != named
    ]
    count, true, named = max(mistakes)
    return (
        f"Confusion matrix; the most frequent mistake: {count} times {CLASS_NAMES[true]} taken for {CLASS_NAMES[named]}"
    )


def _line(name: str) -> dict[str, Any]:
    return {"type": "line", "name": name, "encode": {"x": "step", "y": name}, "connectNulls": True}


def _colour() -> dict[str, str]:
    """The colour of a chart's own words, where the theme's does not do."""
    return {"color": LIGHT_TEXT} if st.context.theme.type == "light" else {}
