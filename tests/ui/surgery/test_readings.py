"""What is said about an operation follows from its numbers."""

import pytest

from resnet_core.probes.nets import SmallNet, TrainedNet
from resnet_core.probes.surgery import Deleted, Deletions, Edit, Lesion, Lesions, Operated, UnderBoth
from ui.surgery import charts, damage, readings
from ui.surgery.readings import JUST_SHOW, Case, Fall, Outcome, Turn

RESIDUAL = Case("residual 20", TrainedNet(network=SmallNet(depth=20).network, weights="new:0"))
PLAIN = Case("plain 20", TrainedNet(network=SmallNet(depth=20, shortcut="none").network, weights="new:0"))


def operated(wrong_of_first=0, *, called=1, loss=0.5):
    """Ten pictures of each class, all named rightly but some of the first."""
    rows = [[10 if at == true else 0 for at in range(10)] for true in range(10)]
    rows[0][0] -= wrong_of_first
    rows[0][called] += wrong_of_first
    return Operated(loss=loss, accuracy=1 - wrong_of_first / 100, confusion=tuple(map(tuple, rows)))


def lesions(*accuracies, intact=0.9):
    edited = tuple(
        Lesion(block=number, loss=1.0, accuracy=accuracy) for number, accuracy in enumerate(accuracies, start=1)
    )
    return Lesions(loss=0.3, accuracy=intact, lesions=edited)


def turn(*stored, fresh=None, case=RESIDUAL, operation="delete", intact=0.9, shown="stored"):
    """A net with these accuracies, block by block; with fresh statistics it is untouched unless told otherwise."""
    both = (lesions(*stored, intact=intact), lesions(*(fresh or (intact,) * len(stored)), intact=intact))
    return Turn(case, operation, UnderBoth[Lesions](data="sketches", stored=both[0], fresh=both[1]), shown)


NINE = (0.4, 0.85, 0.88, 0.7, 0.81, 0.86, 0.87, 0.8, 0.9)


def test_the_outcome_has_both_accuracies_and_the_difference():
    found = Outcome(RESIDUAL, operated(), operated(9, loss=None))
    said = readings.outcome(found)
    assert "**91.0%** of the pictures right, 9.0 points less than before" in said
    assert "from 0.5 to no number" in said
    assert "9.0 points more" in readings.outcome(Outcome(RESIDUAL, operated(9), operated()))
    assert "as many as before" in readings.outcome(Outcome(RESIDUAL, operated(9, called=1), operated(9, called=2)))
    assert "is as it was: it gets 91.0%" in readings.outcome(Outcome(RESIDUAL, operated(9), operated(9)))


def test_the_classes_that_suffer_are_named_with_what_they_are_called_now():
    said = readings.classes(Outcome(RESIDUAL, operated(), operated(9, called=8)))
    assert said == "Most to suffer: **T-shirt/top**, from 100% to 10% (mostly called Bag)."
    assert "No class loses more than 2%" in readings.classes(Outcome(RESIDUAL, operated(), operated()))


def test_a_net_that_calls_most_pictures_the_same_is_told():
    everything = Operated(loss=3.0, accuracy=0.1, confusion=tuple((0,) * 8 + (10, 0) for _ in range(10)))
    assert readings.classes(Outcome(PLAIN, operated(), everything)).endswith("100% of all pictures are now called Bag.")


def test_differences_of_the_confusion_add_up_to_nothing():
    changes = readings.differences(Outcome(RESIDUAL, operated(), operated(9)))
    assert changes[0][:2] == [-9, 9]
    assert sum(map(sum, changes)) == 0


@pytest.mark.parametrize(("within", "count"), [(1, 1), (5, 5), (10, 7), (50, 9)])
def test_deletions_within_so_many_points_are_counted(within, count):
    assert f"With stored statistics, **{count}** of the 9 single deletions" in readings.kept(turn(*NINE), within)
    other = turn(*NINE[::-1], fresh=NINE, shown="fresh")
    assert f"With fresh statistics, **{count}** of the 9 single deletions" in readings.kept(other, within)


def test_critical_blocks_are_listed_the_worst_first():
    said = readings.kept(turn(*NINE), 10)
    assert said.endswith("Critical, the worst first: blocks 1 (40.0%), 4 (70.0%).")
    assert "no block is critical" in readings.kept(turn(*NINE), 50)


