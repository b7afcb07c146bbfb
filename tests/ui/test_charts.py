"""What every chart is given before it is drawn: words that can be read in both themes."""

import pytest

from ui import charts

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
