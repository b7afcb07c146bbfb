"""What recorded answers took says what others will take."""

import pytest

from resnet_core.config import parse
from resnet_core.gallery import measurements
from resnet_core.probes.catalogue import PROBES
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.onnx import OnnxProbe
from resnet_core.probes.race import RaceProbe
from ui import forecast

COUNTED = ("race", "orders", "paths", "landscape", "gradients")


def test_twice_the_steps_take_twice_as_long_and_so_do_two_races():
    probe = RaceProbe(nets=(SmallNet(),), steps=100)
    twice = probe.model_copy(update={"steps": 200})
    once = forecast.of("race", probe)
    assert once is not None
    for longer in (forecast.of("race", twice), forecast.of("race", probe, probe)):
        assert longer is not None
        assert longer.seconds == pytest.approx(2 * once.seconds)


@pytest.mark.parametrize("kind", COUNTED)
def test_most_recorded_answers_are_foretold_within_a_half(kind):
    """Most: a recording that was made beside other work took longer than its work."""
    near = []
    for entry in measurements(kind).entries:
        foretold = forecast.of(kind, parse(PROBES[kind].question, entry.config))
        assert foretold is not None
        near.append(foretold.seconds == pytest.approx(entry.seconds, rel=0.5))
    assert sum(near) > len(near) / 2


def test_nothing_is_foretold_where_nobody_counts_the_work():
    assert forecast.of("onnx", OnnxProbe(network=SmallNet().network)) is None
