"""On every page that draws nets, each has the colour of its code, whatever the language calls it."""

import json
from itertools import product

import pytest

from resnet_core.config import parse
from resnet_core.studies.nets import DEPTHS, SmallNet
from ui import language, net_colours, pseudo, small_nets
from ui.landscape.controls import PREDICTION
from ui.predict import JUST_SHOW
from ui.say import say
from ui.signal import controls as signal

PAGES: dict[str, dict[str, str]] = {
    "plain_vs_residual": {},
    "gradients": {"gradients.nets": "3"},
    "signal": {},
    "shattering": {},
    "landscape": {"landscape.walk": "line"},
    "surgery": {},
}
PREDICTED = f"g:{PREDICTION.key}~{JUST_SHOW}"
"""Past the question of the landscape, which hides the plain network."""
NETS = [
    parse(SmallNet, {"depth": depth, "shortcut": shortcut, "norm": norm, "init": init})
    for depth, shortcut, norm, init in product(DEPTHS, ("none", "zero_pad"), (True, False), ("kaiming", "torch"))
]
NETS += signal.DEFAULT
NETS += [
    parse(SmallNet, {"depth": depth, "norm": norm, "zero_init": True}) for depth, norm in product(DEPTHS, (True, False))
]


def drawn(app):
    """Name and colour of every series on the page."""
    charts = [json.loads(chart.proto.spec) for chart in app.get("echarts_chart")]
    return [(series.get("name", ""), series.get("color")) for chart in charts for series in chart["series"]]


@pytest.mark.parametrize("spoken", [language.DEFAULT, pseudo.LANGUAGE])
@pytest.mark.parametrize("page", PAGES)
def test_every_net_in_a_chart_has_its_own_colour(open_page, monkeypatch, page, spoken):
    monkeypatch.setattr(language, "current", lambda: spoken)
    nets = {small_nets.label(net, trained=trained): net for net in NETS for trained in (True, False)}
    seen = [
        (nets[name], colour)
        for name, colour in drawn(open_page(f"pages/{page}.py", kept=PREDICTED, **PAGES[page]))
        if name in nets
    ]
    assert {net.plain for net, _ in seen} == {True, False}
    assert [net for net, colour in seen if colour != [net_colours.of(small_nets.spell(net), light=False)]] == []


def test_the_paths_of_a_net_have_its_colour(open_page):
    colours = dict(drawn(open_page("pages/paths.py", **{"paths.net": "residual_20_trained"})))
    net = [net_colours.of("residual-20", light=False)]
    assert colours[say("paths-one.mean")] == colours[say("paths-one.lowest")] == net
    assert colours[say("paths-count.series")] == [net_colours.DARK_OTHERS[net_colours.GREY]]
