"""The layer table against published counts, against itself, and against what gradients can see."""

import pytest
import torch

from resnet_core.analysis.layers import layer_table, network_cost, totals
from resnet_core.config import BlockStyle, NetworkConfig, StageConfig
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO

GMACS = {  # torchvision's `_ops` of the published weights, at 224 pixels
    "resnet18": 1.814,
    "resnet34": 3.664,
    "resnet50": 4.089,
    "resnet101": 7.801,
    "resnet152": 11.514,
    "resnext50_32x4d": 4.230,
    "resnext101_32x8d": 16.414,
}


@pytest.mark.parametrize("name", ZOO)
def test_every_net_of_the_zoo_has_the_published_number_of_parameters(name):
    assert network_cost(ZOO[name].config).params == ZOO[name].params


@pytest.mark.parametrize("name", GMACS)
def test_multiply_adds_are_those_torchvision_publishes(name):
    assert round(network_cost(ZOO[name].config).macs / 1e9, 3) == GMACS[name]


@pytest.mark.parametrize(
    ("name", "params"),
    [("resnet18", 11_175_370), ("resnet50", 23_522_250), ("resnet152", 58_158_026), ("resnext50_32x4d", 22_994_122)],
)
def test_grey_images_and_ten_classes_take_the_counts_with_them(name, params):
    config = ZOO[name].config.model_copy(update={"input_channels": 1, "classes": 10})
    assert network_cost(config).params == params


@pytest.mark.parametrize("depth", [20, 32, 44, 56, 110])
def test_a_plain_net_and_its_residual_twin_have_the_same_parameters(depth):
    plain, twin = (network_cost(ZOO[f"{kind}{depth}"].config) for kind in ("plain", "resnet"))
    assert (plain.params, plain.macs) == (twin.params, twin.macs)


def test_the_chapters_net_has_the_chapters_parameters_in_every_part():
    table = layer_table(network_plan(ZOO["d2l_resnet18"].config))
    parts: dict[str, int] = {}
    for row in table:
        part = row.path.partition(".")[0]
        parts[part] = parts.get(part, 0) + row.params
    assert list(parts.values()) == [3_328, 148_224, 525_952, 2_100_480, 8_395_264, 5_130]


def test_totals_are_the_sums_of_the_rows():
    table = layer_table(network_plan(ZOO["resnext50_32x4d"].config))
    sums = totals(table)
    assert sums.params == sum(row.params for row in table)
    assert sums.macs == sum(row.macs for row in table)
    assert sums.activation_bytes == sum(row.activation_bytes for row in table)


def test_stride_on_the_first_convolution_gives_the_multiply_adds_of_the_2015_paper():
    config = ZOO["resnet50"].config
    paper = config.model_copy(update={"style": config.style.model_copy(update={"stride_on": "first"})})
    assert f"{network_cost(paper).macs / 1e9:.1f}" == "3.9"  # Table 1 prints 3.8, rounded down


@pytest.mark.parametrize(
    "style",
    [
        BlockStyle(),
        BlockStyle(family="bottleneck", bottleneck_multiplier=0.5),
        BlockStyle(order="full_pre", kernel=5),
    ],
)
def test_the_receptive_field_is_what_the_gradient_of_one_output_reaches(style):
    config = NetworkConfig(
        input_size=97,
        stem="3x3",
        stem_channels=4,
        stages=(StageConfig(blocks=2, channels=4), StageConfig(blocks=2, channels=8, stride=2)),
        style=style,
    )
    plan = network_plan(config)
    network = build(plan).eval().double()
    for weight in network.parameters():  # positive weights: nothing cancels, no ReLU closes
        torch.nn.init.constant_(weight, 0.01)
    x = torch.ones(1, 1, 97, 97, dtype=torch.double, requires_grad=True)
    maps = network[:-1](x)
    middle = maps.shape[-1] // 2
    maps[0, 0, middle, middle].backward()
    assert x.grad is not None
    reached = (x.grad[0, 0] != 0).any(dim=0).sum().item()
    last = [row for row in layer_table(plan) if not row.path.startswith("head")][-1]
    assert reached == last.receptive_field
