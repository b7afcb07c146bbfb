"""What a bottleneck saves, from the same counts as the table of layers. No Streamlit here."""

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig

NEAR = 0.1
"""Prices that differ by at most this share are about the same."""


def saving(config: BlockConfig, size: int) -> str:
    """The bottleneck beside blocks of two 3×3 convolutions: one of its own channels, one of its narrow middle.

    The shortcuts are left out: what they cost is the shortcut's own matter.
    """
    channels, narrow = config.out_channels, config.bottleneck_width(config.out_channels)
    bare = config.model_copy(update={"shortcut": "none", "in_channels": channels, "stride": 1})
    ours, wide, middle = (
        block_cost(bare, size),
        block_cost(_basic(bare, channels), size),
        block_cost(_basic(bare, narrow), size),
    )
    kernel = f"{config.kernel}×{config.kernel}"
    said = (
        f"**What the bottleneck saves.** Its main path goes from {channels} channels through {narrow} and back and "
        f"takes {ours.params:,} parameters. Two {kernel} convolutions over all {channels} channels take "
        f"{wide.params:,}, {wide.params / ours.params:.2g} times as many."
    )
    if narrow == channels or abs(middle.params / ours.params - 1) > NEAR:
        return said
    return (
        f"{said} Two over {narrow} channels take {middle.params:,}: for about the same price the bottleneck takes and "
        f"gives {channels / narrow:g} times as many channels."
    )


def _basic(config: BlockConfig, channels: int) -> BlockConfig:
    return config.model_copy(update={"family": "residual", "in_channels": channels, "out_channels": channels})
