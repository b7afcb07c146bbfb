"""The line that says what a run waits for."""

import pytest

from resnet_core.jobs.places import Occupant
from resnet_core.studies.catalogue import QUICK, STUDIES
from ui.waiting import _occupant


@pytest.mark.parametrize("kind", sorted(STUDIES.keys() - QUICK))
def test_every_measurement_that_others_may_wait_for_has_a_name(kind):
    a_short_question = _occupant(Occupant("any quick one", "", None))
    assert _occupant(Occupant(kind, "", None)) != a_short_question


def test_a_training_is_called_by_its_name():
    assert "resnet20" in _occupant(Occupant("train", "resnet20", 40.0))
