"""The spread of some runs."""

import pytest

from resnet_core.analysis.spread import Spread, geometric_spread, spread


def test_the_mean_stands_between_the_lowest_and_the_highest():
    assert spread([1.0, 2.0, 6.0]) == Spread(3.0, 1.0, 6.0)
    assert spread([4.0]) == Spread(4.0, 4.0, 4.0)
    assert geometric_spread([1.0, 100.0]) == pytest.approx(Spread(10.0, 1.0, 100.0))


@pytest.mark.parametrize("values", [[], [None], [1.0, None], [1.0, float("nan")], [1.0, float("inf")]])
def test_there_is_no_spread_where_a_value_is_missing(values):
    assert spread(values) is None
    assert geometric_spread(values) is None


def test_there_is_no_geometric_mean_with_a_zero():
    assert geometric_spread([0.0, 2.0]) is None