def test_a_net_that_bears_no_deletion_names_the_mildest():
    said = readings.kept(turn(0.1, 0.2, 0.1, case=PLAIN), 10)
    assert "**0** of the 3 single deletions in *plain 20* leave the accuracy" in said
    assert "The mildest is at block 2, with 20.0%; guessing gets 10%" in said


def deletions(*means, intact=0.9):
    numbers = tuple(
        Deleted(blocks=number, accuracies=(mean - 0.05, mean + 0.05)) for number, mean in enumerate(means, start=1)
    )
    return Deletions(accuracy=intact, numbers=numbers)


def fall(*stored, fresh=None, intact=0.9, shown="stored", case=RESIDUAL):
    both = (deletions(*stored, intact=intact), deletions(*(fresh or stored), intact=intact))
    return Fall(case, UnderBoth[Deletions](data="sketches", stored=both[0], fresh=both[1]), shown)


@pytest.mark.parametrize(
    ("means", "manner", "step"),
    [
        ((0.15, 0.1, 0.1, 0.1), "at once", "to 1 deleted block, takes 75.0 of the 80.0 points"),
        ((0.76, 0.58, 0.43, 0.27, 0.1), "little by little", "to 2 deleted blocks, takes 18.0 of the 80.0 points"),
        ((0.9, 0.6, 0.6, 0.1), "at once", "to 4 deleted blocks, takes 50.0 of the 80.0 points"),
        ((0.6, 0.3, 0.2, 0.1), "in a few steps", "to 1 deleted block, takes 30.0 of the 80.0 points"),
    ],
)
def test_a_fall_is_named_by_its_largest_step(means, manner, step):
    said = readings.falls(fall(*means))
    assert f"falls **{manner}**" in said
    assert step in said
    assert f"With stored statistics, its 90.0% become {means[0]:.1%} (" in said
    assert f"({means[0] - 0.05:.1%} to {means[0] + 0.05:.1%}) with 1," in said


def test_a_net_that_was_guessing_before_loses_nothing():
    assert "loses nothing, however many" in readings.falls(fall(0.1, 0.1, 0.1, intact=0.1))


def test_the_figure_of_deletions_begins_with_the_intact_net_and_has_a_band_from_lowest_to_highest():
    option = charts.deletions_option([fall(0.7, 0.5, 0.3)])
    line, low, width = (each["data"] for each in option["series"])
    assert option["xAxis"]["data"] == ["0", "1", "2", "3"]
    assert line == [90, 70, 50, 30]
    assert low == pytest.approx([90, 65, 45, 25])
    assert width == pytest.approx([0, 10, 10, 10])


def test_a_name_keeps_the_capitals_within():
    assert readings.upper("run of Nov") == "Run of Nov"


def test_the_guess_is_put_beside_the_worst_block():
    right = str(readings.verdict("1", turn(*NINE)))
    assert right.endswith("and so it is: with stored statistics, *residual 20* falls to 40.0%.")
    said = str(readings.verdict("8", turn(*NINE, shown="stored")))
    assert "there, with stored statistics, *residual 20* keeps 80.0%, and 2 of the 9 blocks hurt more." in said
    assert "Block 1 hurts most: 40.0%" in said
    assert "1 of the 9 blocks hurts more" in str(readings.verdict("4", turn(*NINE)))
    assert readings.verdict(JUST_SHOW, turn(*NINE)) is None


def test_the_twins_are_compared_by_their_medians():
    said = readings.compared([turn(*NINE), turn(0.1, 0.2, 0.3, case=PLAIN)])
    assert "a single deletion leaves *residual 20* with 85.0% (intact 90.0%) and *plain 20* with 20.0%" in said
    assert "a single cut" in readings.compared([turn(*NINE, operation="cut")])


