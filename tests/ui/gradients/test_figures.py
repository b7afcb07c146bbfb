"""The charts of the page on gradients."""

import pytest

from tests.studies.gradients.test_findings import PLAIN, look, runs
from ui.gradients import figures


def test_the_chart_of_ratios_leaves_out_looks_that_were_not_taken():
    option = figures.ratio_option([runs(PLAIN, (look(0, 300.0, 3.0), look(1, 2.0, 1.0)))])
    assert [value for _, value in option["series"][0]["data"]] == [pytest.approx(100), 2, None, None, None]


def test_a_logarithmic_axis_leaves_out_what_is_zero():
    [series] = figures.option([runs(PLAIN, (look(0, 0.0, 2.0),))], 0, "weights")["series"]
    assert series["data"][1] == [2, None]
