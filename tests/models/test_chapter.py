"""The chapter's classes do what the chapter says they do, and refuse what it lets pass."""

import pytest
import torch

from resnet_core.models.build import assemble
from resnet_core.models.chapter import Residual, ResNet18, ResNeXtBlock, init_cnn
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from tests.refusals import refused


def test_a_residual_block_keeps_the_shape_or_halves_it():
    x = torch.randn(4, 3, 6, 6)
    assert Residual(3)(x).shape == (4, 3, 6, 6)
    assert Residual(6, use_1x1conv=True, strides=2)(x).shape == (4, 6, 3, 3)


def test_a_resnext_block_keeps_the_shape_or_halves_it():
    x = torch.randn(4, 32, 96, 96)
    assert ResNeXtBlock(32, 16, 1)(x).shape == (4, 32, 96, 96)
    assert ResNeXtBlock(64, 16, 1, use_1x1conv=True, strides=2)(x).shape == (4, 64, 48, 48)


def test_groups_of_the_chapter_are_channels_per_group():
    block = ResNeXtBlock(32, 16, 1)
    block(torch.randn(1, 32, 4, 4))
    assert block.conv2.groups == 2
    assert sum(p.numel() for p in block.conv2.parameters()) == 4_640


@pytest.mark.parametrize(
    ("num_channels", "groups", "bot_mul", "split"), [(64, 16, 0.3, (1, 19)), (24, 10, 1, (2, 12)), (64, 4, 0.5, (8, 4))]
)
def test_a_group_width_that_does_not_divide_makes_wider_groups_as_in_the_chapter(num_channels, groups, bot_mul, split):
    block = ResNeXtBlock(num_channels, groups, bot_mul)
    assert block(torch.randn(2, num_channels, 4, 4)).shape == (2, num_channels, 4, 4)
    assert (block.conv2.groups, block.conv2.weight.shape[1]) == split


@pytest.mark.parametrize("width", range(1, 33))
def test_whatever_torch_would_refuse_is_explained_in_the_chapters_words(width):
    for groups in range(width + 2):
        try:
            torch.nn.LazyConv2d(width, 3, groups=width // groups)(torch.zeros(1, width, 3, 3))
        except (ValueError, ZeroDivisionError):
            with refused("chapter-groups-divide", width=width):
                ResNeXtBlock(width, groups, 1)
        else:
            ResNeXtBlock(width, groups, 1)


def test_the_silent_broadcast_of_a_grey_image_raises():
    with refused("unequal-summands"):
        Residual(3)(torch.randn(4, 1, 6, 6))


def test_only_the_shortcut_of_resnext_has_a_norm():
    assert not any(name.startswith("bn3") for name, _ in Residual(6, use_1x1conv=True).named_children())
    assert ResNeXtBlock(64, 16, 1, use_1x1conv=True).bn4 is not None


def test_channels_are_unknown_until_data_arrives():
    net = ResNet18()
    stem = net.b1()
    assert isinstance(stem[0].weight, torch.nn.parameter.UninitializedParameter)
    net.apply_init([torch.zeros(2, 1, 32, 32)], init_cnn)
    assert sum(p.numel() for p in net.parameters()) == 11_178_378


def test_layer_summary_prints_what_the_chapter_prints(capsys):
    ResNet18().layer_summary((1, 1, 96, 96))
    printed = capsys.readouterr().out.splitlines()
    shapes = [(1, 64, 24, 24), (1, 64, 24, 24), (1, 128, 12, 12), (1, 256, 6, 6), (1, 512, 3, 3), (1, 10)]
    assert printed == [f"Sequential output shape:\t {torch.Size(shape)}" for shape in shapes]


def test_the_zoo_builds_the_chapters_net():
    torch.manual_seed(0)
    chapter = ResNet18().eval()
    chapter(torch.zeros(1, 1, 96, 96))
    network = assemble(network_plan(ZOO["d2l_resnet18"].config)).eval()
    network.load_state_dict({name: chapter.state_dict()[chapters_name(name)] for name in network.state_dict()})
    images = torch.randn(2, 1, 96, 96)
    with torch.no_grad():
        torch.testing.assert_close(network(images), chapter(images), rtol=1e-5, atol=1e-5)


def chapters_name(name):
    """`stage2.block1.shortcut.conv.weight` -> `net.b3.0.conv3.weight`."""
    if name.startswith("stem."):
        return name.replace("stem.conv", "net.0.0").replace("stem.norm", "net.0.1")
    if name.startswith("head."):
        return name.replace("head.fc", "net.last.2")
    stage, block, *_, layer, parameter = name.split(".")
    layer = "conv3" if ".shortcut." in name else layer.replace("norm", "bn")
    return f"net.b{int(stage[5:]) + 1}.{int(block[5:]) - 1}.{layer}.{parameter}"
