"""What a bottleneck saves, against counts written out by hand."""

import pytest

from resnet_core.config import BlockConfig
from ui.block.bottleneck import saving


def block(channels=256, **style):
    return BlockConfig(family="bottleneck", in_channels=channels, out_channels=channels, **style)


def test_the_blocks_of_exercise_3_cost_what_their_weights_and_norms_add_up_to():
    said = saving(block(), 14)
    norms = 2 * (64 + 64 + 256)
    assert f"takes {256 * 64 + 9 * 64 * 64 + 64 * 256 + norms:,} parameters" in said
    assert f"all 256 channels take {2 * 9 * 256 * 256 + 2 * 2 * 256:,}, 17 times as many" in said
    assert f"Two over 64 channels take {2 * 9 * 64 * 64 + 2 * 2 * 64:,}: for about the same price" in said
    assert said.endswith("gives 4 times as many channels.")


@pytest.mark.parametrize("multiplier", [1.0, 0.5])
def test_about_the_same_price_is_said_only_where_it_is(multiplier):
    assert "about the same price" not in saving(block(bottleneck_multiplier=multiplier), 14)


def test_what_the_shortcut_and_the_stride_cost_has_no_part_in_it():
    projected = BlockConfig(family="bottleneck", in_channels=64, out_channels=256, stride=2, shortcut="projection_norm")
    assert saving(projected, 14) == saving(block(), 14)
