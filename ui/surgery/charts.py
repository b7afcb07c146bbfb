"""The figures of the page on surgery, as ECharts options; `ui/surgery/readings.py` says them in words."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from resnet_core.data.files import CLASS_NAMES
from resnet_core.probes.surgery import Place
from ui import depth_charts
from ui.charts import LIGHT_TEXT, is_light
from ui.surgery.readings import CHANCE, Case, Fall, Turn

LIGHT_SIDES = ("#E5B48E", "#FBF8F2", "#9FC6C8")
DARK_SIDES = ("#8A5630", "#15191C", "#2B5F69")
"""Fewer, as many, more; pale enough for the numbers on them."""
MOST_LABELS = 14
"""Blocks up to which each has its number at the axis."""


def in_turn_option(turns: Sequence[Turn], within: float) -> dict[str, Any]:
    """The accuracy with each block edited in turn; triangles where the block changes the shape.

    Behind what fresh statistics leave stands, faintly, what stored ones do.
    """
    case, whole = turns[0].case, turns[0].found
    count = len(whole.lesions)
    series = [_curve(turn) for turn in turns]
    series += [_behind(_curve(turn._replace(statistics="stored"))) for turn in turns if turn.statistics == "fresh"]
    series[0]["markArea"] = _stages(case.blocks)
    series[0]["markLine"] = _levels(
        {f"{case.name}, intact": 100 * whole.accuracy},
        below={f"{within:g} points below": 100 * whole.accuracy - within, "guessing": 100 * CHANCE},
    )
    numbers = list(range(1, count + 1, 1 if count <= MOST_LABELS else 3))
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 58, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 34, "data": [turn.case.name for turn in turns]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.1f%%"},
        "xAxis": {
            "type": "value",
            "name": "block",
            "nameLocation": "middle",
            "nameGap": 26,
            "min": 0.5,
            "max": count + 0.5,
            "splitLine": {"show": False},
            "axisLabel": {"customValues": numbers, "formatter": "{value}"},
            "axisTick": {"customValues": numbers},
        },
        "yAxis": {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value}%"}},
        "series": series,
    }


def deletions_option(falls: Sequence[Fall]) -> dict[str, Any]:
    """The accuracy by the number of deleted blocks: the mean over the draws, and a band from lowest to highest."""
    count = len(falls[0].found.numbers)
    series = [_means(fall) for fall in falls]
    series += [_behind(_means(fall._replace(statistics="stored"))) for fall in falls if fall.statistics == "fresh"]
    for fall in falls:
        draws = [(fall.found.accuracy,), *(each.accuracies for each in fall.found.numbers)]
        low, high = ([100 * edge(each) for each in draws] for edge in (min, max))
        series += depth_charts.band(fall.case.name, low, high)
    series[0]["markLine"] = _levels({}, below={"guessing": 100 * CHANCE})
    return {
        "animation": False,
        "grid": {"left": 4, "right": 14, "top": 36, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 34, "data": [fall.case.name for fall in falls]},
        "tooltip": {"trigger": "axis", "valueFormatter": "%.1f%%"},
        "xAxis": {
            "type": "category",
            "data": [str(number) for number in range(count + 1)],
            "boundaryGap": False,
            "name": "blocks deleted at random",
            "nameLocation": "middle",
            "nameGap": 26,
        },
        "yAxis": {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value}%"}},
        "series": series,
    }


def changes_option(differences: list[list[int]]) -> dict[str, Any]:
    """How many pictures more or fewer each cell of the confusion matrix has; rows are the true classes."""
    largest = max(1, *(abs(count) for row in differences for count in row))
    cells = [
        {"value": [named, true, count], "label": {"show": count != 0, "formatter": f"{count:+d}".replace("-", "−")}}
        for true, row in enumerate(differences)
        for named, count in enumerate(row)
    ]
    return {
        "animation": False,
        "grid": {"left": 4, "right": 4, "top": 28, "bottom": 4, "containLabel": True},
        "xAxis": {"type": "category", "data": list(CLASS_NAMES), "position": "top", "axisLabel": {"rotate": 55}},
        "yAxis": {"type": "category", "data": list(CLASS_NAMES), "inverse": True},
        "visualMap": {
            "show": False,
            "min": -largest,
            "max": largest,
            "inRange": {"color": list(LIGHT_SIDES if is_light() else DARK_SIDES)},
        },
        "series": [{"type": "heatmap", "data": cells, "label": {"fontSize": 11} | _ink()}],
    }


def _curve(turn: Turn) -> dict[str, Any]:
    case = turn.case
    points: list[dict[str, Any]] = []
    for place, lesion in zip(case.blocks, turn.found.lesions, strict=True):
        special = {"symbol": "triangle", "symbolSize": 13} if place.changes_shape else {}
        points.append({"value": [lesion.block, round(100 * lesion.accuracy, 1)], **special})
    return _line(case) | {"data": points}


def _means(fall: Fall) -> dict[str, Any]:
    return _line(fall.case) | {"data": [round(100 * each, 1) for each in fall.means]}


def _behind(series: dict[str, Any]) -> dict[str, Any]:
    """The series drawn faintly; by its name it keeps the colour of its net."""
    faint = {"lineStyle": series["lineStyle"] | {"opacity": 0.35}, "itemStyle": {"opacity": 0.35}, "z": 1}
    return series | faint | {"symbolSize": 5, "tooltip": {"show": False}}


def _line(case: Case) -> dict[str, Any]:
    """A net's line, told apart without colour."""
    return {
        "type": "line",
        "name": case.name,
        "symbol": "diamond" if case.plain else "circle",
        "symbolSize": 9 if case.plain else 8,
        "lineStyle": {"width": 2, "type": "dashed" if case.plain else "solid"},
    }


def _stages(blocks: Sequence[Place]) -> dict[str, Any]:
    """Every second stage shaded, each with its name."""
    areas = []
    for number, places in groupby(blocks, key=lambda place: place.stage):
        numbers = [place.number for place in places]
        shade = {"color": LIGHT_TEXT, "opacity": 0.1 if number % 2 else 0.0}
        areas.append(
            [{"name": f"stage {number}", "xAxis": numbers[0] - 0.5, "itemStyle": shade}, {"xAxis": numbers[-1] + 0.5}]
        )
    return {"silent": True, "data": areas, "label": {"position": "top"} | _ink()}


def _levels(above: dict[str, float], *, below: dict[str, float]) -> dict[str, Any]:
    """Level lines at the heights that go with the names, which stand above or below their line."""
    places = [(name, "insideEndTop") for name in above] + [(name, "insideEndBottom") for name in below]
    heights = above | below
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": "dotted", "width": 1.5, "color": LIGHT_TEXT if is_light() else "#A5ACB0"},
        "data": [
            {"yAxis": round(heights[name], 2), "label": {"formatter": name, "position": place} | _ink()}
            for name, place in places
        ],
    }


def _ink() -> dict[str, Any]:
    """The colour of words in a figure, which ECharts would outline otherwise."""
    return {"color": "#0E1216" if is_light() else "#ECE7DC", "textBorderWidth": 0}
