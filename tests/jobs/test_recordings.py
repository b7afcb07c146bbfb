"""What recorded answers took says what others will take."""

import pytest

from resnet_core.config import parse
from resnet_core.gallery import measurements
from resnet_core.jobs import recordings
from resnet_core.studies.catalogue import STUDIES
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.onnx.question import OnnxQuestion
from resnet_core.studies.race.question import RaceQuestion

COUNTED = ("race", "orders", "paths", "landscape", "gradients")


def test_twice_the_steps_take_twice_as_long_and_so_do_two_races():
    question = RaceQuestion(nets=(SmallNet(),), steps=100)
    twice = question.model_copy(update={"steps": 200})
    once = recordings.of("race", question)
    assert once is not None
    for longer in (recordings.of("race", twice), recordings.of("race", question, question)):
        assert longer is not None
        assert longer.seconds == pytest.approx(2 * once.seconds)


@pytest.mark.parametrize("kind", COUNTED)
def test_most_recorded_answers_are_foretold_within_a_half(kind):
    """Most: a recording that was made beside other work took longer than its work."""
    near = []
    for entry in measurements(kind).entries:
        foretold = recordings.of(kind, parse(STUDIES[kind].question, entry.config))
        assert foretold is not None
        near.append(foretold.seconds == pytest.approx(entry.seconds, rel=0.5))
    assert sum(near) > len(near) / 2


def test_nothing_is_foretold_where_nobody_counts_the_work():
    assert recordings.of("onnx", OnnxQuestion(network=SmallNet().network)) is None
