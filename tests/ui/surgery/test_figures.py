"""The figures of surgery are told apart without colour and show what came out."""

import pytest

from resnet_core.studies.surgery.findings import Outcome
from tests.studies.surgery.test_findings import NINE, PLAIN, RESIDUAL, fall, operated, turn
from ui.say import say
from ui.surgery import figures
from ui.surgery.nets import name


def test_the_figure_of_deletions_begins_with_the_intact_net_and_has_a_band_from_lowest_to_highest():
    option = figures.deletions_option([fall(0.7, 0.5, 0.3)])
    line, low, width = (each["data"] for each in option["series"])
    assert option["xAxis"]["data"] == ["0", "1", "2", "3"]
    assert line == [90, 70, 50, 30]
    assert low == pytest.approx([90, 65, 45, 25])
    assert width == pytest.approx([0, 10, 10, 10])


def test_the_figure_is_told_apart_without_colour():
    option = figures.in_turn_option([turn(*NINE), turn(*NINE, case=PLAIN)], 10)
    residual, plain = option["series"]
    assert (residual["lineStyle"]["type"], plain["lineStyle"]["type"]) == ("solid", "dashed")
    assert residual["symbol"] != plain["symbol"]
    assert [point["value"][0] for point in residual["data"] if point.get("symbol") == "triangle"] == [4, 7]
    stages = [say("stage-numbered", number=number) for number in (1, 2, 3)]
    assert [area[0]["name"] for area in residual["markArea"]["data"]] == stages
    assert [level["yAxis"] for level in residual["markLine"]["data"]] == [90, 80, 10]


def test_every_cell_that_changed_has_its_number_with_a_sign():
    option = figures.changes_option(Outcome(RESIDUAL, operated(), operated(9)).differences)
    labels = [cell["label"]["formatter"] for cell in option["series"][0]["data"] if cell["label"]["show"]]
    assert labels == ["−9", "+9"]


def test_behind_fresh_statistics_stand_the_stored_ones_faintly_and_not_the_other_way_round():
    stored, fresh = (turn(*NINE, fresh=(0.8,) * 9, shown=shown) for shown in ("stored", "fresh"))
    assert len(figures.in_turn_option([stored], 10)["series"]) == 1
    shown, behind = figures.in_turn_option([fresh], 10)["series"]
    assert [point["value"][1] for point in shown["data"]] == [80] * 9
    assert [point["value"][1] for point in behind["data"]] == [round(100 * each, 1) for each in NINE]
    assert shown["name"] == behind["name"]
    assert behind["lineStyle"]["opacity"] < 1
    assert len(figures.deletions_option([fall(0.7, 0.5, fresh=(0.8, 0.7), shown="fresh")])["series"]) == 4


def test_the_table_has_a_row_for_every_block():
    found = figures.block_table([turn(*NINE), turn(*NINE, case=PLAIN)])
    assert list(found.index) == list(range(1, 10))
    assert found.loc[4, say("surgery-table.shape")] == say("surgery-table.yes")
    for statistics, accuracy in (("stored", "40.0%"), ("fresh", "90.0%")):
        assert found.loc[1, say("surgery-table.accuracy", net=name(PLAIN), statistics=statistics)] == accuracy
