"""Which races may be asked for."""

import pytest

from resnet_core.config import parse
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import RaceQuestion, Runner, recorded, twins
from tests.refusals import refused


def test_twins_differ_in_their_shortcuts_alone():
    plain, residual = twins(SmallNet(depth=20, width=4, norm=False))
    assert plain.model_dump() | {"shortcut": "zero_pad"} == residual.model_dump()
    assert plain.plain
    assert not residual.plain


def test_only_the_residual_twin_can_start_at_zero():
    plain, residual = twins(SmallNet(zero_init=True))
    assert residual.zero_init
    assert not plain.zero_init


def test_nets_that_would_see_different_pictures_cannot_race():
    with refused("race-of-one-size", sizes=(14, 28)):
        parse(RaceQuestion, {"nets": [{"size": 14}, {"size": 28}]})


@pytest.mark.parametrize("count", [0, 6])
def test_a_race_has_one_to_five_nets(count):
    with refused("too-few" if count == 0 else "too-many", setting="nets"):
        parse(RaceQuestion, {"nets": [{}] * count})


def test_no_question_is_recorded_twice():
    assert len({question.model_dump_json() for question in recorded()}) == len(recorded())


def test_a_runner_says_at_which_step_its_loss_was_no_number_any_more():
    ran = {"net": SmallNet(), "params": 1, "accuracies": (), "final_loss": None}
    ran |= {"test_accuracy": None, "test_accuracy_fresh_norms": None}
    assert Runner(**ran, losses=(2.3, None, None)).stopped_at == 2
    assert Runner(**ran, losses=(2.3, 2.2)).stopped_at is None
