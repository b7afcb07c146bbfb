"""What a net says, against its logits taken by hand."""

import numpy as np
import pytest
import torch

from resnet_core.data.images import load, normalise, resize
from resnet_core.studies import pictures
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.predictions.measure import ask
from resnet_core.studies.predictions.question import WHOLE, PredictionsQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose

NET = new_net(SmallNet(depth=8, width=4).network, seed=3)

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def at(tmp_path):
    return Workbench(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)


def by_hand(at, images):
    with torch.no_grad():
        return at.net(NET)(resize(normalise(images), NET.network.input_size)).softmax(1)


def test_classes_and_probabilities_are_those_of_the_nets_logits(at):
    question = PredictionsQuestion(net=NET, data="sketches", pictures=50)
    answer = ask(question, at)
    expected = by_hand(at, at.images(question.images).test_images)
    assert answer.data == "sketches"
    assert answer.predicted == tuple(expected.argmax(1).tolist())
    assert np.allclose(np.array(answer.shares) / WHOLE, expected, atol=1 / WHOLE)
    assert np.allclose(answer.sure, expected.max(1).values, atol=1 / WHOLE)


def test_a_learners_own_picture_is_answered_as_the_same_test_picture_is(at):
    question = PredictionsQuestion(net=NET, data="sketches", pictures=10)
    picture = at.images(question.images).test_images[7].numpy()
    [own] = ask(question.model_copy(update={"own": pictures.spell(picture)}), at).shares
    assert own == ask(question, at).shares[7]


def test_a_net_of_three_channels_sees_the_grey_thrice(at):
    network = NET.network.model_copy(update={"input_channels": 3})
    question = PredictionsQuestion(net=new_net(network, seed=0), data="sketches", pictures=10)
    picture = at.images(question.images).test_images[0].numpy()
    assert (
        ask(question.model_copy(update={"own": pictures.spell(picture)}), at).shares[0] == ask(question, at).shares[0]
    )
