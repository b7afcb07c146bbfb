"""What every chart is given before it is drawn: words that can be read in both themes."""

import pytest
import streamlit as st

from ui import charts, net_colours

OPTION = {"legend": {"top": 0}, "xAxis": {"axisLabel": {"rotate": 45}}, "series": []}


@pytest.fixture(params=["light", "dark"])
def theme(request, monkeypatch):
    monkeypatch.setattr(charts, "is_light", lambda: request.param == "light")
    return request.param


def test_the_words_of_a_chart_get_a_readable_colour_in_the_light_theme_only(theme):
    legible = charts._legible(OPTION)
    assert (legible["legend"].get("textStyle") == {"color": charts.LIGHT_TEXT}) == (theme == "light")
    assert legible["xAxis"]["axisLabel"]["rotate"] == 45
    assert "yAxis" not in legible


def test_an_option_is_not_changed_by_drawing_it(theme):
    before = repr(OPTION)
    charts._legible(OPTION)
    assert repr(OPTION) == before


def test_a_chart_leaves_room_for_the_lines_of_its_legend_and_for_the_names_of_its_axes():
    bare = charts.base([], x=charts.axis(), y=charts.axis())
    named = charts.base([], x=charts.axis("step"), y=charts.axis("loss"), legend=charts.Legend(("a", "b"), lines=2))
    column = charts.base([], x=charts.axis(), y=charts.axis(), legend=charts.Legend(("a", "b"), in_column=True))
    assert all(named["grid"][side] > bare["grid"][side] for side in ("left", "top", "bottom"))
    assert named["grid"]["top"] == column["grid"]["top"]
    assert named["legend"]["data"] == ["a", "b"]
    assert "legend" not in bare


POINTS = {"type": "scatter", "name": "worse", "symbol": "triangle", "data": [[1, 2]]}
LINE = {"type": "line", "name": "best", "showSymbol": False, "data": [1, 2]}
DASHED = LINE | {"name": "guess", "lineStyle": {"type": "dashed"}}


def test_the_legend_has_the_mark_that_a_series_has_in_the_picture():
    legend = charts.Legend(("worse", "best", "guess", {"name": "own", "icon": "rect"}))
    drawn = charts.base([POINTS, LINE, DASHED], x=charts.axis(), y=charts.axis(), legend=legend)["legend"]["data"]
    assert drawn == [
        {"name": "worse", "icon": charts.POINT_ICONS["triangle"]},
        {"name": "best", "icon": charts.LINE_ICON},
        "guess",
        {"name": "own", "icon": "rect"},
    ]


def test_an_empty_ring_is_empty_on_the_dark_page_too(theme):
    ring = {"type": "line", "name": "lowest", "symbol": "emptyCircle", "color": ["#123456"], "data": [1]}
    [drawn] = charts._hollow({"series": [ring]})["series"]
    ground = st.get_option("theme.dark.backgroundColor")
    filled = ring | {
        "symbol": "circle",
        "itemStyle": {"color": ground, "borderColor": "#123456", "borderWidth": 2},
        "lineStyle": {"color": "#123456"},
    }
    assert drawn == (ring if theme == "light" else filled)


def test_rings_without_a_colour_take_those_of_the_palette_in_their_order(monkeypatch):
    monkeypatch.setattr(charts, "is_light", lambda: False)
    rings = [{"type": "scatter", "name": name, "symbol": "emptyCircle"} for name in ("a", "b", "a")]
    drawn = charts._hollow({"series": rings})["series"]
    first, second = net_colours.DARK_OTHERS[:2]
    assert [ring["itemStyle"]["borderColor"] for ring in drawn] == [first, second, first]


def test_only_an_axis_with_a_name_says_where_it_stands():
    assert charts.axis("step", min=0) == {"type": "value", "name": "step", "nameLocation": "middle", "min": 0}
    assert charts.categories(("a", "b")) == {"type": "category", "data": ["a", "b"]}
