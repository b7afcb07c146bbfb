"""The torch module of a plan against the arithmetic."""

from collections import Counter

import pytest
import torch
from hypothesis import given, settings
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.config import BlockConfig, NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.models.build import ResidualBlock, assemble, build
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from resnet_core.wording import message
from tests.refusals import refused
from tests.strategies import networks

BATCH = 2


def seen_by_torch(network, input_shape):
    """(output shape, params, macs) of every leaf, as hooks and the flop counter of torch see them."""
    seen = {}
    leaves = {name: module for name, module in network.named_modules() if not list(module.children()) and name}
    for name, module in leaves.items():
        module.register_forward_hook(lambda _m, _i, out, name=name: seen.update({name: tuple(out.shape[1:])}))
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        network(torch.empty(BATCH, *input_shape, device="meta"))
    flops = {name.partition(".")[2]: sum(ops.values()) for name, ops in counter.get_flop_counts().items()}
    return {
        name: (shape, sum(p.numel() for p in leaves[name].parameters()), flops.get(name, 0) // 2 // BATCH)
        for name, shape in seen.items()
    }


def said_by_the_table(plan):
    return {row.path: (row.out_shape, row.params, row.macs) for row in layer_table(plan)}


def without_empty_paths(seen):
    """An identity shortcut is an empty Sequential: a leaf for torch, no layer for the table."""
    return {name: facts for name, facts in seen.items() if not name.endswith((".before", ".shortcut", ".after"))}


@pytest.mark.parametrize("name", ZOO)
def test_every_layer_of_the_zoo_is_what_the_table_says(name):
    plan = network_plan(ZOO[name].config)
    with torch.device("meta"):
        network = assemble(plan).eval()
    seen = seen_by_torch(network, plan.input_shape)
    assert without_empty_paths(seen) == said_by_the_table(plan)


@settings(max_examples=150, deadline=None)
@given(networks())
def test_any_config_is_either_exactly_predicted_or_refused_before_torch_is_asked(config):
    plan = network_plan(config)
    try:
        said = said_by_the_table(plan)
    except ShapeError:
        with pytest.raises(ShapeError):
            build(plan)
        with pytest.raises((RuntimeError, ShapeError)):  # and rightly: torch cannot run it either
            assemble(plan)(torch.empty(BATCH, *plan.input_shape))
        return
    network = build(plan).to("meta")
    assert without_empty_paths(seen_by_torch(network, plan.input_shape)) == said
    assert sum(p.numel() for p in network.parameters()) == totals(layer_table(plan)).params


@pytest.mark.parametrize("name", ["quick", "d2l_resnet18", "plain20", "resnet20", "resnext50_32x4d"])
def test_each_relu_is_used_once_and_none_works_in_place(name):
    network = build(network_plan(ZOO[name].config)).eval()
    calls: Counter[str] = Counter()
    relus = {name: module for name, module in network.named_modules() if isinstance(module, nn.ReLU)}
    for path, module in relus.items():
        module.register_forward_hook(lambda _m, _i, _o, path=path: calls.update([path]))
    size = min(ZOO[name].config.input_size, 64)
    with torch.no_grad():
        network(torch.zeros(1, ZOO[name].config.input_channels, size, size))
    assert set(calls.values()) == {1}
    assert len(calls) == len(relus)
    assert not any(module.inplace for module in relus.values())


@pytest.mark.parametrize("order", ["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"])
@pytest.mark.parametrize("norm", [True, False])
def test_zero_init_makes_an_identity_block_pass_its_input_on(order, norm):
    config = NetworkConfig(
        stages=(StageConfig(blocks=1, channels=16),),
        style={"order": order, "norm": norm, "zero_init_residual": True},
    )
    block = build(network_plan(config)).eval().get_submodule("stage1.block1")
    x = torch.rand(2, 16, 8, 8)  # not negative, as after a ReLU
    with torch.no_grad():
        out = block(x)
    torch.testing.assert_close(out, x, rtol=2e-5, atol=0)  # norm_after_add divides by sqrt(1 + 1e-5)
    assert order == "norm_after_add" or torch.equal(out, x)


def test_full_preactivation_adds_up_residuals_on_a_clean_path():
    blocks = [ResidualBlock(block_plan(BlockConfig(in_channels=4, out_channels=4, order="full_pre"))) for _ in range(5)]
    x = torch.randn(2, 4, 6, 6, dtype=torch.double)
    state, residuals = x, torch.zeros_like(x)
    for block in (b.double().eval() for b in blocks):
        residuals = residuals + block.main.forward(state)
        state = block(state)
    torch.testing.assert_close(state, x + residuals, rtol=1e-12, atol=1e-12)


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    plan = network_plan(ZOO["quick"].config)
    torch.manual_seed(1)
    first = build(plan, seed=3).state_dict()
    torch.manual_seed(2)
    again, other = build(plan, seed=3).state_dict(), build(plan, seed=4).state_dict()
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["stem.conv.weight"], other["stem.conv.weight"])


@pytest.mark.parametrize(("init", "expected"), [("kaiming", 2 / (9 * 64)), ("xavier", 2 / (9 * 64 + 9 * 64))])
def test_weights_start_with_the_variance_their_init_promises(init, expected):
    config = ZOO["resnet18"].config.model_copy(update={"init": init})
    weight = build(network_plan(config)).get_parameter("stage1.block1.main.conv1.weight")
    assert weight.var().item() == pytest.approx(expected, rel=0.05)


def test_a_plan_that_does_not_fit_is_refused_before_torch_is_asked(monkeypatch):
    config = NetworkConfig(stages=(StageConfig(blocks=1, channels=32),), shortcut="identity")
    monkeypatch.setattr("resnet_core.models.build.assemble", lambda _plan: pytest.fail("torch was asked"))
    with refused("unequal-branches", axes=(message("error-axis-against", axis="channels", main=32, shortcut=16),)):
        build(network_plan(config))
