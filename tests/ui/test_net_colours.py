"""A net has one colour, whatever is drawn beside it: cool when residual, warm when plain, and by its depth."""

import colorsys
from itertools import pairwise
from pathlib import Path

import pytest

from resnet_core.probes.nets import DEPTHS, SmallNet
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
    found = net_colours.of(name, light=mode == "light")
    assert found is not None, name
    return found


def hue(colour):
    return colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0] * 360


@pytest.mark.parametrize("mode", MODES)
def test_plain_nets_are_warm_and_residual_ones_cool(mode):
    for net in NETS:
        warm = hue(colour(small_nets.label(net), mode)) < 60
        assert warm == net.plain, small_nets.label(net)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", ["plain", "residual"])
def test_deeper_nets_stand_out_more_and_all_of_them_enough(mode, family):
    ground = THEME[mode]["backgroundColor"]
    ratios = [contrast(colour(f"{family} {depth}", mode), ground) for depth in DEPTHS]
    assert all(shallower < deeper for shallower, deeper in pairwise(ratios))
    assert ratios[0] >= AA_GRAPHICS


@pytest.mark.parametrize("mode", MODES)
def test_whether_a_net_is_trained_does_not_change_its_colour_and_particulars_do(mode):
    assert colour("residual 56, trained", mode) == colour("residual 56", mode)
    assert colour("residual 56, no norm, trained", mode) == colour("residual 56, no norm", mode)
    assert colour("residual 56, no norm", mode) != colour("residual 56", mode)


def test_what_is_no_net_keeps_the_palette():
    for name in ("training", "white noise", "(a)", "quick", "chance"):
        assert net_colours.of(name, light=True) is None


def test_a_series_called_after_a_net_is_painted_wherever_it_stands():
    series = [{"name": name} for name in ("noise", "plain 20", "residual 20")]
    for drawn in (series, series[::-1], series[1:]):
        found = {each["name"]: each["color"] for each in net_colours.painted({"series": drawn}, light=True)["series"]}
        for name in ("plain 20", "residual 20"):
            assert found[name] == [net_colours.of(name, light=True)]


@pytest.mark.parametrize("mode", MODES)
def test_what_stands_beside_nets_has_colours_of_the_theme_that_no_net_has(mode):
    drawn = [{"name": name} for name in ("white noise", "plain", "residual", "brown noise")]
    found = [each["color"][0] for each in net_colours.painted({"series": drawn}, light=mode == "light")["series"]]
    assert len(set(found)) == len(drawn)
    assert {found[0], found[3]} <= set(THEME[mode]["chartCategoricalColors"])


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
