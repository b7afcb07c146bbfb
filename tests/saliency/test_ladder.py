"""The ladder: every rung is the trained net with the parts above replaced, and the net itself is never touched."""

from dataclasses import replace

import pytest
import torch

from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.saliency.ladder import cascade
from resnet_core.saliency.ladder_parts import parts
from resnet_core.studies.nets import SmallNet

NETWORK = SmallNet(shortcut="projection_norm", depth=8, width=4, size=28).network
PRE_ACTIVATED = SmallNet(shortcut="projection_norm", depth=8, width=4, size=28, order="full_pre").network


@pytest.fixture
def shaken():
    """A net in which every tensor differs from that of a new one, the statistics of its norms too."""

    def shaken(config, seed):
        network = build(network_plan(config), seed=seed).eval()
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for tensor in network.state_dict().values():
                if tensor.is_floating_point():
                    tensor.add_(torch.rand(tensor.shape, generator=generator))
                else:
                    tensor.add_(1)
        return network

    return shaken


@pytest.fixture
def network(shaken):
    return shaken(NETWORK, 0)


@pytest.fixture
def fresh():
    return build(network_plan(NETWORK), seed=9).eval()


@pytest.fixture(params=["stage", "layer"])
def steps(request):
    return parts(network_plan(NETWORK), request.param)


@pytest.mark.parametrize("config", [NETWORK, PRE_ACTIVATED], ids=["original", "pre-activated"])
@pytest.mark.parametrize("by", ["stage", "layer"])
def test_each_rung_differs_from_the_one_before_in_its_part_alone_and_there_in_every_tensor(shaken, config, by):
    steps = parts(network_plan(config), by)
    trained, fresh = shaken(config, 0), build(network_plan(config), seed=9).eval()
    rungs = [net.state_dict() for net in cascade(trained, fresh, steps)]
    assert len(rungs) == len(steps) + 1
    for part, before, after in zip(steps, rungs, rungs[1:], strict=False):
        for key in after:
            within = any(key.startswith(f"{path}.") for path in part.modules)
            assert torch.equal(before[key], after[key]) != within, (part.name, key)
            assert not within or torch.equal(after[key], fresh.state_dict()[key])


@pytest.mark.parametrize("config", [NETWORK, PRE_ACTIVATED], ids=["original", "pre-activated"])
@pytest.mark.parametrize("by", ["stage", "layer"])
def test_the_first_rung_is_the_trained_net_and_the_last_an_untrained_one_bit_for_bit(shaken, state, config, by):
    trained, fresh = shaken(config, 0), build(network_plan(config), seed=9).eval()
    first, *_, last = cascade(trained, fresh, parts(network_plan(config), by))
    assert state(first) == state(trained)
    assert state(last) == state(fresh)


def test_by_stage_its_rungs_are_some_of_those_by_layer(network, fresh, state):
    plan = network_plan(NETWORK)
    fine = [state(net)[0] for net in cascade(network, fresh, parts(plan, "layer"))]
    coarse = [state(net)[0] for net in cascade(network, fresh, parts(plan, "stage"))]
    assert all(each in fine for each in coarse)


def test_maps_of_the_first_and_last_rung_are_those_of_the_trained_and_the_untrained_net(case, fresh, gradient, steps):
    case = replace(case, network=build(network_plan(NETWORK), seed=0).eval())
    maps = [gradient(replace(case, network=net)) for net in cascade(case.network, fresh, steps)]
    assert torch.equal(maps[0], gradient(case))
    assert torch.equal(maps[-1], gradient(replace(case, network=fresh)))


def test_what_is_done_to_one_rung_reaches_neither_the_next_nor_the_nets_it_came_from(network, fresh, state, steps):
    before = state(network), state(fresh)
    clean = [state(net) for net in cascade(network, fresh, steps)]
    for net, expected in zip(cascade(network, fresh, steps), clean, strict=True):
        assert state(net) == expected
        net.train()
        for parameter in net.parameters():
            torch.nn.init.zeros_(parameter)
    assert (state(network), state(fresh)) == before
