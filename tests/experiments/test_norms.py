"""Norms of a new net, settled on inputs."""

import pytest
import torch

from resnet_core.experiments.norms import settle
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.probes.nets import SmallNet

pytestmark = pytest.mark.usefixtures("one_thread")


def test_norms_are_settled_on_the_inputs_and_then_hold_still():
    network = build(network_plan(SmallNet(depth=8, width=4).network)).double()
    images = torch.randn(32, 1, 14, 14, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    settle(network, images)
    assert not any(module.training for module in network.modules())
    with torch.no_grad():
        settled, alone = network(images), network(images[:1])
        in_training = network.train()(images)
    torch.testing.assert_close(alone, settled[:1])
    # A stored variance divides by n-1, that of a batch by n.
    torch.testing.assert_close(settled, in_training, rtol=0.02, atol=0.02)
