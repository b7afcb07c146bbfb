"""The newest value of one metric, for many runs at once."""

import math

from resnet_core.jobs import states
from resnet_core.jobs.curves import last_values
from resnet_core.jobs.states import Report
from resnet_core.store import Point
from tests.postgresql import BOTH

DATABASES = BOTH


def test_each_run_has_its_own_newest_value_and_those_without_one_are_left_out(store, submit, claim_next):
    run_ids = [submit() for _ in range(4)]
    told = (
        [Point("test_accuracy", 5, 0.5), Point("test_accuracy", 10, 0.75), Point("test_loss", 20, 9.0)],
        [Point("test_accuracy", 3, 0.25)],
        [Point("test_loss", 3, 0.25)],
        [Point("test_accuracy", 3, math.nan)],
    )
    for points in told:
        states.report(store, claim_next(), Report(points=points))
    assert last_values(store, "test_accuracy", run_ids) == {run_ids[0]: 0.75, run_ids[1]: 0.25}
    assert last_values(store, "test_accuracy", run_ids[:1]) == {run_ids[0]: 0.75}
    assert last_values(store, "tea", run_ids) == {}
