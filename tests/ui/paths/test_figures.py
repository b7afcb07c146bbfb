"""The figures of paths draw what was found, with gaps where there is nothing."""

import pytest

from tests.studies.paths.test_findings import EVEN, SHORT_ONES, paths
from ui.paths import figures
from ui.say import say


def test_lengths_that_pull_against_the_whole_are_drawn_below_zero():
    assert "min" not in figures.share_option(paths([0.5, 0.7, -0.2, 0]))["yAxis"]
    assert figures.share_option(EVEN)["yAxis"]["min"] == 0


def test_a_path_without_gradient_leaves_a_gap():
    gone = paths([1, 0, 0], one=[0.5, 0.01, 0.0])
    assert figures.one_option(gone)["series"][0]["data"] == [-0.3, -2.0, None]


def test_the_shares_of_all_lengths_are_all_paths():
    assert sum(figures.count_option(EVEN)["series"][0]["data"]) == pytest.approx(100, abs=0.01)


def test_several_seeds_show_their_spread():
    table = figures.net_table({"residual_20_untrained": [SHORT_ONES, EVEN], "residual_20_trained": [EVEN]})
    assert list(table[say("paths-table.exact")]) == ["2.1 (1.2 to 3.0)", "3.0"]
    assert list(table[say("paths-table.nets")]) == [2, 1]


def test_every_length_has_its_row():
    rows = figures.length_table(SHORT_ONES)
    assert list(rows[say("paths-numbers.paths")]) == ["1", "6", "15", "20", "15", "6", "1"]
    assert list(rows[say("paths-numbers.adds")])[:3] == ["10.00%", "60.00%", "30.00%"]


def test_the_third_that_was_predicted_is_shaded():
    [bounds] = figures.share_option(EVEN, guess="long")["series"][0]["markArea"]["data"]
    assert [bound["xAxis"] for bound in bounds] == [5, 6]
    assert "markArea" not in figures.share_option(EVEN)["series"][0]
