"""The charts of the page on shattered gradients."""

import pytest

from resnet_core.studies.nets import SmallNet
from tests.studies.shattering.test_findings import line, shattering
from ui.shattering import answers, figures
from ui.shattering.answers import Family, OnLine, Seen


def family(code, shortcut, **cosines):
    nets = [SmallNet(depth=int(depth.removeprefix("d")), shortcut=shortcut) for depth in cosines]
    seen = zip(nets, cosines.values(), strict=True)
    return Family(code, SmallNet(shortcut=shortcut), tuple(Seen(net, shattering(cosine), "") for net, cosine in seen))


FALLING = family("plain", "none", d8=0.9, d20=0.5, d32=0.05, d56=0.0)
STEADY = family("residual", "zero_pad", d8=0.9, d56=0.8)
NETS = [OnLine("plain", line(0.5)), OnLine("residual", line(0.5), 0.1), *answers.noises()]


def test_plain_nets_are_dashed_residual_ones_solid_and_noise_dotted():
    series = figures.lag_option(NETS)["series"]
    assert [drawn["lineStyle"]["type"] for drawn in series] == ["dashed", "solid", "dotted", "dotted"]
    drawn = figures.depth_option([FALLING, STEADY], 0.01)["series"]
    assert [drawn["lineStyle"]["type"] for drawn in drawn[:2]] == ["dashed", "solid"]


def test_every_series_says_whose_colour_it_has():
    owners = [{"net": "plain"}, {"net": "residual-beta-0.1"}, {"means": "white"}, {"means": "brown"}]
    for net, owner, drawn in zip(NETS, owners, figures.lag_option(NETS)["series"], strict=True):
        assert owner.items() <= drawn.items()
        assert owner.items() <= figures.gradient_option(net, 0)["series"][0].items()
    assert {drawn["net"] for drawn in figures.depth_option([FALLING], 0.01)["series"]} == {"plain"}


def test_the_band_goes_from_low_to_high_under_the_name_of_its_line():
    low, height = figures.depth_option([FALLING], 0.01)["series"][1:]
    assert low["name"] == height["name"] == FALLING.name
    assert low["data"] == pytest.approx([0.6, 0.2, -0.25, -0.3])
    assert height["data"] == pytest.approx([0.4] * 4)


def test_a_gradient_is_drawn_in_units_of_its_own_deviation():
    drawn = figures.gradient_option(NETS[0], 0)["series"][0]["data"]
    values = [value for _, value in drawn]
    assert [drawn[0][0], drawn[-1][0]] == [-2, 2]
    assert sum(value**2 for value in values) / len(values) == pytest.approx(1, abs=1e-2)


def test_without_recordings_the_charts_are_empty():
    assert figures.depth_option([Family("plain", SmallNet(), ())], 0.01)["series"] == []
    assert figures.line_depth_option([()])["series"] == []
