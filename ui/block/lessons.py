"""What the page of one block has a learner try, and the answers to what it asked."""

from collections.abc import Mapping
from typing import Any

from resnet_core.analysis.doctor import branch_shapes
from resnet_core.analysis.layers import block_cost
from resnet_core.analysis.reach import share_read
from resnet_core.config import BlockConfig
from resnet_core.plan.blocks import block_plan
from ui import numbers
from ui.block.addition import WEIGHTS
from ui.block.controls import FAMILY, IN, OUT, SHORTCUT, SIZE, STRIDE, plain_twin
from ui.fields import Field
from ui.lesson import Asked, Try

BASE: Mapping[Field, Any] = {FAMILY: "residual", SHORTCUT: "identity", IN: 64, OUT: 64, SIZE: 28, STRIDE: 1}
"""The block on which the page opens."""
TRIES = (
    Try("block-try-stride", {**BASE, STRIDE: 2, OUT: 128}),
    Try("block-try-grey", {**BASE, IN: 1, OUT: 3}),
    Try("block-try-zero", {**BASE, WEIGHTS: "zeroed"}),
)
HALVED = BlockConfig(in_channels=64, out_channels=128, stride=2, shortcut="projection_norm")
"""The first block of a new stage, as in ResNet-18."""
SIDE = 28


def asked() -> tuple[Asked, ...]:
    """The questions of the page, with the numbers that their answers take."""
    block = block_plan(HALVED)
    assert block.shortcut is not None, "a projection is a shortcut"
    shape, _ = branch_shapes(block, (HALVED.in_channels, SIDE, SIDE))
    projection = block_cost(HALVED, SIDE).params - block_cost(plain_twin(HALVED), SIDE).params
    read = share_read(block.shortcut, HALVED.in_channels, SIDE)
    values = {"given": numbers.shape(shape), "params": projection, "side": SIDE, "channels": HALVED.in_channels}
    return (
        Asked("block-asked-residual"),
        Asked("block-asked-skipped"),
        Asked("block-asked-when", values=values),
        Asked("block-asked-grey"),
        Asked("block-asked-unread", values={"share": read}),
        Asked("block-asked-nothing"),
    )
