"""The shape walk refuses what torch would refuse, and what torch would broadcast in silence."""

import pytest

from resnet_core.analysis.layers import network_cost
from resnet_core.config import BlockConfig, BlockStyle, NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.shapes import Tap, walk, walk_block
from resnet_core.plan.zoo import ZOO
from resnet_core.wording import message
from tests.refusals import refused


def shapes_of(**block):
    config = BlockConfig(**block)
    return walk_block(block_plan(config), "block", Tap("input", (config.in_channels, 8, 8))).whole()


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"out_channels": 128}, ["channels (128 against 64)", "projection"]),
        ({"stride": 2}, ["height (4 against 8)", "width (4 against 8)"]),
        ({"out_channels": 128, "stride": 2}, ["channels (128 against 64)", "height (4 against 8)"]),
        ({"in_channels": 128, "out_channels": 64, "shortcut": "zero_pad"}, ["can only add channels, got 128 -> 64"]),
    ],
)
def test_branches_that_do_not_fit_are_named_with_every_axis(block, said):
    with pytest.raises(ShapeError) as refusal:
        shapes_of(**block)
    for part in said:
        assert part in str(refusal.value)


@pytest.mark.parametrize("order", ["original", "full_pre"])
def test_an_addition_receives_the_main_path_first_and_the_shortcut_second(order):
    steps = {step.path: step for step in shapes_of(order=order, out_channels=128, shortcut="projection")}
    last_of_main = [path for path in steps if path.startswith("block.main.")][-1]
    assert steps["block.add"].inputs == (last_of_main, "block.shortcut.conv")
    assert {step.path: step for step in shapes_of(order=order)}["block.add"].inputs[1] == "input"


def test_a_scaling_receives_the_maps_first_and_their_factors_second():
    steps = {step.path: step for step in shapes_of(se_reduction=4)}
    scaling = steps["block.main.se.scale"]
    assert scaling.inputs == ("block.main.norm2", "block.main.se.sigmoid")
    assert scaling.in_shape == scaling.out_shape == (64, 8, 8)
    assert steps["block.add"].inputs[0] == "block.main.se.scale"
    assert {step.out_shape[1:] for path, step in steps.items() if step.branch == "gate"} == {(1, 1)}


@pytest.mark.parametrize(("size", "width", "maps"), [(32, 64, (64, 8, 16)), (224, None, (64, 56, 56))])
def test_the_deep_stem_gives_what_the_seven_by_seven_gives(size, width, maps):
    for stem in ("deep_pool", "7x7_pool"):
        config = ZOO["resnet18"].config.model_copy(update={"stem": stem, "input_size": size, "input_width": width})
        *_, last = (step for step in walk(network_plan(config)) if step.branch == "stem")
        assert last.out_shape == maps


def test_a_walk_ends_at_the_addition_whose_branches_disagree_and_says_so():
    walked = walk_block(block_plan(BlockConfig(out_channels=128)), "block", Tap("input", (64, 8, 8)))
    assert [walked.steps[-1].path, *walked.part("after")] == ["block.add"]
    assert (walked.end("main").shape, walked.end("shortcut")) == ((128, 8, 8), walked.at)
    assert "channels (128 against 64)" in str(walked.misfit)


def test_a_walk_ends_before_a_layer_that_cannot_be():
    narrowing = BlockConfig(in_channels=128, out_channels=64, shortcut="zero_pad")
    walked = walk_block(block_plan(narrowing), "block", Tap("input", (128, 8, 8)))
    assert walked.steps == (*walked.part("before"), *walked.part("main"))
    assert "can only add channels" in str(walked.misfit)


def test_the_parts_of_a_block_that_fits_are_its_layers_in_order():
    walked = walk_block(block_plan(BlockConfig(se_reduction=4)), "block", Tap("input", (64, 8, 8)))
    parts = [walked.part(name) for name in ("before", "main", "shortcut", "add", "after")]
    assert [step for part in parts for step in part] == list(walked.whole())


def test_the_silent_broadcast_of_a_grey_image_is_refused():
    with refused("unequal-branches", axes=(message("error-axis-against", axis="channels", main=3, shortcut=1),)):
        shapes_of(in_channels=1, out_channels=3)


def test_a_network_whose_identity_cannot_fit_is_refused_by_name():
    config = NetworkConfig(
        stages=(StageConfig(blocks=1, channels=16), StageConfig(blocks=1, channels=32, stride=2)), shortcut="identity"
    )
    with pytest.raises(ShapeError, match=r"stage2\.block1"):
        list(walk(network_plan(config)))


@pytest.mark.parametrize(("size", "last"), [(28, 1), (96, 3), (224, 7)])
def test_the_chapters_net_ends_at_the_resolution_the_chapter_reports(size, last):
    plan = network_plan(ZOO["d2l_resnet18"].config.model_copy(update={"input_size": size}))
    into_the_head = next(step for step in walk(plan) if step.path == "head.pool")
    assert into_the_head.in_shape == (512, last, last)


@pytest.mark.parametrize("order", ["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"])
def test_the_five_orders_have_equally_many_parameters(order):
    base = ZOO["resnet56"].config.model_copy(update={"input_channels": 1})
    narrow = base.model_copy(
        update={
            "stem_channels": 8,
            "stages": tuple(s.model_copy(update={"channels": s.channels // 2}) for s in base.stages),
            "style": BlockStyle(order=order),
        }
    )
    assert network_cost(narrow).params == 214_402
