"""On every page that draws nets, each has the colour of its name."""

import json

import pytest

from ui import net_colours

PAGES = {
    "plain_vs_residual": {},
    "gradients": {"gradients.nets": "3"},
    "signal": {},
    "shattering": {},
    "landscape": {"landscape.walk": "line"},
    "surgery": {},
}


@pytest.mark.parametrize("page", PAGES)
def test_every_net_in_a_chart_has_its_own_colour(open_page, page):
    app = open_page(f"pages/{page}.py", **PAGES[page])
    drawn = [
        (series["name"], series.get("color"))
        for chart in app.get("echarts_chart")
        for series in json.loads(chart.proto.spec)["series"]
        if net_colours.of(str(series.get("name", "")), light=False)
    ]
    assert {name.split()[0] for name, _ in drawn} >= {"plain", "residual"}
    assert [name for name, colour in drawn if colour != [net_colours.of(name, light=False)]] == []
