"""A small net, a few pictures, and what must be as it was afterwards."""

import pytest
import torch

from resnet_core.config import DataConfig
from resnet_core.data.images import load, normalise
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import cifar
from resnet_core.saliency.case import Case

NETWORK = cifar(8, width=4).model_copy(update={"input_channels": 1})


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    """All nets here are small."""


@pytest.fixture
def network():
    return build(network_plan(NETWORK), seed=0).eval()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory):
    """Five drawn pictures `(5, 28, 28)` as uint8."""
    config = DataConfig(source="sketches", train_images=10, test_images=10)
    return load(config, tmp_path_factory.mktemp("none")).test_images[:5]


@pytest.fixture
def inputs(pictures):
    return normalise(pictures)


@pytest.fixture
def case(network, inputs):
    return Case(network, inputs, torch.tensor([0, 3, 1, 9, 4]))


@pytest.fixture
def gradient():
    """The simplest method, by autograd alone."""

    def gradient(case):
        leaf = case.inputs.detach().clone().requires_grad_()
        (found,) = torch.autograd.grad(case.network(leaf).gather(1, case.target[:, None]).sum(), leaf)
        return found.sum(1, keepdim=True)

    return gradient


@pytest.fixture
def state():
    """Weights, buffers, modes, hooks, gradients and whether weights may have one, in a form that can be compared."""

    def state(network):
        tensors = {name: tensor.clone() for name, tensor in network.state_dict().items()}
        modules = {
            name: (
                module.training,
                len(module._forward_hooks),
                len(module._forward_pre_hooks),
                len(module._backward_hooks),
            )
            for name, module in network.named_modules()
        }
        weights = {name: (each.requires_grad, each.grad is None) for name, each in network.named_parameters()}
        return {name: tensor.numpy().tobytes() for name, tensor in tensors.items()}, modules, weights

    return state
