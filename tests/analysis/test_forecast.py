"""The memory forecast against the tensors torch really saves."""

import pytest
import torch
from hypothesis import assume, given, settings

from resnet_core.analysis.forecast import training_memory
from resnet_core.errors import ShapeError
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from tests.strategies import networks

BATCH = 3


def bytes_saved_by_torch(plan):
    """Bytes of every storage that autograd keeps, parameters and buffers aside, each counted once."""
    network = build(plan)
    own = {t.untyped_storage().data_ptr() for t in (*network.parameters(), *network.buffers())}
    saved = {}

    def remember(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            saved[storage.data_ptr()] = (tensor, storage.nbytes())  # holding it keeps the address taken
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(remember, lambda tensor: tensor):
        logits = network(torch.randn(BATCH, *plan.input_shape))
    assert logits.requires_grad
    return sum(size for _, size in saved.values())


@pytest.mark.parametrize("name", ["quick", "plain20", "resnet20"])
def test_the_activations_of_the_zoo_are_what_torch_saves(name):
    plan = network_plan(ZOO[name].config)
    assert training_memory(plan, batch_size=BATCH).activations == bytes_saved_by_torch(plan)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_activations_of_any_legal_net_are_what_torch_saves(config):
    plan = network_plan(config)
    try:
        forecast = training_memory(plan, batch_size=BATCH)
    except ShapeError:
        assume(False)
    assume(config.input_size >= 8)
    assert forecast.activations == pytest.approx(bytes_saved_by_torch(plan), rel=0.02)


def test_momentum_costs_one_more_copy_of_the_parameters():
    plan = network_plan(ZOO["resnet18"].config)
    plain, heavy = (training_memory(plan, batch_size=8, momentum=m) for m in (False, True))
    assert plain.parameters == plain.gradients == 4 * ZOO["resnet18"].params
    assert (plain.optimiser, heavy.optimiser) == (0, plain.parameters)
    assert heavy.total == plain.total + plain.parameters
