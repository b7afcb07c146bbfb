"""A chart for a class: words of 16 pixels, lines of three, and room for both."""

import pytest

from ui import charts, projector
from ui.charts import LINE_ICON

SERIES: list[charts.Option] = [
    {"type": "line", "name": "a", "data": [1, 2], "lineStyle": {"width": 2, "type": "dashed"}, "symbolSize": 8},
    {"type": "line", "name": "b", "data": [1, 2]},
    {"type": "line", "name": "c", "data": [1, 2], "lineStyle": {"width": 1, "opacity": 0.35}},
    {"type": "bar", "name": "d", "data": [{"value": 1, "label": {"fontSize": 11}}], "label": {"fontSize": 11}},
]


@pytest.fixture
def option():
    return charts.base(
        SERIES,
        x=charts.axis("step", axisLabel={"rotate": 45}),
        y=charts.axis("loss"),
        legend=charts.Legend([{"name": "a", "icon": LINE_ICON}]),
        tooltip=charts.tip("%.2f"),
    )


@pytest.fixture(params=["light", "dark"])
def large(request, option, monkeypatch):
    """As a class sees it."""
    monkeypatch.setattr(charts, "is_light", lambda: request.param == "light")
    monkeypatch.setattr(projector, "is_on", lambda: True)
    return charts._dressed(option)


def test_all_words_are_at_least_16_pixels(large):
    assert large["xAxis"]["axisLabel"]["fontSize"] == large["yAxis"]["nameTextStyle"]["fontSize"] == projector.TEXT
    assert large["legend"]["textStyle"]["fontSize"] == large["tooltip"]["textStyle"]["fontSize"] == projector.TEXT
    assert (
        large["series"][3]["label"]["fontSize"] == large["series"][3]["data"][0]["label"]["fontSize"] == projector.TEXT
    )


def test_lines_are_at_least_three_pixels_and_those_behind_stay_fainter(large):
    widths = [series["lineStyle"]["width"] for series in large["series"] if series["type"] == "line"]
    assert widths == [projector.LINE, projector.LINE, projector.LINE / 2]
    assert large["series"][0]["lineStyle"]["type"] == "dashed"
    assert large["series"][0]["symbolSize"] == 10


def test_the_words_have_the_room_they_need(option, large):
    assert all(large["grid"][side] > option["grid"][side] for side in ("left", "right", "top", "bottom"))
    assert large["yAxis"]["nameGap"] > option["yAxis"]["nameGap"]
    assert large["xAxis"]["axisLabel"]["rotate"] == 45


def test_a_chart_that_tells_nothing_where_the_pointer_is_tells_nothing_to_a_class(option):
    del option["tooltip"]
    assert "tooltip" not in projector.enlarged(option)


def test_what_a_chart_shows_is_the_same(option, large):
    assert [series["data"] for series in large["series"][:3]] == [series["data"] for series in option["series"][:3]]
    assert large["xAxis"]["type"] == option["xAxis"]["type"]
    assert large["grid"]["containLabel"] is True


def test_otherwise_a_chart_is_as_large_as_it_was(option, monkeypatch):
    monkeypatch.setattr(charts, "is_light", lambda: False)
    assert charts._dressed(option) == option
