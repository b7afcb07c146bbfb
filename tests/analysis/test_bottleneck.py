"""What a bottleneck saves, against counts written out by hand."""

import pytest

from resnet_core.analysis.bottleneck import saved
from resnet_core.config import BlockConfig


def block(channels=256, **style):
    return BlockConfig(family="bottleneck", in_channels=channels, out_channels=channels, **style)


def test_the_blocks_of_exercise_3_cost_what_their_weights_and_norms_add_up_to():
    finding = saved(block(), 14)
    assert (finding.channels, finding.narrow) == (256, 64)
    assert finding.params == 256 * 64 + 9 * 64 * 64 + 64 * 256 + 2 * (64 + 64 + 256)
    assert finding.wide_params == 2 * 9 * 256 * 256 + 2 * 2 * 256
    assert finding.times == finding.wide_params / finding.params
    assert finding.narrow_params == 2 * 9 * 64 * 64 + 2 * 2 * 64
    assert finding.wider == 4


@pytest.mark.parametrize("multiplier", [1.0, 0.5])
def test_about_the_same_price_is_found_only_where_it_is(multiplier):
    assert saved(block(bottleneck_multiplier=multiplier), 14).wider is None


def test_what_the_shortcut_and_the_stride_cost_has_no_part_in_it():
    projected = BlockConfig(family="bottleneck", in_channels=64, out_channels=256, stride=2, shortcut="projection_norm")
    assert saved(projected, 14) == saved(block(), 14)
