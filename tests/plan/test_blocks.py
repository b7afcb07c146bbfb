"""Blocks as the papers draw them: the order of layers on each branch, read off the figures by hand."""

from dataclasses import replace

import pytest

from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import Conv, Gate, Norm, Relu


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
@pytest.mark.parametrize("shortcut", ["projection", "projection_norm", "pool_projection"])
def test_a_pre_activated_projection_takes_the_activated_input(order, shortcut):
    block = block_plan(BlockConfig(order=order, out_channels=128, stride=2, shortcut=shortcut))
    assert block.before
    assert names(block.main).startswith("conv1")


@pytest.mark.parametrize("order", ["relu_only_pre", "full_pre"])
@pytest.mark.parametrize("shortcut", ["identity", "zero_pad", "none"])
def test_a_pre_activated_shortcut_without_weights_carries_the_raw_input(order, shortcut):
    block = block_plan(BlockConfig(order=order, out_channels=128, stride=2, shortcut=shortcut))
    assert block.before == ()
    assert isinstance(block.main[0], Relu | Norm)


@pytest.mark.parametrize("order", ["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"])
@pytest.mark.parametrize("family", ["residual", "bottleneck"])
def test_squeeze_and_excitation_is_the_last_of_the_main_path_and_changes_nothing_else(order, family):
    choices = {"order": order, "family": family, "zero_init_residual": True}
    without = block_plan(BlockConfig(**choices))
    block = block_plan(BlockConfig(se_reduction=16, **choices))
    *main, gate = block.main
    assert isinstance(gate, Gate)
    assert replace(block, main=tuple(main)) == without
    assert names(gate.path) == "pool reduce relu expand sigmoid"


@pytest.mark.parametrize(("channels", "ratio", "width"), [(64, 16, 4), (8, 16, 1), (100, 16, 6), (8, 1, 8)])
def test_the_middle_of_squeeze_and_excitation_is_the_share_that_was_asked_for(channels, ratio, width):
    gate = block_plan(BlockConfig(in_channels=channels, out_channels=channels, se_reduction=ratio)).main[-1]
    assert isinstance(gate, Gate)
    convs = [layer for layer in gate.path if isinstance(layer, Conv)]
    assert [(conv.in_channels, conv.out_channels, conv.bias) for conv in convs] == [
        (channels, width, True),
        (width, channels, True),
    ]


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
