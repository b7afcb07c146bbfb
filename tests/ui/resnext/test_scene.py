"""The picture of a block of several branches."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis.grouping import Split, inception, three_forms
from ui import numbers
from ui.resnext.scene import SHOWN, branched_scene

CHARACTER = 6.7
"""Width of a character of a shape, 11 pixels high, as Chromium draws it."""
SPLITS = st.builds(Split, st.integers(1, 40), st.integers(1, 16))


def overlap(a, b):
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@settings(max_examples=60, deadline=None)
@given(SPLITS, st.integers(0, 3))
def test_no_box_of_a_branched_block_lies_on_another_or_outside(split, form):
    block = (*three_forms(64, split), inception())[form]
    scene = branched_scene(block, (192 if form == 3 else 64, 14, 14))
    assert not [(a.id, b.id) for a, b in combinations(scene.nodes, 2) if overlap(a, b)]
    assert len({node.id for node in scene.nodes}) == len(scene.nodes)
    for node in scene.nodes:
        assert node.x >= 0
        assert node.x + node.width <= scene.width
        assert node.y + node.height <= scene.height
    for edge in scene.edges:
        assert edge.text_x + CHARACTER * len(numbers.shape([int(number) for number, _ in edge.shape])) <= scene.width


@given(SPLITS)
def test_branches_that_are_not_drawn_are_counted(split):
    scene = branched_scene(three_forms(64, split)[0], (64, 14, 14))
    drawn = {node.id.partition(".")[0] for node in scene.nodes if node.id.startswith("branch")}
    hidden = [int(node.title.split()[0]) for node in scene.nodes if node.id == "more"]
    assert len(drawn) + sum(hidden) == split.cardinality
    assert bool(hidden) == (split.cardinality > SHOWN)


@given(SPLITS)
def test_a_block_of_branches_ends_with_the_shape_it_began_with(split):
    for form in three_forms(64, split):
        last = branched_scene(form, (64, 14, 14)).edges[-1]
        assert [number for number, _ in last.shape] == ["64", "14", "14"]


def test_the_inception_picture_ends_with_all_channels_and_has_no_shortcut():
    scene = branched_scene(inception(), (192, 28, 28))
    assert [number for number, _ in scene.edges[-1].shape] == ["256", "28", "28"]
    assert not [edge for edge in scene.edges if edge.shortcut]
