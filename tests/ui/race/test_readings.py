"""What is said about races follows from their numbers."""

import pytest

from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import RaceProbe, Runner, twins
from ui.race import charts as race_charts
from ui.race import choices as race_choices
from ui.race import map_readings
from ui.race import readings as race_readings
from ui.race import runs as races
from ui.race.map_readings import JUST_SHOW, NEVER
from ui.race.readings import Group
from ui.race.runs import Ran

DEFAULTS = {field.key: field.default for field in race_choices.FIELDS}


def runner(net, final, *, losses=(2.25, 1.5), test=0.5, fresh=0.75):
    tested = (None, None) if final is None else (test, fresh)
    return Runner(
        net=net,
        params=1234,
        losses=losses if final is not None else (2.25, None),
        accuracies=(0.1, 0.5),
        final_loss=final,
        test_accuracy=tested[0],
        test_accuracy_fresh_norms=tested[1],
    )


def group(shortcut, *finals, depth=20, norm=True):
    net = SmallNet(shortcut=shortcut, depth=depth, norm=norm)
    return Group(net, tuple(runner(net, final) for final in finals))


def pair(plain, residual, **net):
    return group("none", *plain, **net), group("zero_pad", *residual, **net)


@pytest.mark.parametrize(
    ("plain", "residual", "outcome"),
    [
        ((0.75, 0.8), (0.5, 0.7), "residual"),
        ((0.5, 0.7), (0.75, 0.8), "plain"),
        ((0.5, 0.75), (0.6, 0.7), "no difference"),
        ((0.5, 0.5), (0.5, 0.5), "no difference"),
        ((2.3, 2.31), (2.29, None), "neither"),
        ((None, None), (None, None), "neither"),
        ((None, 1.0), (0.5, 0.6), "residual"),
        ((0.5, 0.6), (None, None), "plain"),
        ((0.5,), (0.6,), "plain"),
    ],
)
def test_a_net_wins_only_if_its_worst_run_beats_the_others_best(plain, residual, outcome):
    assert race_readings.outcome(*pair(plain, residual)) == outcome


def verdict(plain, residual, **recipe):
    return race_readings.verdict(plain, residual, RaceProbe(nets=(plain.net, residual.net), **recipe))


def test_the_verdict_says_by_how_much_and_against_which_spread():
    said = verdict(*pair((1.0, 1.25), (0.5, 0.75)))
    assert said.startswith("**20 layers: the residual net won** (rate 0.1, gradients not clipped, batches of 128, 150")
    assert "0.62 (0.50 to 0.75) with shortcuts, 1.12 (1.00 to 1.25) without" in said
    assert "The means differ by 0.50, the closest two runs by 0.25" in said
    assert "over the 2 seeds one net's own runs differ by up to 0.25" in said


@pytest.mark.parametrize(
    ("plain", "residual", "widest"), [((1.0, 1.5), (0.25, 0.5), "0.50"), ((1.0, 1.25), (0.125, 0.75), "0.62")]
)
def test_the_wider_of_the_two_ranges_is_told_whichever_it_is(plain, residual, widest):
    assert verdict(*pair(plain, residual)).endswith(f"one net's own runs differ by up to {widest}.")


@pytest.mark.parametrize(
    ("plain", "residual"),
    [((1.0, 1.25), (0.5, 0.75)), ((0.5, 0.75), (0.5, 1.0)), ((1.0,), (0.5,)), ((2.3, 2.3), (None, 2.3))],
    ids=["won", "no difference", "one seed", "neither"],
)
def test_every_verdict_names_its_recipe(plain, residual):
    said = verdict(*pair(plain, residual), lr=0.03, clip_norm=1, batch_size=64, steps=90, warm_up_steps=20)
    seeds = "one seed" if len(plain) == 1 else "2 seeds"
    assert f"(rate 0.03 after a warm-up of 20 steps, gradients clipped at 1, batches of 64, 90 steps, {seeds})" in said


def test_no_difference_is_a_verdict():
    said = verdict(*pair((0.5, 0.75), (0.5, 1.0)))
    assert "no difference that 2 seeds can show" in said
    assert "the means differ by 0.12" in said


def test_means_that_are_no_numbers_are_not_compared():
    said = verdict(*pair((0.5, None), (0.6, None)))
    assert "no difference that 2 seeds can show" in said
    assert said.endswith("the ranges overlap.")


def test_one_seed_is_not_enough_and_says_so():
    assert "One seed cannot tell this from chance" in verdict(*pair((1.0,), (0.5,)))


def test_losses_that_are_no_numbers_are_counted_and_never_averaged():
    plain, residual = pair((2.25, 2.3), (None, 2.3))
    said = verdict(plain, residual)
    assert "neither learnt" in said
    assert "2.30 and no number (1 of 2) with shortcuts" in said
    assert "no number any more" in race_readings.stopped([plain, residual])
    assert "residual 20 in 1 of 2 seeds (step 2)" in race_readings.stopped([plain, residual])
    assert "inf" not in said + race_readings.table([plain, residual]).to_string()
    assert race_readings.stopped([plain]) == ""
    assert "had a run whose loss was no number" in verdict(*pair((None, 1.0), (0.5, 0.6)))


