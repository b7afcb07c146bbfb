"""What shortcuts and batch norms do alone is said from the losses of the four nets."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.race import FACTORS, Race, RaceProbe
from tests.ui.race.test_readings import group, runs
from ui.race import factor_readings
from ui.race import runs as races
from ui.race.factor_readings import GUESSES, JUST_SHOW, Factors


def four(*, norms, shortcuts, both=(0.5, 0.6), neither=(2.3, 2.31)):
    return Factors(
        norms=group("none", *norms, depth=56),
        both=group("zero_pad", *both, depth=56),
        neither=group("none", *neither, depth=56, norm=False),
        shortcuts=group("zero_pad", *shortcuts, depth=56, norm=False),
    )


KINDS = [
    ({"norms": (1.4, 1.6), "shortcuts": (0.8, 1.0)}, "shortcuts alone", "**Shortcuts alone get further** at 56 layers"),
    ({"norms": (0.8, 1.0), "shortcuts": (1.4, 1.6)}, "batch norm alone", "**Batch norm alone gets further** at 56"),
    ({"norms": (0.8, 1.5), "shortcuts": (1.4, 1.6)}, "no difference", "**Neither alone is ahead of the other** at 56"),
    ({"norms": (2.3, 2.3), "shortcuts": (None, 2.3)}, "neither", "**Neither of the two alone learns** at 56 layers"),
]


@pytest.mark.parametrize(("losses", "further", "said"), KINDS, ids=[kind[1] for kind in KINDS])
def test_what_gets_further_alone_follows_from_the_losses_and_names_its_recipe(losses, further, said):
    found = four(**losses)
    assert found.further == further
    verdict = factor_readings.verdict(FACTORS, found)
    assert verdict.startswith(said)
    assert "(rate 0.1, gradients clipped at 1, batches of 128, 150 steps, 2 seeds)" in verdict
    assert "inf" not in verdict


def test_both_together_are_called_better_only_if_they_are():
    assert "0.55 (0.50 to 0.60), below either alone." in factor_readings.verdict(
        FACTORS, four(norms=(1.4, 1.6), shortcuts=(0.8, 1.0))
    )
    overlapping = four(norms=(1.4, 1.6), shortcuts=(0.55, 1.0))
    assert not overlapping.add_up
    assert "below either" not in factor_readings.verdict(FACTORS, overlapping)


@pytest.mark.parametrize(("losses", "said"), [((2.3, 2.31), "does not learn"), ((1.5, 2.31), "learns all the same")])
def test_the_net_with_neither_is_told_to_learn_only_if_it_does(losses, said):
    found = four(norms=(1.4, 1.6), shortcuts=(0.8, 1.0), neither=losses)
    assert f"A net with neither {said}" in factor_readings.verdict(FACTORS, found)


@pytest.mark.parametrize(("losses", "further", "_said"), KINDS, ids=[kind[1] for kind in KINDS])
def test_the_guess_is_held_against_what_came_out(losses, further, _said):
    found = four(**losses)
    for guess in GUESSES:
        said = factor_readings.reply(guess, found)
        assert (said == "") == (guess == JUST_SHOW)
        assert said.endswith("so it was.") == (guess == further)


def test_the_four_stand_where_their_names_say():
    option = factor_readings.option(four(norms=(1.5,), shortcuts=(0.875,), both=(0.5,), neither=(2.3,)))
    labels = {tuple(each["value"][:2]): each["label"]["formatter"] for each in option["series"][0]["data"]}
    columns, rows = option["xAxis"]["data"], option["yAxis"]["data"]
    named = {(columns[column], rows[row]): label for (column, row), label in labels.items()}
    assert named == {
        ("no shortcuts", "batch norm"): "1.50",
        ("shortcuts", "batch norm"): "0.50",
        ("no shortcuts", "no batch norm"): "2.30",
        ("shortcuts", "no batch norm"): "0.88",
    }


LOOSE = RaceProbe(nets=FACTORS.nets[2:])


def known(clipped, loose):
    """The two nets without batch norms, clipped and not, and the two with."""
    bare = group("none", 2.3, 2.3, depth=56, norm=False)
    norms = [group(kind, 0.5, 0.5, depth=56) for kind in ("none", "zero_pad")]
    shortcuts = [group("zero_pad", *losses, depth=56, norm=False) for losses in (clipped, loose)]
    return runs(*norms, bare, shortcuts[0], probe=FACTORS) | runs(bare, shortcuts[1], probe=LOOSE)


def test_a_failure_is_laid_to_the_recipe_only_where_another_recipe_succeeds():
    said = factor_readings.of_the_recipe(known((0.8, 1.0), (None, 2.3)))
    assert said == (
        "That is the recipe's doing, not the shortcuts': with gradients clipped at 1 the residual net without batch "
        "norms ends at 0.90 (0.80 to 1.00)."
    )
    assert factor_readings.of_the_recipe(known((2.3, 2.3), (None, 2.3))) == ""
    assert factor_readings.of_the_recipe(known((0.8, 1.0), (0.8, 2.3))) == ""
    assert factor_readings.of_the_recipe(runs(group("none", 0.5))) == ""


def test_the_recorded_answers_are_read_as_they_stand_in_the_gallery():
    shown = factor_readings.factors(races.of_gallery("race"))
    assert shown is not None
    probe, found = shown
    assert probe == FACTORS
    answers = [
        parse(Race, entry.answer)
        for entry in gallery.measurements("race").entries
        if entry.config["clip_norm"] == FACTORS.clip_norm and len(entry.config["nets"]) == 4
    ]
    for group_of_net in found:
        losses = [ran.final_loss for race in answers for ran in race.runners if ran.net == group_of_net.net]
        assert group_of_net.losses == losses
    names = [(group_of_net.net.plain, group_of_net.net.norm) for group_of_net in found]
    assert names == [(True, True), (False, True), (True, False), (False, False)]
