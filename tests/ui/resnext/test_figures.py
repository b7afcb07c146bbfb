"""The charts of the ResNeXt page."""

from resnet_core.analysis.grouping import Split
from resnet_core.analysis.layers import Totals
from resnet_core.studies.block_timing.findings import Costs
from resnet_core.studies.block_timing.question import Milliseconds
from ui.resnext import figures


def costs(*medians):
    rows = zip((Split(1, 8), Split(8, 1)), (Totals(100, 1000, 0), Totals(50, 400, 0)), medians, strict=True)
    return [
        Costs(split, totals, median and Milliseconds(median=median, lower=median, upper=median))
        for split, totals, median in rows
    ]


def test_time_is_drawn_only_where_all_of_it_was_measured():
    assert len(figures.costs(costs(None, None))["series"]) == len(figures.costs(costs(2.0, None))["series"]) == 2
    assert figures.costs(costs(2.0, 3.0))["series"][-1]["data"] == [1, 1.5]