def test_the_guess_is_held_against_the_outcome():
    assert race_readings.reply("plain", "plain", 20).endswith("and so it was.")
    assert "it came out *residual*" in race_readings.reply("plain", "residual", 20)
    assert "neither of the two learnt" in race_readings.reply("plain", "neither", 20)


def test_the_net_that_the_stored_statistics_mislead_most_is_named():
    net = SmallNet()
    little = Group(net, (runner(net, 0.5, test=0.7, fresh=0.75),))
    much = group("none", 0.5)
    assert "**plain 20** gains 25.0 points" in race_readings.lag([little, much])
    assert race_readings.lag([group("none", 0.5, norm=False)]) == ""


def test_a_jump_far_above_guessing_is_told_and_a_usual_start_is_not():
    net = SmallNet()
    wild = Group(net, (runner(net, 0.5, losses=(2.5, 31.25, 0.5)), runner(net, 0.5)))
    assert "residual 20 in 1 of 2 seeds, up to 31" in race_readings.bursts([wild])
    assert race_readings.bursts([group("none", 0.5)]) == ""


def test_a_repair_is_told_beside_what_it_repairs():
    net = SmallNet()
    wild = Group(net, (runner(net, 1.25, losses=(8.0, 10.0)), runner(net, 1.75, losses=(6.0, 8.0))))
    repaired = {"Clipped at 1": group("zero_pad", 0.5), "started at zero": group("zero_pad", None)}
    said = race_readings.spike(wild, repaired)
    assert "Its first 10 losses had a mean of 8.0 (7.0 to 9.0)" in said
    assert "it ended at 1.50 (1.25 to 1.75), over 2 seeds." in said
    assert "Clipped at 1: 1.9, then 0.50; started at zero: 2.2, then no number (1 of 1)." in said


# The questions


def test_the_controls_ask_for_twins_at_both_depths_once_a_seed():
    asked = race_choices.questions(DEFAULTS | {"race.seeds": 2, "race.seed": 4, "race.zero": True})
    assert [question.seed for question in asked] == [4, 5]
    assert [(net.depth, net.plain, net.zero_init) for net in asked[0].nets] == [
        (20, True, False),
        (20, False, True),
        (56, True, False),
        (56, False, True),
    ]


@pytest.mark.parametrize("second", ["off", 20])
def test_one_depth_is_one_pair(second):
    assert len(race_choices.questions(DEFAULTS | {"race.second": second})[0].nets) == 2


def test_a_wide_deep_fast_start_is_spiky_until_any_repair_is_made():
    wide = DEFAULTS | {"race.width": 16}
    assert race_choices.spiky(race_choices.questions(wide)[0])
    for changes in (*race_choices.REPAIRS.values(), {"race.lr": 0.03}, {"race.width": 8}, {"race.second": "off"}):
        assert not race_choices.spiky(race_choices.questions(wide | changes)[0])


# The map


def runs(*groups, probe=None):
    """As if each group had run under the recipe of the map, in the seeds 0, 1, ..."""
    recipe = probe or RaceProbe(nets=(SmallNet(),))
    return {
        recipe.model_copy(update={"nets": (each.net,), "seed": seed}): Ran(ran, "fashion-mnist", recorded=True)
        for each in groups
        for seed, ran in enumerate(each.runners)
    }


MAPPED = runs(
    *pair((0.5, 0.75), (0.5, 0.75), depth=8),
    *pair((0.75, 1.0), (0.5, 0.6), depth=20),
    *pair((1.25, 1.5), (0.5, 0.7), depth=56),
    *pair((2.3, 2.3), (None, 2.31), depth=56, norm=False),
)


def test_the_map_has_a_row_for_each_setting_and_a_column_for_each_depth():
    shown = map_readings.cells(MAPPED)
    rows, depths = map_readings.rows_and_depths(shown)
    assert rows == ["plain", "residual", "plain, no norm", "residual, no norm"]
    assert depths == [8, 20, 56]
    assert [len(cell.group.runners) for cell in shown] == [2] * 8


def test_the_sentence_under_the_map_is_computed():
    said = map_readings.reading(map_readings.cells(MAPPED))
    assert "**No difference** beyond the spread of the seeds at 8 layers." in said
    assert "The **residual net is ahead** at 20 and 56 (0.32 at 20; 0.78 at 56)." in said
    assert "plain net goes from 0.62 to 1.38, that of the residual net from 0.62 to 0.60" in said
    assert "**Without batch norms neither learns** at 56 layers under this recipe" in said
    turned = runs(*pair((0.5, 0.6), (0.75, 1.0), depth=56), *pair((0.5, 0.6), (2.3, None), depth=56, norm=False))
    other = map_readings.reading(map_readings.cells(turned))
    assert "The **plain net is ahead** at 56 (0.32 at 56)." in other
    assert "Without batch norms, at 56 layers: plain 0.55" in other
    assert "neither" not in other
    assert "no depth in common" in map_readings.reading(map_readings.cells(runs(group("none", 0.5))))


