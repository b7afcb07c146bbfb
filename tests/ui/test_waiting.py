"""The line that says what a run waits for."""

from resnet_core.probes.catalogue import PROBES, QUICK
from ui.waiting import MEASUREMENTS


def test_every_measurement_that_others_may_wait_for_has_a_name():
    assert MEASUREMENTS.keys() == PROBES.keys() - QUICK