def test_what_the_shape_demands_is_said_at_each_twin():
    edits = (Edit(kind="delete", block=4), Edit(kind="cut", block=2))
    [kept] = readings.remarks(RESIDUAL, edits)
    assert kept == "In *residual 20* block 4 changes the shape; its shortcut does too, and stays."
    [stand_in, no_cut] = readings.remarks(PLAIN, edits)
    assert "block 4 changes the shape, with nothing beside it. In its place stands" in stand_in
    assert "every second pixel, and zeros for the new channels (option A)" in stand_in
    assert "has no shortcut to cut" in no_cut
    assert readings.remarks(RESIDUAL, (Edit(kind="delete", block=2),)) == []


def test_several_blocks_take_the_plural():
    both = (Edit(kind="delete", block=4), Edit(kind="delete", block=7))
    [kept] = readings.remarks(RESIDUAL, both)
    assert kept == "In *residual 20* blocks 4 and 7 change the shape; their shortcuts do too, and stay."
    [stand_in] = readings.remarks(PLAIN, both)
    assert stand_in.startswith(
        "In *plain 20* blocks 4 and 7 change the shape, with nothing beside them. In their place"
    )


def test_silence_is_called_deletion_only_where_it_is():
    silence = (Edit(kind="silence", block=2),)
    assert "is to delete the block" in readings.remarks(RESIDUAL, silence)[0]
    other = SmallNet(depth=20, order="norm_after_add").network
    assert readings.remarks(Case("b", TrainedNet(network=other, weights="new:0")), silence) == []
    assert readings.remarks(PLAIN, silence) == []


def test_the_table_has_a_row_for_every_block():
    found = readings.table([turn(*NINE), turn(*NINE, case=PLAIN)])
    assert list(found.index) == list(range(1, 10))
    assert found.loc[4, "changes the shape"] == "yes"
    assert found.loc[1, "plain 20, stored statistics: accuracy"] == "40.0%"
    assert found.loc[1, "plain 20, fresh statistics: accuracy"] == "90.0%"


def test_the_figure_is_told_apart_without_colour():
    option = charts.in_turn_option([turn(*NINE), turn(*NINE, case=PLAIN)], 10)
    residual, plain = option["series"]
    assert (residual["lineStyle"]["type"], plain["lineStyle"]["type"]) == ("solid", "dashed")
    assert residual["symbol"] != plain["symbol"]
    assert [point["value"][0] for point in residual["data"] if point.get("symbol") == "triangle"] == [4, 7]
    assert [area[0]["name"] for area in residual["markArea"]["data"]] == ["stage 1", "stage 2", "stage 3"]
    assert [level["yAxis"] for level in residual["markLine"]["data"]] == [90, 80, 10]


def test_every_cell_that_changed_has_its_number_with_a_sign():
    option = charts.changes_option(readings.differences(Outcome(RESIDUAL, operated(), operated(9))))
    labels = [cell["label"]["formatter"] for cell in option["series"][0]["data"] if cell["label"]["show"]]
    assert labels == ["−9", "+9"]


def test_behind_fresh_statistics_stand_the_stored_ones_faintly_and_not_the_other_way_round():
    stored, fresh = (turn(*NINE, fresh=(0.8,) * 9, shown=shown) for shown in ("stored", "fresh"))
    assert len(charts.in_turn_option([stored], 10)["series"]) == 1
    shown, behind = charts.in_turn_option([fresh], 10)["series"]
    assert [point["value"][1] for point in shown["data"]] == [80] * 9
    assert [point["value"][1] for point in behind["data"]] == [round(100 * each, 1) for each in NINE]
    assert shown["name"] == behind["name"]
    assert behind["lineStyle"]["opacity"] < 1
    assert len(charts.deletions_option([fall(0.7, 0.5, fresh=(0.8, 0.7), shown="fresh")])["series"]) == 4


# Whose damage it is


STALE, MISSING = (0.4, 0.9, 0.6), (0.1, 0.2, 0.1)


