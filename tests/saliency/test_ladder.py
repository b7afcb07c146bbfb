"""The ladder: every rung is the trained net with the parts above replaced, and the net itself is never touched."""

from dataclasses import replace

import pytest
import torch

from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.saliency.ladder import TRAINED, cascade, parts
from tests.saliency.conftest import NETWORK


@pytest.fixture
def fresh():
    return build(network_plan(NETWORK), seed=9).eval()


def test_parts_go_from_the_head_down_to_the_stem(network):
    assert parts(network) == ("head", "stage3", "stage2", "stage1", "stem")


def test_each_rung_is_fresh_above_and_trained_below(network, fresh):
    trained, new = network.state_dict(), fresh.state_dict()
    replaced: set[str] = set()
    for name, net in cascade(network, fresh):
        replaced |= set() if name == TRAINED else {name}
        for key, tensor in net.state_dict().items():
            above = any(key.startswith(f"{part}.") for part in replaced)
            assert torch.equal(tensor, (new if above else trained)[key]), (name, key)


def test_the_last_rung_is_the_untrained_net_and_the_first_the_trained_one(case, fresh, gradient):
    maps = {name: gradient(replace(case, network=net)) for name, net in cascade(case.network, fresh)}
    assert list(maps) == [TRAINED, *parts(fresh)]
    assert torch.equal(maps[TRAINED], gradient(case))
    assert torch.equal(maps["stem"], gradient(replace(case, network=fresh)))


def test_what_is_done_to_one_rung_reaches_neither_the_next_nor_the_nets_it_came_from(network, fresh, state):
    before = state(network), state(fresh)
    clean = {name: state(net) for name, net in cascade(network, fresh)}
    for name, net in cascade(network, fresh):
        assert state(net) == clean[name]
        net.train()
        for parameter in net.parameters():
            torch.nn.init.zeros_(parameter)
    assert (state(network), state(fresh)) == before
