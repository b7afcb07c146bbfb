"""A net has one colour, whatever is drawn beside it: cool when residual, warm when plain, and by its depth."""

import colorsys
from itertools import pairwise
from pathlib import Path

import pytest

from resnet_core.studies.nets import DEPTHS, SmallNet
from resnet_core.studies.orders.question import ORDERS
from tests.ui.test_theme import AA_GRAPHICS, THEME, contrast
from ui import net_colours, small_nets

ROOT = Path(__file__).resolve().parents[2]
MODES = ("light", "dark")
NETS = [
    SmallNet(depth=depth, shortcut=shortcut, norm=norm)
    for depth in DEPTHS
    for shortcut in ("none", "zero_pad")
    for norm in (True, False)
]


def colour(name, mode):
    painted = net_colours.of(name, light=mode == "light")
    assert painted is not None, name
    return painted


def hue(colour):
    return colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0] * 360


def saturation(colour):
    return colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[1]


@pytest.mark.parametrize("mode", MODES)
def test_plain_nets_are_warm_and_residual_ones_cool(mode):
    for net in NETS:
        warm = hue(colour(small_nets.spell(net), mode)) < 60
        assert warm == net.plain, small_nets.spell(net)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", ["plain", "residual"])
def test_deeper_nets_stand_out_more_and_all_of_them_enough(mode, family):
    ground = THEME[mode]["backgroundColor"]
    ratios = [contrast(colour(f"{family}-{depth}", mode), ground) for depth in DEPTHS]
    assert all(shallower < deeper for shallower, deeper in pairwise(ratios))
    assert ratios[0] >= AA_GRAPHICS


@pytest.mark.parametrize("mode", MODES)
def test_particulars_change_the_colour_of_a_net_and_a_factor_its_shade(mode):
    assert colour("residual-56-no_norm", mode) != colour("residual-56", mode)
    assert colour("residual-56-no_norm", mode) == colour("residual-56-w4-14px", mode)
    assert colour("residual-beta-0.1", mode) != colour("residual-beta-0.9", mode)
    assert colour("residual", mode) == colour(f"residual-{net_colours.USUAL_DEPTH}", mode)


@pytest.mark.parametrize("mode", MODES)
def test_no_colour_of_the_palette_has_the_hue_of_a_net(mode):
    nets = [hue(shade) for scale in (net_colours.LIGHT, net_colours.DARK)[mode == "dark"].values() for shade in scale]
    for palette in THEME[mode]["chartCategoricalColors"]:
        apart = [abs((hue(palette) - net + 180) % 360 - 180) for net in nets]
        assert min(apart) > 9 or saturation(palette) < 0.12, palette


@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_net_is_painted_from_the_palette_of_the_theme(mode):
    painted = net_colours.LIGHT_OTHERS if mode == "light" else net_colours.DARK_OTHERS
    assert list(painted) == THEME[mode]["chartCategoricalColors"]


def colours(series, *, light=True):
    """Of each series by its name."""
    painted = net_colours.painted({"series": series}, light=light)["series"]
    return {line["name"]: line["color"][0] for line in painted}


def test_a_thing_of_fixed_meaning_keeps_its_colour_whichever_others_are_drawn():
    net, fit, points = (
        {"name": "A", "net": "plain-20"},
        {"name": "B", "means": "best"},
        {"name": "C", "means": "points"},
    )
    for drawn in ([fit, points], [points], [net, points, {"name": "D"}]):
        assert colours(drawn)["C"] == net_colours.LIGHT_OTHERS[net_colours.MEANINGS["points"]]
        assert len(set(colours(drawn).values())) == len(drawn)


def test_what_means_nothing_that_is_known_is_an_error():
    with pytest.raises(KeyError):
        net_colours.painted({"series": [{"name": "A", "means": "nothing"}]}, light=True)


def test_every_order_but_the_original_has_a_fixed_colour():
    assert {order for order in ORDERS if order != "original"} <= set(net_colours.MEANINGS)


def test_a_series_says_whose_it_is_or_what_it_means_and_the_browser_is_not_told():
    mean, ours = {"name": "Mittel", "net": "residual-56"}, {"name": "Ziel", "means": "target"}
    drawn = net_colours.painted({"series": [mean, ours]}, light=True)["series"]
    assert drawn == [
        {"name": "Mittel", "color": [net_colours.of("residual-56", light=True)]},
        {"name": "Ziel", "color": [net_colours.LIGHT_OTHERS[net_colours.MEANINGS["target"]]]},
    ]


def test_what_is_no_net_has_no_colour_of_a_net():
    for code in ("training", "white", "(a)", "quick", "plain 20", "residual, no norm"):
        assert net_colours.of(code, light=True) is None


def test_a_net_has_its_colour_wherever_its_line_stands_and_whatever_it_is_called():
    series = [
        {"name": "noise"},
        {"name": "schlicht", "net": "plain-20"},
        {"name": "mit Abkürzungen", "net": "residual-20"},
    ]
    for drawn in (series, series[::-1], series[1:]):
        assert colours(drawn)["schlicht"] == net_colours.of("plain-20", light=True)
        assert colours(drawn)["mit Abkürzungen"] == net_colours.of("residual-20", light=True)


@pytest.mark.parametrize("mode", MODES)
def test_what_stands_beside_nets_has_colours_of_the_theme_that_no_net_has(mode):
    drawn = [{"name": "white", "means": "white"}, {"name": "plain", "net": "plain"}, {"name": "else"}]
    painted = colours(drawn, light=mode == "light")
    assert len(set(painted.values())) == len(drawn)
    assert {painted["white"], painted["else"]} <= set(THEME[mode]["chartCategoricalColors"])


def test_a_chart_without_nets_keeps_its_palette():
    option = {"series": [{"name": "training"}, {"name": "test"}]}
    assert net_colours.painted(option, light=True) == option


def test_only_the_module_that_paints_hands_charts_to_streamlit():
    callers = [
        file.relative_to(ROOT).as_posix()
        for top in ("ui", "pages")
        for file in (ROOT / top).rglob("*.py")
        if "echarts_chart(" in file.read_text()
    ]
    assert callers == ["ui/charts.py"]
