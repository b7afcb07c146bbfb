"""Which nets without convolutions there are, and what they cost by hand."""

import pytest

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.studies.elsewhere.question import (
    DEPTHS,
    KINDS,
    WARM_UP,
    ElsewhereQuestion,
    OtherNet,
    nets,
    recorded,
)


def test_the_parameters_of_a_perceptron_are_those_counted_by_hand():
    """196 pixels to 64; twice 64 to 64 and a norm; a last norm; 64 to 10."""
    assert OtherNet(kind="mlp", layers=1, norm="pre").params == 12_608 + 2 * 4_160 + 128 + 128 + 650
    assert OtherNet(kind="mlp", layers=3, norm="post").params == 12_608 + 3 * (2 * 4_160 + 128) + 650


def test_the_parameters_of_a_transformer_are_those_counted_by_hand():
    """A patch of 4 pixels to 32; 49 places; four 32 to 32, 32 to 64 and back, and two norms; a last norm; 32 to 10."""
    layer = 4 * 1_056 + 2_112 + 2_080 + 128
    assert OtherNet(kind="transformer", layers=1, norm="post").params == 160 + 1_568 + layer + 330
    assert OtherNet(kind="transformer", layers=2, norm="pre").params == 160 + 1_568 + 2 * layer + 64 + 330


def test_multiply_adds_are_those_counted_by_hand():
    assert OtherNet(kind="mlp", layers=2).macs == 196 * 64 + 2 * 2 * 64 * 64 + 640
    attention = 49 * 4 * 32 * 32 + 2 * 49 * 49 * 32
    assert OtherNet(kind="transformer", layers=1).macs == 49 * 4 * 32 + attention + 49 * 2 * 32 * 64 + 320


def test_a_shortcut_costs_nothing():
    for kind in KINDS:
        for net in nets(kind, 4):
            twin = net.model_copy(update={"shortcut": not net.shortcut})
            assert (twin.params, twin.macs) == (net.params, net.macs)


@pytest.mark.parametrize("wrong", [{"kind": "lstm"}, {"layers": 0}, {"norm": "none"}, {"width": 7}])
def test_a_net_that_does_not_exist_cannot_be_named(wrong):
    with pytest.raises(ConfigError):
        parse(OtherNet, wrong)


def test_the_recorded_questions_are_every_net_at_every_depth_over_the_same_seeds():
    asked = recorded()
    assert len(set(asked)) == len(asked)
    cold = {question.net for question in asked if not question.warm_up_steps}
    assert cold == {net for kind in KINDS for layers in DEPTHS for net in nets(kind, layers)}
    warm = {
        (question.net.layers, question.net.shortcut, question.net.norm) for question in asked if question.warm_up_steps
    }
    assert warm == {(DEPTHS[-1], True, "post")}
    assert {question.warm_up_steps for question in asked} == {0, WARM_UP}


def test_a_question_foretells_its_work():
    net = OtherNet(layers=4)
    assert ElsewhereQuestion(net=net, steps=9, batch_size=8).macs == 10 * 8 * net.macs
