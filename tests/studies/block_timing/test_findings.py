"""What groups save is read off the costs and the times."""

import pytest

from resnet_core.analysis.grouping import Split, split_of
from resnet_core.analysis.layers import Totals, block_cost
from resnet_core.config import BlockConfig
from resnet_core.studies.block_timing.findings import Costs, costs, saving
from resnet_core.studies.block_timing.question import BlockTime, Milliseconds, Timing


def steady(median):
    return Milliseconds(median=median, lower=median - 0.01, upper=median + 0.01)


def table(*times):
    totals = [Totals(100, 1000, 0), Totals(50, 400, 0)]
    return [Costs(*row) for row in zip([Split(1, 8), Split(8, 1)], totals, times, strict=True)]


@pytest.mark.parametrize(
    ("times", "time", "verdict"),
    [
        ((steady(1.0), steady(1.2)), 1.2, "slower"),
        ((steady(1.0), steady(0.8)), 0.8, "less_than_promised"),
        ((steady(1.0), steady(0.4)), 0.4, "as_promised"),
        ((steady(1.0), Milliseconds(median=0.4, lower=0.3, upper=1.1)), 0.4, "chance"),
        ((None, None), None, "unmeasured"),
    ],
)
def test_the_verdict_on_time_is_drawn_from_the_times(times, time, verdict):
    assert saving(table(*times), Split(1, 8)) == (8, 1, 0.4, 0.5, time, verdict)


def test_the_chosen_groups_are_compared_where_they_are_in_the_table_and_else_the_most():
    rows = [Costs(Split(c, 8 // c), Totals(100 // c, 1000 // c, 0)) for c in (1, 2, 4)]
    assert [saving(rows, chosen).cardinality for chosen in (Split(2, 4), Split(1, 8))] == [2, 4]


def test_a_width_that_cannot_be_halved_has_nothing_to_compare():
    assert saving(table(None, None)[:1], Split(1, 8)) is None


def test_costs_take_the_times_of_the_clock_that_is_wished():
    block = BlockConfig(family="resnext", cardinality=2)
    time = BlockTime(params=1, macs=1, forward=steady(1.0), training=steady(3.0))
    timing = Timing(machine="M", device="M", threads=1, torch="2", batch_size=2, size=14, rounds=3, blocks=(time,))
    (row,) = costs([block], 14, timing=timing, clock="training")
    assert row == (split_of(block), block_cost(block, 14), steady(3.0))
    assert costs([block], 14, timing=None, clock="training")[0].time is None
