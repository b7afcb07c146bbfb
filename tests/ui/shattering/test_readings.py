"""What is said about shattered gradients follows from their numbers."""

import pytest

from resnet_core.probes.nets import SmallNet
from resnet_core.probes.shattering import EPSILONS, LAGS, POINTS, SHOWN, Lag, Line, Nearby, Shattering
from ui.shattering import answers, charts, readings
from ui.shattering.answers import BROWN, WHITE, Family, OnLine, Seen

NOISES = answers.noises()


def on_line(mean, *, plain=True, alike=None):
    lag = Lag(mean=mean, lowest=mean - 0.1, highest=mean + 0.1)
    wave = tuple(float(place % 7) for place in range(POINTS))
    return OnLine("a net", Line(gradients=(wave,) * SHOWN, lags=(lag,) * LAGS, alike=alike), plain=plain)


def seen(depth, cosine, *, shortcut="none"):
    nearby = tuple(
        Nearby(eps=eps, cosines=(cosine - 0.02, cosine + 0.02), low=cosine - 0.3, high=cosine + 0.1) for eps in EPSILONS
    )
    return Seen(SmallNet(depth=depth, shortcut=shortcut), Shattering(data="sketches", nearby=nearby), "Here.")


FALLING = Family("plain", True, (seen(8, 0.9), seen(20, 0.5), seen(32, 0.05), seen(56, 0.0)))
STEADY = Family("residual", False, (seen(8, 0.9, shortcut="zero_pad"), seen(56, 0.8, shortcut="zero_pad")))


@pytest.mark.parametrize(
    ("mean", "words"),
    [(0.0, "not to be told from white noise"), (0.5, "between the two noises"), (0.97, "like brown noise")],
)
def test_a_gradient_is_compared_with_both_noises(mean, words):
    assert words in readings.lag_one(on_line(mean), NOISES)


def test_white_noise_is_itself_and_brown_noise_too():
    white, brown = NOISES
    assert (white.name, brown.name) == (WHITE, BROWN)
    assert "not to be told from white noise" in readings.lag_one(white, NOISES)
    assert "like brown noise" in readings.lag_one(brown, NOISES)


def test_the_depth_from_which_it_is_white_noise_is_told_only_when_it_stays_so():
    lost = ((1, on_line(0.9)), (4, on_line(0.0)), (24, on_line(0.0)))
    back = ((1, on_line(0.9)), (4, on_line(0.0)), (24, on_line(0.7)))
    assert "0.90 with 1 layer, 0.00 with 24; from 4 layers on" in readings.lines_by_depth([lost], NOISES)[0]
    assert "from 4 layers" not in readings.lines_by_depth([back], NOISES)[0]
    none = ((1, on_line(0.9)), (24, on_line(0.7)))
    assert "at none of these depths is it white noise" in readings.lines_by_depth([none], NOISES)[0]


def without_norms(lag, alike, *, normed=0.0):
    return readings.without_norms(((4, on_line(normed, alike=0.3)),), ((4, on_line(lag, alike=alike)),))


def test_a_net_that_shatters_less_since_its_inputs_have_collapsed_is_not_praised_for_it():
    said = without_norms(0.7, 0.98)
    assert said.startswith("**Plain, 4 layers:** 0.70 without norms, 0.00 with them.")
    assert "there is little left to shatter" in said
    assert "mean cosine 0.98 in front of the last layer, 0.30 with norms" in said
    assert "its inputs stay apart" in without_norms(0.7, 0.5)
    assert without_norms(0.7, None).endswith("Without norms it shatters less.")


@pytest.mark.parametrize("lag", [0.0, 0.05])
def test_a_net_that_shatters_as_much_without_norms_is_not_said_to_shatter_less(lag):
    assert without_norms(lag, 0.98).endswith("Taking the norms away does not make it shatter less.")


def test_of_the_recorded_nets_collapse_is_said_only_where_the_cosine_shows_it():
    normed, bare = (answers.lines_by_depth(norm=norm)[0] for norm in (True, False))
    said, deepest = readings.without_norms(normed, bare), bare[-1][1].line
    assert deepest.alike is not None
    assert ("little left to shatter" in said) == (
        deepest.lags[0].mean > normed[-1][1].line.lags[0].mean + 0.1 and deepest.alike > 0.9
    )


def test_a_family_says_where_it_begins_and_ends_and_where_it_is_lost():
    falling, steady = readings.families([FALLING, STEADY], 0.01)
    assert "from 0.90 (0.88 to 0.92) at 8 layers to 0.00 (−0.02 to 0.02) at 56" in falling
    assert "at 32 to 56 layers" in falling
    assert "unrelated" not in steady


def test_no_number_is_minus_zero():
    almost = Family("plain", True, (seen(8, -0.001), seen(56, -0.001)))
    assert "−0.00" not in readings.families([almost], 0.01)[0]
    assert "−0.00" not in readings.lag_one(on_line(-0.001), NOISES)


def test_the_table_holds_every_amount_of_noise():
    table = readings.table([seen(8, 0.5)])
    assert list(table["noise"]) == list(EPSILONS)
    assert table.loc[0, "cosine, mean"] == 0.5
    assert (table.loc[0, "four in five, from"], table.loc[0, "to"]) == (0.2, 0.6)


def test_plain_nets_are_dashed_residual_ones_solid_and_noise_dotted():
    nets = [on_line(0.5), on_line(0.5, plain=False), *NOISES]
    assert [series["lineStyle"]["type"] for series in charts.lag_option(nets)["series"]] == [
        "dashed",
        "solid",
        "dotted",
        "dotted",
    ]
    drawn = charts.depth_option([FALLING, STEADY], 0.01)["series"]
    assert [series["lineStyle"]["type"] for series in drawn[:2]] == ["dashed", "solid"]


def test_the_band_goes_from_low_to_high_under_the_name_of_its_line():
    option = charts.depth_option([FALLING], 0.01)
    low, height = option["series"][1:]
    assert {series["name"] for series in option["series"]} == {"plain"}
    assert low["data"] == pytest.approx([0.6, 0.2, -0.25, -0.3])
    assert height["data"] == pytest.approx([0.4] * 4)


def test_a_gradient_is_drawn_in_units_of_its_own_deviation():
    drawn = charts.gradient_option(on_line(0.5), 0)["series"][0]["data"]
    values = [value for _, value in drawn]
    assert [drawn[0][0], drawn[-1][0]] == [-2, 2]
    assert sum(value**2 for value in values) / len(values) == pytest.approx(1, abs=1e-2)


def test_without_recordings_the_charts_are_empty():
    assert charts.depth_option([Family("plain", True, ())], 0.01)["series"] == []
    assert charts.line_depth_option([()])["series"] == []
