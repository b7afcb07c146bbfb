"""A net after an attribution, and after one that failed, is the net before it, to the bit and to the hook."""

import pytest
import torch

from resnet_core.saliency import methods, rules
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.table import METHODS, Settings
from resnet_core.saliency.untouched import untouched
from tests.saliency.test_methods import SETTINGS, TARGET, small_net

pytestmark = pytest.mark.usefixtures("one_thread")


def everything(network):
    """Mode, attributes, hooks, weights, buffers, gradients."""
    modules = {
        name: (
            module.training,
            sorted(vars(module)),
            {key: len(value) for key, value in vars(module).items() if key.endswith("hooks")},
        )
        for name, module in network.named_modules()
    }
    tensors = {
        name: (tensor.detach().clone(), tensor.requires_grad, tensor.grad)
        for name, tensor in [*network.named_parameters(), *network.named_buffers()]
    }
    return modules, tensors


def assert_same(found, expected):
    assert found[0] == expected[0]
    for name, (tensor, requires_grad, grad) in expected[1].items():
        assert torch.equal(found[1][name][0], tensor), name
        assert found[1][name][1:] == (requires_grad, grad), name


@pytest.fixture
def network():
    return small_net()


@pytest.fixture
def inputs():
    return torch.randn(3, 1, 12, 12, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("method", METHODS)
def test_no_method_leaves_a_trace_on_the_net_or_the_pictures(method, network, inputs):
    before, pictures = everything(network), inputs.clone()
    attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
    assert_same(everything(network), before)
    assert torch.equal(inputs, pictures)
    assert not inputs.requires_grad


@pytest.mark.parametrize("method", METHODS)
def test_nor_does_one_that_fails_half_way(method, network, inputs, monkeypatch):
    """The last layer raises once the hooks are in place."""
    calls = iter(range(1000))

    def fails(module, _inputs):
        if next(calls) >= 1:  # the first pass only asks how many classes there are
            raise RuntimeError("in the middle")

    handle = network[3].fc.register_forward_pre_hook(fails)
    before = everything(network)
    with pytest.raises(RuntimeError, match="in the middle"):
        attribute(method, network, inputs, target=TARGET, settings=SETTINGS)
    assert_same(everything(network), before)
    handle.remove()
    assert not network[3].fc._forward_pre_hooks


def test_after_a_failure_the_next_attribution_is_right_and_nobody_waits_for_the_lock(network, inputs, monkeypatch):
    expected = attribute("guided_backprop", network, inputs, target=TARGET, settings=SETTINGS)
    with monkeypatch.context() as patch:
        patch.setattr(rules, "score", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            attribute("deep_lift", network, inputs, target=TARGET, settings=SETTINGS)
    assert not methods._ONE_AT_A_TIME.locked()
    again = attribute("guided_backprop", network, inputs, target=TARGET, settings=SETTINGS)
    assert torch.equal(again, expected)


def disturb(network):
    network.train()
    network[2].register_forward_hook(lambda *_: None)
    network[2].left_behind = 3
    network[3].fc.weight.data.zero_()
    network[0].norm.running_mean.add_(1)
    network[0].conv.weight.requires_grad_(True)
    network[3].fc.weight.grad = torch.ones_like(network[3].fc.weight)
    raise ValueError("inside")


def test_whatever_is_done_inside_is_undone(network):
    network[1].train()
    network[0].conv.weight.requires_grad_(False)
    before = everything(network)
    with pytest.raises(ValueError, match="inside"), untouched(network):
        disturb(network)
    assert_same(everything(network), before)


def test_a_hook_of_the_callers_own_works_on_and_can_still_be_removed(network, inputs):
    seen = []
    handle = network[2].register_forward_hook(lambda *_: seen.append(1))
    attribute("deep_lift", network, inputs, target=TARGET, settings=Settings())
    seen.clear()
    network(inputs)
    assert seen == [1]
    handle.remove()
    network(inputs)
    assert seen == [1]
