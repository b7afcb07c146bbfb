"""The charts of nets without convolutions."""

import pytest

from resnet_core.studies.elsewhere.findings import Runs
from resnet_core.studies.elsewhere.question import OtherNet
from resnet_core.studies.race.findings import GUESSING
from tests.studies.elsewhere.test_findings import answer
from ui.before_and_after import figures
from ui.before_and_after.figures import Guess

KEPT = Runs(OtherNet(layers=2), (answer(losses=(2.0, 1.0)),))
BARE = Runs(OtherNet(layers=2, shortcut=False, norm="post"), (answer(losses=(2.5, None), gradients=(0.0, 3.0)),))


def test_a_curve_is_drawn_as_far_as_there_are_numbers_beside_the_loss_of_guessing():
    kept, bare = figures.loss_option([KEPT, BARE])["series"]
    assert [value for _, value in kept["data"]] == [2.0, 1.0]
    assert [value for _, value in bare["data"]] == [2.5, None]
    assert kept["markLine"]["data"] == [{"yAxis": GUESSING}]
    assert "markArea" not in kept


def test_shortcuts_have_the_hue_of_residual_nets_and_their_lack_that_of_plain_ones():
    kept, bare = figures.loss_option([KEPT, BARE])["series"]
    assert (kept["net"], kept["lineStyle"]["type"]) == ("residual", "solid")
    assert (bare["net"], bare["lineStyle"]["type"]) == ("plain-post", "dashed")


@pytest.mark.parametrize(("guess", "inside"), [("same", 1.0), ("worse", 1.8), ("guesses", GUESSING), ("better", 0.5)])
def test_a_prediction_is_a_band_that_holds_the_losses_it_means_and_no_others(guess, inside):
    bands = {}
    for each in ("same", "worse", "guesses", "better"):
        area = figures.loss_option([KEPT], guess=Guess(each, kept=1.0))["series"][0]["markArea"]
        [[low, high]] = area["data"]
        bands[each] = low["yAxis"] <= inside <= high["yAxis"]
    assert [each for each, holds in bands.items() if holds] == [guess]


def test_a_gradient_of_zero_leaves_a_gap_on_its_logarithmic_axis():
    option = figures.layer_option([KEPT, BARE], "gradient")
    assert option["yAxis"]["type"] == "log"
    assert [value for _, value in option["series"][1]["data"]] == [None, 3.0]
    assert [value for _, value in figures.layer_option([BARE], "cosine")["series"][0]["data"]] == [0.1, 0.2]
