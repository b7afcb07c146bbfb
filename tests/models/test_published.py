"""Networks of others against ours: the same parameters, shapes, multiply-adds, and logits after a copy of the weights.

torchvision and timm are asked where they have the network. The pre-activated nets are counted and run as the papers'
own code says it, which was written in Lua and for an old torch, and is rewritten here line by line.
"""

from functools import partial

import pytest
import timm
import torch
import torch.nn.functional as F
import torchvision
from torch.utils.flop_counter import FlopCounterMode

from resnet_core.analysis.layers import layer_table, network_cost, totals
from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.models.build import ResidualBlock, assemble
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO, cifar

SIDES = (64, 96)
"""Height and width of the pictures where only the arithmetic matters; not square on purpose."""


def basic_nets(name, **changes):
    """A published ResNet-18 or -34 with other parts."""
    network = ZOO[name].config
    style = network.style.model_copy(update=changes.pop("style", {}))
    return NetworkConfig.model_validate(network.model_dump() | changes | {"style": style.model_dump()})


def multiplied(multiplier):
    """The bottlenecks of ResNet-50 this wide in their middle; the base width of torchvision, 64, is a quarter."""
    return basic_nets("resnet50", style={"bottleneck_multiplier": multiplier}), {
        "width_per_group": int(256 * multiplier)
    }


TORCHVISION = {
    name: (ZOO[name].config, getattr(torchvision.models, name), {})
    for name in (
        *("resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "resnext101_32x8d"),
        *("resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2"),
    )
} | {f"resnet50 x {m}": (multiplied(m)[0], torchvision.models.resnet50, multiplied(m)[1]) for m in (1.0, 2.0, 4.0)}
TIMM = {
    "resnet18d": basic_nets("resnet18", stem="deep_pool", shortcut="pool_projection"),
    "resnet34d": basic_nets("resnet34", stem="deep_pool", shortcut="pool_projection"),
    "resnet50d": ZOO["resnet50d"].config,
    "seresnet50": ZOO["seresnet50"].config,
    "seresnext50_32x4d": basic_nets("resnext50_32x4d", style={"se_reduction": 16}),
}
REFERENCES = {
    **{name: (config, partial(make, **more)) for name, (config, make, more) in TORCHVISION.items()},
    **{name: (config, partial(timm.create_model, name)) for name, config in TIMM.items()},
}


def macs_of(network, shape):
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), counter:
        network.to("meta")(torch.empty(1, *shape, device="meta"))
    return counter.get_total_flops() // 2


@pytest.mark.parametrize("name", REFERENCES)
def test_parameters_and_multiply_adds_are_those_of_the_reference(name):
    config, make = REFERENCES[name]
    with torch.device("meta"):
        reference = make().eval()
    sums = network_cost(config)
    assert sums.params == sum(p.numel() for p in reference.parameters())
    assert sums.macs == macs_of(reference, config.input_shape)


@pytest.mark.parametrize("name", [name for name in REFERENCES if " x " not in name])
def test_logits_are_those_of_the_reference_after_copying_its_weights(name):
    config, make = REFERENCES[name]
    torch.manual_seed(0)
    reference = make().eval()
    with torch.device("meta"):
        network = assemble(network_plan(config)).eval()
    weights = reference.double().state_dict().values()
    network.load_state_dict(dict(zip(network.state_dict(), weights, strict=True)), assign=True)
    images = torch.randn(1, 3, *SIDES, dtype=torch.double, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        torch.testing.assert_close(network(images), reference(images), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("multiplier", [0.25, 0.5, 1.0, 2.0, 4.0])
def test_a_bottleneck_of_any_width_computes_what_torchvisions_does(multiplier):
    """As a block, since whole networks of the widest have a billion weights."""
    reference = torchvision.models.resnet.Bottleneck(32, 8, base_width=int(256 * multiplier)).eval()
    config = BlockConfig(family="bottleneck", in_channels=32, out_channels=32, bottleneck_multiplier=multiplier)
    block = ResidualBlock(block_plan(config)).eval()
    block.load_state_dict(dict(zip(block.state_dict(), reference.state_dict().values(), strict=True)))
    maps = torch.randn(2, 32, 5, 6, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        torch.testing.assert_close(block(maps), reference(maps), rtol=1e-6, atol=1e-6)


def test_a_picture_that_is_not_square_is_seen_as_torchvision_sees_it():
    config = ZOO["resnet18"].config.model_copy(update={"input_size": 96, "input_width": 160})
    seen = {}
    with torch.device("meta"):
        reference = torchvision.models.resnet18()
    for number in range(1, 5):
        stage = getattr(reference, f"layer{number}")
        stage.register_forward_hook(
            lambda _m, _i, out, name=f"stage{number}": seen.update({name: tuple(out.shape[1:])})
        )
    macs = macs_of(reference, (3, 96, 160))
    table = layer_table(network_plan(config))
    ours = {row.path.partition(".")[0]: row.out_shape for row in table if row.path.startswith("stage")}
    assert ours == seen
    assert totals(table).macs == macs


def preactivated(images, weights, config, *, depth_of_main):
    """The forward pass of the authors' code: a first block shares its activation with a projection."""
    take = iter(weights)

    def norm(x):
        scale, shift, mean, variance = (next(take) for _ in range(4))
        return F.relu(F.batch_norm(x, mean, variance, scale, shift))

    def conv(x, stride):
        weight = next(take)
        return F.conv2d(x, weight, stride=stride, padding=weight.shape[-1] // 2)

    x = conv(images, 1)
    for number, stage in enumerate(config.stages):
        for block in range(stage.blocks):
            strides = [1 if number == 0 or block else 2, *[1] * (depth_of_main - 1)]
            shared = norm(x)
            y = conv(shared, strides[0])
            for stride in strides[1:]:
                y = conv(norm(y), stride)
            x = y + (x if block else conv(shared, strides[0]))
    x = norm(x).mean((2, 3))
    logits = F.linear(x, next(take), next(take))
    assert next(take, None) is None
    return logits


@pytest.mark.parametrize(("name", "depth_of_main"), [("preresnet164", 3), ("preresnet1001", 3), ("wrn28_10", 2)])
def test_preactivated_nets_compute_what_the_code_of_their_authors_computes(name, depth_of_main):
    config = ZOO[name].config
    network = assemble(network_plan(config)).eval()
    source = torch.Generator().manual_seed(0)
    for values in network.state_dict().values():
        if values.ndim == 1:
            values.uniform_(0.5, 1.5, generator=source)
    weights = [values for values in network.double().state_dict().values() if values.ndim]
    images = torch.randn(1, 3, 8, 16, dtype=torch.double, generator=source)
    with torch.no_grad():
        expected = preactivated(images, weights, config, depth_of_main=depth_of_main)
        torch.testing.assert_close(network(images), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("depth", [20, 1202])
def test_the_cifar_nets_have_no_more_weights_than_the_papers_formula(depth):
    """2n convolutions of each width, the first of each stage narrower in, and two numbers a channel in each norm."""
    n = (depth - 2) // 6
    convs = 27 * 16 + sum(9 * c * c * (2 * n - 1) + 9 * c * (c if c == 16 else c // 2) for c in (16, 32, 64))
    norms = 2 * (16 + 2 * n * (16 + 32 + 64))
    assert network_cost(cifar(depth)).params == convs + norms + 650
