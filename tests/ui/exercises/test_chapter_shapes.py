"""The shapes of the chapter's own examples can be set on the pages that they belong to."""

import pytest

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig, parse
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from ui.block.controls import FIELDS, IN, OUT, SHORTCUT, SIZE, STRIDE, block_choices
from ui.network.controls import all_fields, network_config
from ui.resnext.controls import CHANNELS, GROUPS, SAYS, WIDTH
from ui.resnext.controls import FIELDS as RESNEXT_FIELDS
from ui.resnext.controls import SIZE as RESNEXT_SIZE
from ui.resnext.controls import block_choices as resnext_choices
from ui.train.controls import PRESET


def held(some, **values):
    """What fields hold that are given some values, as an address gives them."""
    read = {field.key: field.default for field in some}
    for field in some:
        if field.key in values:
            read[field.key] = field.read(values[field.key])
            assert read[field.key] is not None, f"{field.key} does not take {values[field.key]}"
    return read


@pytest.mark.parametrize(
    ("channels", "stride", "shortcut"), [("3", "1", "identity"), ("6", "2", "projection")], ids=["same", "halved"]
)
def test_residual_3_and_residual_6_on_six_pixels_can_be_set_on_the_block_page(channels, stride, shortcut):
    given = {IN.key: "3", OUT.key: channels, SIZE.key: "6", STRIDE.key: stride, SHORTCUT.key: shortcut}
    block = parse(BlockConfig, block_choices(held(FIELDS, **given)))
    assert (block.in_channels, block.out_channels, block.stride) == (3, int(channels), int(stride))
    assert block_cost(block, 6).macs > 0


def test_the_chapters_resnext_block_on_96_pixels_can_be_set_on_the_resnext_page():
    given = {CHANNELS.key: "32", WIDTH.key: "32", GROUPS.key: "16", SAYS.key: "chapter", RESNEXT_SIZE.key: "96"}
    block = parse(BlockConfig, resnext_choices(held(RESNEXT_FIELDS, **given)))
    assert (block.groups(32), block.bottleneck_width(32)) == (2, 32)


@pytest.mark.parametrize("size", ["96", "224"])
def test_the_chapters_resnet_18_can_be_set_for_both_sizes_of_pictures(size):
    base = ZOO["d2l_resnet18"].config
    config = network_config(base, held(all_fields(base), **{"net.size": size, "net.in": "1"}))
    assert config.input_shape == (1, int(size), int(size))


def test_the_chapters_training_is_a_preset_of_the_train_page():
    assert PRESET.read("chapter") in PRESETS
    assert PRESETS["chapter"].training.epochs == 10