@pytest.mark.parametrize(
    ("found", "stored", "fresh", "culprit"),
    [
        (turn(*STALE, fresh=(0.85, 0.9, 0.85)), (1, 3), (), "statistics"),
        (turn(*STALE, fresh=(0.7, 0.9, 0.75)), (1, 3), (1, 3), "both"),
        (turn(*MISSING, fresh=(0.2, 0.2, 0.3)), (1, 3, 2), (1, 2, 3), "blocks"),
        (turn(0.85, 0.9, 0.9, fresh=(0.9, 0.9, 0.7)), (), (3,), "nothing"),
        (turn(0.85, 0.9, 0.9), (), (), "nothing"),
        (turn(*STALE, fresh=(0.95, 0.95, 0.95)), (1, 3), (), "statistics"),
        (turn(*STALE, fresh=(0.3, 0.9, 0.5)), (1, 3), (1, 3), "blocks"),
    ],
)
def test_what_does_the_damage_follows_from_both_answers(found, stored, fresh, culprit):
    facts = damage.criticals(found, 10)
    assert (facts.stored, facts.fresh, facts.damage.culprit) == (stored, fresh, culprit)


def test_the_share_of_the_statistics_is_what_fresh_ones_give_back():
    facts = damage.criticals(turn(*STALE, fresh=(0.8, 0.9, 0.7)), 10)
    assert (facts.damage.stored, facts.damage.fresh) == pytest.approx((40, 15))
    assert facts.damage.share == pytest.approx(25 / 40)


@pytest.mark.parametrize(("fresh", "share"), [((0.95,) * 3, 1.0), ((0.3, 0.9, 0.5), 0.0)])
def test_a_share_stays_between_nothing_and_all(fresh, share):
    assert damage.criticals(turn(*STALE, fresh=fresh), 10).damage.share == share


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            turn(*STALE, fresh=(0.86, 0.9, 0.86)),
            "*Residual 20*, critical with stored statistics: blocks 1 and 3; with fresh ones: none. To delete one of "
            "the 2 costs on average 40.0 points with stored statistics, 4.0 with fresh ones: **stale statistics do 90% "
            "of the damage**, not the missing block.",
        ),
        (
            turn(*MISSING, fresh=(0.2, 0.2, 0.3), case=PLAIN),
            "*Plain 20*, critical with either statistics: blocks 1, 3 and 2. To delete one of the 3 costs on average "
            "76.7 points with stored statistics, 66.7 with fresh ones: **the damage comes from the missing block**; "
            "stale statistics do 13% of it.",
        ),
        (
            turn(0.4, 0.9, fresh=(0.7, 0.9), operation="cut"),
            "*Residual 20*, critical with either statistics: block 1. To cut the shortcut of it costs 50.0 points "
            "with stored statistics, 20.0 with fresh ones: stale statistics do 60% of the damage, the missing "
            "shortcut the rest.",
        ),
        (turn(0.85, 0.9), "*Residual 20*: with either statistics, no block is critical."),
        (
            turn(0.85, 0.9, fresh=(0.9, 0.7)),
            "*Residual 20*, critical with stored statistics: none; with fresh ones: block 2.",
        ),
    ],
)
def test_the_sentence_on_single_edits_has_the_facts(found, said):
    assert damage.of_single_edits(found, 10) == said


def test_many_deletions_are_judged_where_half_of_the_blocks_are_gone():
    found = fall(0.8, 0.5, 0.3, 0.1, fresh=(0.85, 0.8, 0.4, 0.1))
    number, lost = damage.at_half(found)
    assert number == 2
    assert (lost.stored, lost.fresh) == pytest.approx((40, 10))
    said = damage.of_many_deletions(found)
    assert said.startswith("*Residual 20*, 2 of 4 blocks deleted: this costs on average 40.0 points with stored")
    assert said.endswith("**stale statistics do 75% of the damage**, not the missing blocks.")
    assert "no damage to explain" in damage.of_many_deletions(fall(0.95, 0.95))


def test_a_net_without_batch_norms_has_no_statistics_to_blame():
    bare = Case("bare", TrainedNet(network=SmallNet(norm=False).network, weights="new:0"))
    assert "has no batch norms" in damage.of_single_edits(turn(*STALE, case=bare), 10)
    assert "has no batch norms" in damage.of_many_deletions(fall(0.1, case=bare))


def test_the_other_statistics_are_told_beside_those_that_are_shown():
    both = UnderBoth[Operated](data="sketches", stored=operated(9), fresh=operated())
    assert readings.otherwise(both, "stored") == (
        "That is with stored statistics; with fresh statistics it gets 100.0% right."
    )
    assert "with stored statistics it gets 91.0% right" in readings.otherwise(both, "fresh")
