"""Which way the gradient takes, from answers made up for it."""

import numpy as np
import pytest

from resnet_core.studies.saliency_inside import findings
from resnet_core.studies.saliency_inside.question import Inside, Ways
from resnet_core.studies.saliency_maps.question import Map

FLAT = Map.pack(np.zeros((2, 2)), method="saliency", difference=None)


def inside(ways):
    return Inside(
        label=0, seen="00", probabilities=(0.1,) * 10, target=4, shape=(8, 7, 7), channels=(FLAT,), silent=2, ways=ways
    )


def ways(*lengths, rest=0.0):
    return Ways(whole=FLAT, main=FLAT, shortcut=FLAT, lengths=lengths, rest=rest)


def test_two_ways_that_miss_no_more_than_rounding_add_up():
    parted = findings.ways(inside(ways(2.0, 1.0, 1.5, rest=1e-6)))
    assert (parted.case, parted.target) == ("adds_up", 4)
    assert (parted.main, parted.shortcut) == (0.5, 0.75)
    assert findings.ways(inside(ways(2.0, 1.0, 1.5, rest=0.4))) == ("mixed", 4, 0.5, 0.75, 0.4)


@pytest.mark.parametrize(("answer", "case"), [(None, "no_shortcut"), (ways(0.0, 0.0, 0.0), "no_gradient")])
def test_without_a_shortcut_or_a_gradient_nothing_is_parted(answer, case):
    assert findings.ways(inside(answer)) == (case, 4, None, None, None)


def test_silent_channels_are_counted_beside_all():
    layer = findings.layer(inside(None))
    assert (layer.channels, layer.silent, layer.shape) == (8, 2, (8, 7, 7))
