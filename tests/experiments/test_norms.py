"""Norms that have seen the images: in eval mode the network then computes what it computes in training."""

import pytest
import torch

from resnet_core.experiments.norms import settle_norms
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.probes.nets import SmallNet

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def network():
    return build(network_plan(SmallNet(depth=14, width=4).network)).double()


IMAGES = torch.randn(16, 1, 14, 14, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def test_in_eval_mode_the_network_gives_what_it_gives_in_training_on_the_same_images(network):
    settle_norms(network, IMAGES)
    assert not any(module.training for module in network.modules())
    with torch.no_grad():
        settled = network(IMAGES)
        in_training = network.train()(IMAGES)
    # The stored variance divides by n-1, that of a batch by n.
    torch.testing.assert_close(settled, in_training, rtol=0.05, atol=0.05)


def test_what_was_stored_before_does_not_matter(network):
    settle_norms(network, 5 * IMAGES + 3)
    settle_norms(network, IMAGES)
    once = {name: values.clone() for name, values in network.named_buffers()}
    settle_norms(network, IMAGES)
    assert all(torch.equal(values, once[name]) for name, values in network.named_buffers())


def test_momenta_are_given_back_and_the_mode_is_eval_even_when_the_network_raises(network):
    network.get_submodule("stem.norm").momentum = 0.3
    with pytest.raises(RuntimeError):
        settle_norms(network, IMAGES[:, :, :, :, None, None])
    norms = [module for module in network.modules() if hasattr(module, "momentum")]
    assert [norm.momentum for norm in norms] == [0.3] + [0.1] * (len(norms) - 1)
    assert not network.training
