"""The cells of the degradation map, and what its sections find at hand."""

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import FACTORS, RATES, Race, RaceQuestion, twins
from tests.studies.race.groups import group, pair
from ui.race import cells, degradation_map, factors, rates
from ui.race import runs as races
from ui.race.runs import Ran


def runs(*groups, question=None):
    """As if each group had run under the recipe of the map, in the seeds 0, 1, ..."""
    recipe = question or RaceQuestion(nets=(SmallNet(),))
    return {
        recipe.model_copy(update={"nets": (net.net,), "seed": seed}): Ran(ran, "fashion-mnist", recorded=True)
        for net in groups
        for seed, ran in enumerate(net.runners)
    }


MAPPED = runs(
    *pair((0.5, 0.75), (0.5, 0.75), depth=8),
    *pair((0.75, 1.0), (0.5, 0.6), depth=20),
    *pair((1.25, 1.5), (0.5, 0.7), depth=56),
    *pair((2.3, 2.3), (None, 2.31), depth=56, norm=False),
)


def test_the_map_has_a_row_for_each_setting_and_a_column_for_each_depth():
    shown = cells.cells(MAPPED)
    rows, depths = cells.axes(shown)
    assert rows == ["plain", "residual", "plain-no_norm", "residual-no_norm"]
    assert depths == [8, 20, 56]
    assert [len(cell.group.runners) for cell in shown] == [2] * 8
    assert len({cell.row_label for cell in shown}) == len(rows)


def test_twins_come_by_depth_with_or_without_norms():
    shown = cells.cells(MAPPED)
    assert [residual.net.depth for _plain, residual in cells.twins(shown)] == [8, 20, 56]
    [(plain, residual)] = cells.twins(shown, norm=False)
    assert (plain.net.plain, residual.net.plain, residual.net.norm) == (True, False, False)
    assert cells.twins(cells.cells(runs(group("none", 0.5)))) == []


def test_a_cell_knows_its_twin_and_spells_its_recipe():
    by_code = {cell.code: cell for cell in cells.cells(MAPPED)}
    assert by_code["plain-56-no_norm"].twin == "residual-56-no_norm"
    assert by_code["residual-8"].twin == "plain-8"
    slow = RaceQuestion(nets=(SmallNet(),), lr=0.03, steps=100, clip_norm=1)
    here = {
        question: ran._replace(recorded=False) for question, ran in runs(group("zero_pad", 0.5), question=slow).items()
    }
    [cell] = cells.cells(here)
    assert cell.code == "residual-20-100_steps-rate_0.03-clipped_at_1"
    assert cell.row_label.startswith(by_code["residual-8"].row_label + ", ")
    assert not cells.cells(runs(group("zero_pad", 0.5), question=slow)), "recorded for another purpose"


def test_the_opened_cell_is_framed():
    shown = cells.cells(MAPPED)
    option = degradation_map.option(shown, "plain-20")
    drawn = {cell.code: square for cell, square in zip(shown, option["series"][0]["data"], strict=True)}
    assert [code for code, square in drawn.items() if square["itemStyle"]["borderWidth"] > 1] == ["plain-20"]
    assert [len(option[axis]["data"]) for axis in ("xAxis", "yAxis")] == [3, 4]


def test_drawn_sketches_stay_off_the_map():
    sketched = {question: ran._replace(data="sketches", recorded=False) for question, ran in MAPPED.items()}
    assert cells.cells(sketched) == ()


LOOSE = RaceQuestion(nets=FACTORS.nets[2:])


def known(clipped, loose):
    """The two nets without batch norms, clipped and not, and the two with."""
    bare = group("none", 2.3, 2.3, depth=56, norm=False)
    norms = [group(kind, 0.5, 0.5, depth=56) for kind in ("none", "zero_pad")]
    shortcuts = [group("zero_pad", *losses, depth=56, norm=False) for losses in (clipped, loose)]
    return runs(*norms, bare, shortcuts[0], question=FACTORS) | runs(bare, shortcuts[1], question=LOOSE)


def test_a_failure_is_laid_to_the_recipe_only_where_another_recipe_succeeds():
    assert "0.90 (0.80 to 1.00)" in factors.of_the_recipe(known((0.8, 1.0), (None, 2.3)))
    assert factors.of_the_recipe(known((2.3, 2.3), (None, 2.3))) == ""
    assert factors.of_the_recipe(known((0.8, 1.0), (0.8, 2.3))) == ""
    assert factors.of_the_recipe(runs(group("none", 0.5))) == ""


def test_the_four_factors_stand_where_their_names_say():
    raced = factors.factors(known((0.875, 0.875), (None, 2.3)))
    assert raced is not None
    option = factors.option(raced[1])
    places = {tuple(square["value"][:2]): square["value"][2] for square in option["series"][0]["data"]}
    assert places == {(0, 0): 0.5, (1, 0): 0.5, (0, 1): 2.3, (1, 1): 0.875}


def test_recorded_factors_are_read_as_they_stand_in_the_gallery():
    raced = factors.factors(races.of_gallery("race"))
    assert raced is not None
    question, nets = raced
    assert question == FACTORS
    answers = [
        parse(Race, entry.answer)
        for entry in gallery.measurements("race").entries
        if entry.config["clip_norm"] == FACTORS.clip_norm and len(entry.config["nets"]) == 4
    ]
    for net in nets:
        assert net.losses == [ran.final_loss for race in answers for ran in race.runners if ran.net == net.net]
    assert [(net.net.plain, net.net.norm) for net in nets] == [
        (True, True),
        (False, True),
        (True, False),
        (False, False),
    ]


def test_recorded_rates_are_read_as_they_stand_in_the_gallery():
    raced = rates.at_rates(races.of_gallery("race"))
    assert [at.lr for at in raced] == list(RATES)
    entries = [
        (parse(RaceQuestion, entry.config), parse(Race, entry.answer)) for entry in gallery.measurements("race").entries
    ]
    for at in raced:
        usual = RaceQuestion(nets=(at.plain.net,), lr=at.lr)
        same = [
            race for question, race in entries if usual == question.model_copy(update={"nets": usual.nets, "seed": 0})
        ]
        for net in at.nets:
            assert net.losses == [ran.final_loss for race in same for ran in race.runners if ran.net == net.net]


def test_every_recorded_race_is_known_in_any_company():
    known = races.of_gallery("race")
    both = RaceQuestion(nets=(*twins(SmallNet(depth=8)), *twins(SmallNet(depth=44))), seed=1)
    assert races.is_known(both, known)
    assert not races.is_known(both.model_copy(update={"seed": 9}), known)
