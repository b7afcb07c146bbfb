"""Whether another rate helps the plain net is said from the losses at every rate."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.race import RATES, Race, RaceProbe
from tests.ui.race.test_readings import group
from ui.race import charts as race_charts
from ui.race import rate_readings
from ui.race import runs as races
from ui.race.rate_readings import CATCHES_UP, JUST_SHOW, STAYS_BEHIND, AtRate


def at(lr, plain, residual=(0.5, 0.6), *, shallow=(0.7, 0.8)):
    return AtRate(
        lr,
        group("none", *shallow, depth=20),
        group("zero_pad", 0.5, 0.6, depth=20),
        group("none", *plain, depth=56),
        group("zero_pad", *residual, depth=56),
    )


LAGS, LEVEL = (1.4, 1.5), (0.55, 0.9)
KINDS = [
    ((LAGS, LAGS), "at every rate", "**No: plain 56 stays behind residual 56 at every rate**, 0.1 and 0.03 ("),
    ((LAGS, LEVEL), "at some rates", "**In part: plain 56 stays behind residual 56 at some rates**, but not at 0.03 ("),
    ((LEVEL, LEVEL), "at no rate", "**Plain 56 stays behind residual 56 at none of the rates** 0.1 and 0.03 ("),
]


@pytest.mark.parametrize(("losses", "kind", "said"), KINDS, ids=[kind[1] for kind in KINDS])
def test_the_verdict_follows_from_every_rate_and_names_its_recipe(losses, kind, said):
    found = [at(lr, plain) for lr, plain in zip((0.1, 0.03), losses, strict=True)]
    assert rate_readings.behind(found) == kind
    verdict = rate_readings.verdict(found)
    assert verdict.startswith(said)
    assert "(gradients not clipped, batches of 128, 150 steps, 2 seeds)" in verdict
    assert "0.55 (0.50 to 0.60) at 0.03" in verdict


@pytest.mark.parametrize(("losses", "kind", "_said"), KINDS, ids=[kind[1] for kind in KINDS])
def test_the_guess_is_held_against_the_rates(losses, kind, _said):
    found = [at(lr, plain) for lr, plain in zip((0.1, 0.03), losses, strict=True)]
    right = STAYS_BEHIND if kind == "at every rate" else CATCHES_UP
    for guess in (CATCHES_UP, STAYS_BEHIND):
        assert (", and so it was at" in rate_readings.reply(guess, found)) == (guess == right)
    assert rate_readings.reply(JUST_SHOW, found) == ""


ABOVE, BELOW, EVEN = (0.7, 0.9), (0.3, 0.4), (0.5, 0.7)


@pytest.mark.parametrize(
    ("deep", "said"),
    [
        ((ABOVE, ABOVE), "residual 56 ends above residual 20 at every rate."),
        ((ABOVE, BELOW), "residual 56 ends above residual 20 at 0.1 and below residual 20 at 0.03."),
        ((EVEN, BELOW), "residual 56 ends below residual 20 at 0.03."),
        ((BELOW, BELOW), "residual 56 ends below residual 20 at every rate."),
        ((EVEN, EVEN), "residual 56 ends level with residual 20 at every rate."),
    ],
)
def test_what_more_layers_do_to_each_family_is_told_with_the_rates_where_they_do(deep, said):
    found = [at(lr, LAGS, each) for lr, each in zip((0.1, 0.03), deep, strict=True)]
    assert f"More layers: plain 56 ends above plain 20 at every rate; {said}" in rate_readings.verdict(found)


def test_the_figure_rises_with_the_rate_and_has_a_band_for_each_net():
    option = race_charts.rates_option([at(0.1, LAGS), at(0.03, (1.0, None))])
    assert option["xAxis"]["data"] == ["0.03", "0.1"]
    lines = {each["name"]: each["data"] for each in option["series"][:4]}
    assert lines["plain 56"] == [(1.0 + race_charts.HIGHEST) / 2, 1.45]
    assert len(option["series"]) == 4 + 2 * 4
    assert option["legend"]["data"] == ["plain 20", "residual 20", "plain 56", "residual 56"]


def test_the_recorded_answers_are_read_as_they_stand_in_the_gallery():
    found = rate_readings.at_rates(races.of_gallery("race"))
    assert [each.lr for each in found] == list(RATES)
    entries = [
        (parse(RaceProbe, each.config), parse(Race, each.answer)) for each in gallery.measurements("race").entries
    ]
    for each in found:
        usual = RaceProbe(nets=(each.plain.net,), lr=each.lr)
        same = [race for probe, race in entries if usual == probe.model_copy(update={"nets": usual.nets, "seed": 0})]
        for group_of_net in each.nets:
            losses = [ran.final_loss for race in same for ran in race.runners if ran.net == group_of_net.net]
            assert group_of_net.losses == losses
