"""Blocks as the papers draw them: the order of layers on each branch, read off the figures by hand."""

from dataclasses import replace

import pytest

from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import Conv, Norm


def names(path):
    return " ".join(layer.name for layer in path)


@pytest.mark.parametrize(
    ("order", "main", "after"),
    [
        ("original", "conv1 norm1 relu1 conv2 norm2", "relu"),
        ("norm_after_add", "conv1 norm1 relu1 conv2", "norm relu"),
        ("relu_before_add", "conv1 norm1 relu1 conv2 norm2 relu2", ""),
        ("relu_only_pre", "relu1 conv1 norm1 relu2 conv2 norm2", ""),
        ("full_pre", "norm1 relu1 conv1 norm2 relu2 conv2", ""),
    ],
)
def test_the_five_orders_are_those_of_he_2016_figure_4(order, main, after):
    block = block_plan(BlockConfig(order=order))
    assert (names(block.main), names(block.after)) == (main, after)


@pytest.mark.parametrize("order", ["relu_only_pre", "full_pre"])
def test_a_pre_activated_projection_takes_the_activated_input(order):
    block = block_plan(BlockConfig(order=order, out_channels=128, stride=2, shortcut="projection"))
    assert block.before
    assert names(block.main).startswith("conv1")


def test_a_pre_activated_identity_carries_the_raw_input():
    block = block_plan(BlockConfig(order="full_pre", shortcut="identity"))
    assert block.before == ()
    assert block.shortcut == ()


@pytest.mark.parametrize(
    ("shortcut", "layers"),
    [
        ("identity", ""),
        ("zero_pad", "pad"),
        ("projection", "conv"),
        ("projection_norm", "conv norm"),
        ("pool_projection", "pool conv norm"),
    ],
)
def test_a_shortcut_has_the_layers_its_name_says(shortcut, layers):
    block = block_plan(BlockConfig(out_channels=128, stride=2, shortcut=shortcut))
    assert block.shortcut is not None
    assert names(block.shortcut) == layers


def test_without_a_shortcut_there_is_no_addition():
    assert block_plan(BlockConfig(family="plain", shortcut="none")).shortcut is None


@pytest.mark.parametrize("stride_on", ["spatial", "first"])
def test_a_bottleneck_puts_its_stride_where_it_was_asked_to(stride_on):
    block = block_plan(BlockConfig(family="bottleneck", stride=2, shortcut="projection", stride_on=stride_on))
    strides = [layer.stride for layer in block.main if isinstance(layer, Conv)]
    assert strides == ([1, 2, 1] if stride_on == "spatial" else [2, 1, 1])


def test_resnext_differs_from_a_bottleneck_only_in_its_groups():
    shape = {"in_channels": 256, "out_channels": 256, "bottleneck_multiplier": 0.5}
    narrow = block_plan(BlockConfig(family="bottleneck", **shape))
    grouped = block_plan(BlockConfig(family="resnext", cardinality=32, **shape))
    ungrouped = [replace(layer, groups=1) if isinstance(layer, Conv) else layer for layer in grouped.main]
    assert tuple(ungrouped) == narrow.main
    assert [layer.groups for layer in grouped.main if isinstance(layer, Conv)] == [1, 32, 1]


@pytest.mark.parametrize("order", ["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"])
@pytest.mark.parametrize("norm", [True, False])
def test_zero_init_marks_the_last_weighted_layer_of_the_main_path(order, norm):
    block = block_plan(BlockConfig(order=order, norm=norm, zero_init_residual=True))
    weighted = [layer for layer in block.main if isinstance(layer, Conv | Norm)]
    assert [layer.zero_init for layer in weighted] == [False] * (len(weighted) - 1) + [True]


def test_without_norm_no_branch_has_one():
    block = block_plan(BlockConfig(norm=False, out_channels=128, shortcut="projection_norm", order="norm_after_add"))
    assert block.shortcut is not None
    assert not [layer for layer in (*block.main, *block.shortcut, *block.after) if isinstance(layer, Norm)]
