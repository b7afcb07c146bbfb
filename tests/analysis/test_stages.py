"""Sums per part, the count that names a network, and the weights that meet nothing but padding."""

import pytest
import torch
import torchvision
from hypothesis import given, settings
from torch import nn

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.analysis.stages import idle_weights, layer_count, layer_counts, parts
from resnet_core.config import NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from tests.strategies import networks


def idle_in_torch(plan):
    """Weights whose gradient is zero when every pixel and every weight is one."""
    idle = 0
    for step in walk(plan):
        if isinstance(conv := step.layer, Conv):
            shape = (conv.out_channels, conv.in_channels // conv.groups, conv.kernel, conv.kernel)
            weight = torch.ones(shape, requires_grad=True)
            image = torch.ones(1, *step.in_shape)
            torch.conv2d(
                image, weight, None, (conv.stride,) * 2, (conv.padding,) * 2, (1, 1), conv.groups
            ).sum().backward()
            assert weight.grad is not None
            idle += weight.numel() - int(torch.count_nonzero(weight.grad))
    return idle


@settings(max_examples=60, deadline=None)
@given(networks())
def test_parts_add_up_to_the_whole_network(config):
    try:
        table = layer_table(network_plan(config))
    except ShapeError:
        return
    summed, whole = parts(table), totals(table)
    assert [part.name for part in summed] == ["stem", *(f"stage{n + 1}" for n in range(len(config.stages))), "head"]
    assert [part.blocks for part in summed[1:-1]] == [stage.blocks for stage in config.stages]
    assert sum(part.params for part in summed) == whole.params
    assert sum(part.macs for part in summed) == whole.macs
    assert sum(part.activation_bytes for part in summed) == whole.activation_bytes


@pytest.mark.parametrize("depth", [18, 34, 50, 101, 152, 20, 32, 44, 56, 110])
def test_the_number_in_a_name_is_the_convolutions_on_the_longest_way_and_the_dense_layer(depth):
    assert layer_count(network_plan(ZOO[f"resnet{depth}"].config)).in_the_name == depth


@pytest.mark.parametrize(
    ("name", "depth"),
    [
        ("resnet50d", 50),
        ("seresnet50", 50),
        ("wide_resnet50_2", 50),
        ("resnext101_64x4d", 101),
        ("preresnet164", 164),
        ("preresnet1001", 1001),
        ("resnet1202", 1202),
    ],
)
def test_other_names_count_by_the_same_rule(name, depth):
    assert layer_count(network_plan(ZOO[name].config)).in_the_name == depth


@pytest.mark.parametrize("name", ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d"])
def test_every_kind_of_layer_is_counted_as_in_torchvision(name):
    with torch.device("meta"):
        modules = list(torchvision.models.get_model(name).modules())
    count = layer_count(network_plan(ZOO[name].config))
    assert count.convolutions + count.projections == sum(isinstance(m, nn.Conv2d) for m in modules)
    assert count.norms == sum(isinstance(m, nn.BatchNorm2d) for m in modules)
    assert count.dense == sum(isinstance(m, nn.Linear) for m in modules)


@pytest.mark.parametrize("name", ["d2l_resnet18", "resnet50d", "seresnet50"])
def test_the_layers_of_the_parts_add_up_to_those_of_the_network(name):
    plan = network_plan(ZOO[name].config)
    counts = layer_counts(plan)
    assert list(counts) == [part.name for part in parts(layer_table(plan))]
    whole = layer_count(plan)
    for kind in ("convolutions", "projections", "gates", "norms", "dense", "stem"):
        assert sum(getattr(count, kind) for count in counts.values()) == getattr(whole, kind), kind


@settings(max_examples=60, deadline=None)
@given(networks())
def test_idle_weights_are_those_that_get_no_gradient_from_any_pixel(config):
    plan = network_plan(config)
    try:
        assert idle_weights(plan) == idle_in_torch(plan)
    except ShapeError:
        return


def test_a_3x3_kernel_on_one_pixel_has_eight_idle_weights_of_nine():
    config = NetworkConfig(input_size=1, stem_channels=4, stages=(StageConfig(blocks=1, channels=4),))
    assert idle_weights(network_plan(config)) == 8 * (1 * 4 + 4 * 4 + 4 * 4)


def test_no_weight_of_a_network_at_its_published_size_is_idle():
    assert idle_weights(network_plan(ZOO["resnet18"].config)) == 0
