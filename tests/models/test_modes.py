"""A network lent in another mode, or with its norms measured anew, comes back as it was."""

import copy

import pytest
import torch
from torch import nn

from resnet_core.models.build import build
from resnet_core.models.modes import batch_statistics, in_mode, settle
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet


@pytest.fixture
def mixed():
    network = nn.Sequential(nn.ReLU(), nn.Sequential(nn.BatchNorm2d(1), nn.ReLU()))
    network.train()
    network[1].eval()
    return network


def modes(network):
    return [module.training for module in network.modules()]


@pytest.mark.parametrize("training", [True, False])
def test_all_of_it_is_in_the_mode_and_each_part_gets_its_own_back(mixed, training):
    before = modes(mixed)
    with in_mode(mixed, training=training):
        assert modes(mixed) == [training] * len(before)
    assert modes(mixed) == before
    assert len(set(before)) == 2


def test_an_error_inside_leaves_no_trace(mixed):
    before = modes(mixed)
    with pytest.raises(ZeroDivisionError), in_mode(mixed, training=False):
        raise ZeroDivisionError
    assert modes(mixed) == before


@pytest.fixture
def watched():
    network = build(network_plan(SmallNet(depth=8, width=4).network)).eval()
    network.get_submodule("stage1").train()  # a mixture that a careless restore would even out
    return network


def state(network):
    return copy.deepcopy(network.state_dict()), {name: module.training for name, module in network.named_modules()}


def test_norms_take_the_batch_and_forget_it_again(watched):
    before, modes = state(watched)
    images = 5 + 3 * torch.randn(8, 1, 14, 14, generator=torch.Generator().manual_seed(0))
    with batch_statistics(watched):
        seen = watched.get_submodule("stem.norm")(watched.get_submodule("stem.conv")(images))
    torch.testing.assert_close(seen.mean((0, 2, 3)), torch.zeros(4), atol=1e-5, rtol=0)
    after, modes_after = state(watched)
    assert modes_after == modes
    assert all(torch.equal(after[name], before[name]) for name in before)


def test_the_same_holds_when_something_raises(watched):
    before, modes = state(watched)

    def seen_and_then_refused():
        with batch_statistics(watched):
            watched.get_submodule("stem")(torch.ones(2, 1, 14, 14))
            watched(torch.zeros(2, 3, 14, 14))

    with pytest.raises(RuntimeError, match="channels"):
        seen_and_then_refused()
    after, modes_after = state(watched)
    assert modes_after == modes
    assert all(torch.equal(after[name], before[name]) for name in before)


@pytest.mark.usefixtures("one_thread")
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
