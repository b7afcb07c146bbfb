"""What a bottleneck saves, from the same counts as the table of layers."""

from typing import NamedTuple

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig

NEAR = 0.1
"""Prices that differ by at most this share are about the same."""


class Saved(NamedTuple):
    """A bottleneck beside blocks of two convolutions: one of its own channels, one of its narrow middle.

    The shortcuts are left out: what they cost is the shortcut's own matter.
    """

    kernel: int
    channels: int
    narrow: int
    params: int
    wide_params: int
    times: float
    """How many times as many those are."""
    narrow_params: int
    wider: float | None
    """How many times as many channels it takes and gives for about the price of the narrow one; None where their
    prices are apart."""


def saved(config: BlockConfig, size: int) -> Saved:
    """Of a bottleneck, on maps of `size` x `size`."""
    channels, narrow = config.out_channels, config.bottleneck_width(config.out_channels)
    bare = config.model_copy(update={"shortcut": "none", "in_channels": channels, "stride": 1})
    params, wide, middle = (
        block_cost(block, size).params for block in (bare, _basic(bare, channels), _basic(bare, narrow))
    )
    is_near = narrow != channels and abs(middle / params - 1) <= NEAR
    wider = channels / narrow if is_near else None
    return Saved(config.kernel, channels, narrow, params, wide, wide / params, middle, wider)


def _basic(config: BlockConfig, channels: int) -> BlockConfig:
    return config.model_copy(update={"family": "residual", "in_channels": channels, "out_channels": channels})
