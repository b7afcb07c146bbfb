"""The pixels a path reads are those that a gradient reaches."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis.reach import read_along_one_axis, share_read
from resnet_core.config import BlockConfig
from resnet_core.models.build import sequence
from resnet_core.plan.blocks import block_plan


def reached_by_the_gradient(path, channels, size):
    module = sequence(path).eval().double()
    for weight in module.parameters():  # positive: nothing cancels
        torch.nn.init.constant_(weight, 0.1)
    x = torch.ones(1, channels, size, size, dtype=torch.double, requires_grad=True)
    (grad,) = torch.autograd.grad(module(x).sum(), x)
    return tuple((grad[0] != 0).any(dim=(0, 1)).tolist())


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 14),
    st.integers(1, 4),
    st.sampled_from((1, 3, 5)),
    st.sampled_from(("identity", "zero_pad", "projection", "pool_projection")),
)
def test_both_branches_read_what_a_gradient_reaches(size, stride, kernel, shortcut):
    config = BlockConfig(in_channels=4, out_channels=8, stride=stride, kernel=kernel, shortcut=shortcut)
    block = block_plan(config)
    for path in (block.main, block.shortcut):
        assert path is not None
        assert read_along_one_axis(path, 4, size) == reached_by_the_gradient(path, 4, size)


@pytest.mark.parametrize(("shortcut", "share"), [("projection", 0.25), ("pool_projection", 1.0), ("zero_pad", 0.25)])
def test_a_strided_1x1_projection_reads_one_pixel_in_four(shortcut, share):
    block = block_plan(BlockConfig(out_channels=128, stride=2, shortcut=shortcut))
    assert block.shortcut is not None
    assert share_read(block.shortcut, 64, 28) == share
