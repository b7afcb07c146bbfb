"""A network that was watched is as it was."""

import copy

import pytest
import torch

from resnet_core.experiments.watching import batch_statistics
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.probes.nets import SmallNet


@pytest.fixture
def network():
    network = build(network_plan(SmallNet(depth=8, width=4).network)).eval()
    network.get_submodule("stage1").train()  # a mixture that a careless restore would even out
    return network


def state(network):
    return copy.deepcopy(network.state_dict()), {name: module.training for name, module in network.named_modules()}


def test_norms_take_the_batch_and_forget_it_again(network):
    before, modes = state(network)
    images = 5 + 3 * torch.randn(8, 1, 14, 14, generator=torch.Generator().manual_seed(0))
    with batch_statistics(network):
        seen = network.get_submodule("stem.norm")(network.get_submodule("stem.conv")(images))
    torch.testing.assert_close(seen.mean((0, 2, 3)), torch.zeros(4), atol=1e-5, rtol=0)
    after, modes_after = state(network)
    assert modes_after == modes
    assert all(torch.equal(after[name], before[name]) for name in before)


def test_the_same_holds_when_something_raises(network):
    before, modes = state(network)

    def seen_and_then_refused():
        with batch_statistics(network):
            network.get_submodule("stem")(torch.ones(2, 1, 14, 14))
            network(torch.zeros(2, 3, 14, 14))

    with pytest.raises(RuntimeError, match="channels"):
        seen_and_then_refused()
    after, modes_after = state(network)
    assert modes_after == modes
    assert all(torch.equal(after[name], before[name]) for name in before)
