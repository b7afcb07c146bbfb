"""The picture holds every layer and every shortcut, and nothing in it lies on anything else."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.config import BlockConfig, NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from tests.strategies import networks
from ui.diagram.scene import WIDTH, Frame, Node, block_scene, network_scene

MISFIT = BlockConfig(in_channels=64, out_channels=128, stride=2)


def every_fold(plan):
    return [s.name for s in plan.stages] + [f"{s.name}.{b.name}" for s in plan.stages for b in s.blocks]


def overlap(a, b):
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@settings(max_examples=60, deadline=None)
@given(networks(), st.data())
def test_no_box_lies_on_another_and_all_are_inside_the_picture(config, data):
    plan = network_plan(config)
    scene = network_scene(plan, data.draw(st.lists(st.sampled_from(every_fold(plan)))))
    assert not [(a.id, b.id) for a, b in combinations(scene.nodes, 2) if overlap(a, b)]
    boxes: list[Node | Frame] = [*scene.nodes, *scene.frames]
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert 0 <= box.y < box.y + box.height <= scene.height


@settings(max_examples=60, deadline=None)
@given(networks())
def test_an_open_network_shows_exactly_the_layers_of_the_table(config):
    plan = network_plan(config)
    scene = network_scene(plan, every_fold(plan))
    try:
        layers = {step.path for step in walk(plan)}
    except ShapeError:
        assert not scene.complete
        assert [node for node in scene.nodes if node.broken]
        return
    assert {node.id for node in scene.nodes} == layers


@pytest.mark.parametrize("unfolded", [(), ("stage1", "stage2", "stage3"), ("stage2", "stage2.block1")])
def test_a_shortcut_is_drawn_whether_its_block_is_folded_or_not(unfolded):
    plan = network_plan(ZOO["resnet20"].config)
    scene = network_scene(plan, unfolded)
    folds = sum(node.kind == "fold" for node in scene.nodes)
    additions = sum(node.kind == "add" for node in scene.nodes)
    columns = {edge.points for edge in scene.edges if edge.shortcut and edge.points[-1][0] < 150}
    assert len(columns) == folds + additions


def test_a_plain_network_has_no_shortcut_to_draw():
    plan = network_plan(ZOO["plain20"].config)
    assert not [edge for edge in network_scene(plan, every_fold(plan)).edges if edge.shortcut]


def test_the_factors_of_a_gate_go_through_its_layers_and_the_maps_around_them():
    scene = block_scene(block_plan(BlockConfig(se_reduction=16)), (64, 8, 8))
    boxes = {node.id: node for node in scene.nodes}
    times = boxes["block.main.se.scale"]
    assert (times.kind, times.title) == ("scale", "×")
    around = next(edge for edge in scene.edges if len(edge.points) == 4 and not edge.shortcut)
    assert around.points[-1] == (times.x, times.y + times.height / 2)
    gate = [boxes[f"block.main.se.{name}"] for name in ("pool", "reduce", "relu", "expand", "sigmoid")]
    assert all(around.points[1][0] < box.x for box in gate)
    assert boxes["block.main.norm2"].y < around.points[0][1] < gate[0].y


def test_numbers_that_disagree_are_marked_on_both_branches():
    scene = block_scene(block_plan(MISFIT), (64, 8, 8))
    marked = [edge.shape for edge in scene.edges if any(wrong for _, wrong in edge.shape)]
    assert sorted(marked) == [
        (("128", True), ("4", True), ("4", True)),
        (("64", True), ("8", True), ("8", True)),
    ]
    assert not scene.complete


def test_a_network_that_does_not_fit_is_open_where_it_fails():
    config = NetworkConfig(
        stages=(StageConfig(blocks=2, channels=16), StageConfig(blocks=2, channels=32)), shortcut="identity"
    )
    scene = network_scene(network_plan(config))
    assert [frame.id for frame in scene.frames] == ["stage2.block1", "stage2"]
    assert scene.nodes[-1].broken
    assert scene.nodes[0].id == "stem.conv"


def test_a_screen_reader_hears_kind_shapes_and_parameters():
    scene = block_scene(block_plan(BlockConfig()), (64, 8, 8))
    label = scene.nodes[0].label
    assert all(part in label for part in ("block.main.conv1", "3×3", "64×8×8", "36,864"))
