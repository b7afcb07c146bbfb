"""For a class that looks from the back row: all a quarter larger, charts with text of 16 pixels and lines of three.

On or off is held by the session and the address, on whichever page one is. The browser enlarges words, controls and
inline components (ui/arrival); a chart is drawn from its option, which is enlarged here.
"""

from typing import Any

import streamlit as st

from ui.say import say

PARAMETER = "projector"
"""In the address of any page, and in the session from then on."""
_PAGE = "_projector_page"
"""Session state: the page on which the control was drawn last."""
SCALE = 1.25
"""Of everything but the text in charts."""
TEXT, USUAL_TEXT = 16, 12
"""Pixels of the text in a chart, here and otherwise."""
LINE = 3
"""Pixels of a line in a chart, at least; one that stands back behind others has half of it."""

Option = dict[str, Any]

_WORDS = {
    "legend": ("textStyle",),
    "visualMap": ("textStyle",),
    "tooltip": ("textStyle",),
    "xAxis": ("axisLabel", "nameTextStyle"),
    "yAxis": ("axisLabel", "nameTextStyle"),
    "calendar": ("dayLabel", "monthLabel"),
}
"""What holds the looks of the words of each part of a chart."""
_ROOM = frozenset({"left", "right", "top", "bottom", "nameGap", "itemWidth", "itemHeight", "lineHeight"})
_LENGTHS = frozenset({"axisLabel", "label"})
"""Whose `width` is room for words."""


def take_from_address() -> None:
    """Lets the session begin as its address says."""
    asked = st.query_params.get(PARAMETER)
    if PARAMETER not in st.session_state and asked in ("true", "false"):
        st.session_state[PARAMETER] = asked == "true"


def is_on() -> bool:
    """Whether this session is shown to a class."""
    return bool(st.session_state.get(PARAMETER, False))


def switch(page: str) -> None:
    """Draws the control that turns it on and off.

    It is one widget on all pages. A browser that clears the page before forgets now and then what the widget held
    (Streamlit's `clearAppState`), while the server takes it for known; so the first drawing on a page says it.
    """
    if st.session_state.get(_PAGE) != page:
        st.session_state[PARAMETER] = is_on()
    st.toggle(say("projector"), key=PARAMETER, help=say("projector.help"), bind="query-params")
    st.session_state[_PAGE] = page


def scaled(length: int) -> int:
    """A length in pixels as it is now."""
    return round(length * SCALE) if is_on() else length


def enlarged(option: Option) -> Option:
    """The option of a chart for a class: larger words with the room they need, and stronger lines."""
    return {part: _part(part, value) for part, value in option.items()}


def _part(name: str, value: Any) -> Any:
    match value:
        case list() if name in (*_WORDS, "series", "grid"):
            return [_part(name, each) for each in value]
        case dict() if name == "series":
            return _series(value)
        case dict() if name in _WORDS:
            words = {style: {"fontSize": TEXT} | _larger(value.get(style, {}), style) for style in _WORDS[name]}
            return _larger(value, name) | words
        case dict():
            return _larger(value, name)
        case _:
            return value


def _series(series: Option) -> Option:
    larger = _larger(series, "series")
    if series.get("type") == "line":
        larger["lineStyle"] = {"width": LINE} | larger.get("lineStyle", {})
    if isinstance(size := series.get("symbolSize"), int | float):
        larger["symbolSize"] = round(size * SCALE)
    return larger


def _larger(part: Option, name: str) -> Option:
    """The part with every length in it that words take, and the width of every line."""
    return {key: _length(key, value, of=name, beside=part) for key, value in part.items()}


def _length(key: str, value: Any, *, of: str, beside: Option) -> Any:
    if isinstance(value, dict):
        return _larger(value, key)
    if isinstance(value, list) and key == "data":
        return [_larger(each, key) if isinstance(each, dict) else each for each in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if key == "fontSize":
        return max(TEXT, value)
    if key in _ROOM or (key == "width" and of in _LENGTHS):
        return round(value * TEXT / USUAL_TEXT)
    if key == "width" and of == "lineStyle":
        return max(value, LINE if beside.get("opacity", 1) == 1 else LINE / 2)
    return value