def test_the_guess_about_the_map_is_held_against_the_depth_from_which_on_residual_leads():
    shown = map_readings.cells(MAPPED)
    assert map_readings.onset(shown) == 20
    assert map_readings.reply("20", shown).endswith("so it was.")
    assert "it came out *20*" in map_readings.reply("56", shown)
    assert map_readings.reply(JUST_SHOW, shown) == ""
    level = map_readings.cells(runs(*pair((0.5, 0.75), (0.5, 0.75), depth=56)))
    assert map_readings.reply(NEVER, level).endswith("so it was.")


def test_a_cell_knows_its_twin_and_says_its_recipe():
    shown = map_readings.cells(MAPPED)
    by_name = {cell.name: cell for cell in shown}
    assert by_name["plain-56-no_norm"].twin == "residual-56-no_norm"
    assert by_name["residual-8"].twin == "plain-8"
    slow = RaceProbe(nets=(SmallNet(),), lr=0.03, steps=100, clip_norm=1)
    here = {probe: ran._replace(recorded=False) for probe, ran in runs(group("zero_pad", 0.5), probe=slow).items()}
    [cell] = map_readings.cells(here)
    assert cell.row == "residual, 100 steps, rate 0.03, clipped at 1"
    assert not map_readings.cells(runs(group("zero_pad", 0.5), probe=slow)), "recorded for another purpose"


def test_a_cell_is_labelled_with_mean_and_range_and_the_opened_one_is_framed():
    shown = map_readings.cells(MAPPED)
    option = map_readings.map_option(shown, "plain-20")
    drawn = {cell.name: data for cell, data in zip(shown, option["series"][0]["data"], strict=True)}
    assert drawn["plain-20"]["label"]["formatter"] == "0.88\n±0.12"
    assert drawn["residual-56-no_norm"]["label"]["formatter"] == "no\nnumber"
    assert [name for name, data in drawn.items() if data["itemStyle"]["borderWidth"] > 1] == ["plain-20"]


def test_drawn_sketches_stay_off_the_map():
    sketched = {probe: ran._replace(data="sketches", recorded=False) for probe, ran in MAPPED.items()}
    assert map_readings.cells(sketched) == ()


# The curves


def test_plain_nets_are_dashed_and_residual_ones_solid_with_a_thin_line_a_seed():
    lines = [race_charts.line(each.net, each.runners) for each in pair((0.5, 0.6), (0.5, 0.6))]
    series = race_charts.loss_option(lines, steps=2)["series"]
    assert [each["lineStyle"]["type"] for each in series] == ["dashed"] * 3 + ["solid"] * 3
    assert [each["lineStyle"]["width"] for each in series] == [2.5, 1, 1] * 2
    assert {each["name"] for each in series[:3]} == {"plain 20"}
    legend = race_charts.loss_option(lines, steps=2)["legend"]["data"]
    assert [each["name"] for each in legend] == ["plain 20", "residual 20"]
    assert legend[0]["icon"] != legend[1]["icon"], "dashed and solid in the legend too"


def test_the_difference_is_plain_minus_residual_and_needs_both():
    net = SmallNet(depth=8)
    plain, residual = twins(net)
    lines = [
        race_charts.line(plain, [runner(plain, 0.5, losses=(2.5, 2.0))]),
        race_charts.line(residual, [runner(residual, 0.5, losses=(2.25, 1.0))]),
    ]
    [series] = race_charts.difference_option(lines, steps=2)["series"]
    assert series["data"] == [[1, 0.25], [2, 1.0]]
    assert race_charts.difference_option(lines[:1], steps=2)["series"] == []


def test_losses_that_are_no_numbers_leave_a_gap_and_high_ones_the_picture():
    net = SmallNet()
    option = race_charts.loss_option([race_charts.line(net, [runner(net, None)])], steps=2)
    assert option["series"][0]["data"] == [[1, 2.25], [2, None]]
    assert option["yAxis"]["max"] is None
    wild = race_charts.line(net, [runner(net, 0.5, losses=(2.0, 1e6))])
    assert race_charts.loss_option([wild], steps=2)["yAxis"]["max"] == race_charts.HIGHEST


# Races at hand


def test_every_recorded_race_is_known_in_any_company():
    known = races.of_gallery("race")
    both = RaceProbe(nets=(*twins(SmallNet(depth=8)), *twins(SmallNet(depth=44))), seed=1)
    assert races.is_known(both, known)
    assert not races.is_known(both.model_copy(update={"seed": 9}), known)
