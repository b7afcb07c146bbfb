"""The drawings. ECharts with a key, so that a live curve moves without being rebuilt; colours come from the theme."""

import re
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any, Literal, NamedTuple

import streamlit as st

from ui import chart_table, net_colours, projector

Width = int | Literal["stretch"]

HEIGHT = 300
LINE_ICON = "path://M0,4 L28,4 L28,6 L0,6 Z"
"""A plain stroke in the legend, where ECharts would draw a symbol that the line does not have."""
POINT_ICONS = {"triangle": "path://M5,0 L10,10 L0,10 Z", "diamond": "path://M5,0 L10,5 L5,10 L0,5 Z"}
"""Points in the legend, by their symbol: ECharts would stretch them there to the width of a line."""
LEGEND_LINE = 22
"""Pixels of a line of the legend."""
LIGHT_TEXT = "#5E6468"
"""Streamlit's grey for charts falls short of AA on our paper; its white on our dark ground does not."""

Option = dict[str, Any]
"""What ECharts draws, or a part of it."""


class Legend(NamedTuple):
    """The names above a chart."""

    entries: Sequence[str | Option]
    """Names of series, or `{"name": ..., "icon": LINE_ICON}`."""
    lines: int = 1
    """How many lines they take on a phone; in a column, as many as there are."""
    in_column: bool = False
    """Whether each stands in a line of its own, as long names do."""


def base(
    series: list[Option], *, x: Option, y: Option, legend: Legend | None = None, tooltip: Option | None = None
) -> Option:
    """The option that every chart starts from; `axis`, `categories` and `tip` write its parts.

    What a chart needs besides is put in afterwards: `option["grid"] |= {"right": 34}`, `option | {"visualMap": ...}`.
    """
    left, bottom = 26 if "name" in y else 4, 26 if "name" in x else 4
    option: Option = {
        "animation": False,
        "grid": {"left": left, "right": 14, "top": _room_above(x, legend), "bottom": bottom, "containLabel": True},
        "xAxis": {"nameGap": 26} | x,
        "yAxis": {"nameGap": 40} | y,
        "series": series,
    }
    if legend is not None:
        entries = [_entry(entry, series) for entry in legend.entries]
        option["legend"] = {"top": 0, "left": 0, "itemWidth": 30, "data": entries}
        option["legend"] |= {"orient": "vertical"} if legend.in_column else {}
    return option | ({} if tooltip is None else {"tooltip": tooltip})


def axis(name: str = "", *, kind: str = "value", **rest: Any) -> Option:
    """An axis of numbers (`log` for a logarithmic one); its name, if it has any, stands beside its middle."""
    return {"type": kind} | ({"name": name, "nameLocation": "middle"} if name else {}) | rest


def categories(labels: Sequence[str], name: str = "", **rest: Any) -> Option:
    """An axis with one place a label."""
    return axis(name, kind="category", data=list(labels), **rest)


def tip(written: str = "", *, trigger: Literal["axis", "item"] = "axis") -> Option:
    """What is told where the pointer is, of all series there or of one `item`; a value is `written` as `%.2f`."""
    return {"trigger": trigger} | ({"valueFormatter": written} if written else {})


def draw(option: Option, *, key: str, alt: str, height: int = HEIGHT, width: Width = "stretch") -> None:
    """The chart and its table; `alt` says what it shows, and may be the sentence beside it as it is."""
    wide = projector.scaled(width) if isinstance(width, int) else width
    with st.container(gap=None, width=wide):
        _draw(option, key=key, alt=alt, height=height)


def draw_pressable(
    option: Option, *, key: str, alt: str, on_press: Callable[[int], None], height: int = HEIGHT
) -> None:
    """As `draw`; `on_press` is told the place of the point that was pressed, in a series with a `selectedMode`."""

    def pressed() -> None:
        places = [place for group in st.session_state[key]["selection"]["selected"] for place in group["data_indices"]]
        if places:
            on_press(places[0])

    with st.container(gap=None):
        _draw(option, key=key, alt=alt, height=height, on_select=pressed)


def is_light() -> bool:
    """Whether the page is drawn in the light theme."""
    return bool(st.context.theme.type == "light")


def _draw(option: Option, *, key: str, alt: str, height: int, **selection: Any) -> None:
    spoken = _spoken(alt)
    st.echarts_chart(_dressed(option), height=projector.scaled(height), key=key, alt=spoken, **selection)
    chart_table.draw(option, key=f"{key}_table", alt=spoken)


def _entry(entry: str | Option, series: Sequence[Option]) -> str | Option:
    """The entry of a legend, with the mark that the first series of this name has in the picture."""
    if not isinstance(entry, str):
        return entry
    meant = next((line for line in series if line.get("name") == entry), {})
    if meant.get("type") == "scatter":
        icon = POINT_ICONS.get(meant.get("symbol", ""))
    else:
        solid = meant.get("lineStyle", {}).get("type", "solid") == "solid"
        icon = LINE_ICON if solid and meant.get("showSymbol") is False else None
    return {"name": entry, "icon": icon} if icon else entry


def _room_above(x: Option, legend: Legend | None) -> int:
    """Pixels above the picture."""
    if legend is None:
        return 28 if x.get("position") == "top" else 14
    return LEGEND_LINE * (len(legend.entries) if legend.in_column else legend.lines) + 14


def _spoken(words: str) -> str:
    """Without the marks of emphasis, which would be read out; the star of `f*` is none."""
    return re.sub(r"(\*\*|(?<!\w)\*(?=\S))(.+?)\1", r"\2", words)


def _dressed(option: Option) -> Option:
    """The option in the colours of the theme that the page is drawn in, and as large as it is looked at."""
    dressed = _legible(_hollow(net_colours.painted(option, light=is_light())))
    return projector.enlarged(dressed) if projector.is_on() else dressed


def _hollow(option: Option) -> Option:
    """The option with rings that are empty on the dark page too, where ECharts would fill them with white."""
    if is_light() or not isinstance(option.get("series"), list):
        return option
    ground, palette = st.get_option("theme.dark.backgroundColor"), cycle(net_colours.DARK_OTHERS)
    by_name = dict(zip(dict.fromkeys(line.get("name") for line in option["series"]), palette, strict=False))
    return option | {"series": [_ring(line, by_name[line.get("name")], ground) for line in option["series"]]}


def _ring(series: Option, colour: str, ground: str) -> Option:
    """The series, its empty circles drawn as a ring around the ground; `colour` is its own if it says none."""
    if series.get("symbol") != "emptyCircle":
        return series
    own = series.get("color", [colour])[0]
    item = {"color": ground, "borderColor": own, "borderWidth": 2} | series.get("itemStyle", {})
    line = {"lineStyle": {"color": own} | series.get("lineStyle", {})} if series["type"] == "line" else {}
    return series | {"symbol": "circle", "itemStyle": item} | line


def _legible(option: Option) -> Option:
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
