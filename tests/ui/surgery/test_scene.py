"""The strip of blocks shows what stands where after the edits, and no line that an edit removed."""

import pytest

from resnet_core.config import StageConfig
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.surgery.question import Edit, places
from ui.say import say
from ui.surgery.scene import Cost, strip

RESIDUAL = places(SmallNet(depth=20).network)
PLAIN = places(SmallNet(depth=20, shortcut="none").network)


def shortcuts(scene):
    return sum(edge.shortcut for edge in scene.edges)


def into(scene, number):
    """Arrows that end at the upper edge of a box."""
    box = next(node for node in scene.nodes if node.id == f"block{number}")
    return [edge for edge in scene.edges if edge.points[-1] == (box.x + box.width / 2, box.y)]


def test_every_block_is_a_box_in_the_frame_of_its_stage():
    scene = strip(RESIDUAL, ())
    assert [node.id for node in scene.nodes] == [f"block{number}" for number in range(1, 10)]
    assert [frame.title for frame in scene.frames] == [say("stage-numbered", number=number) for number in (1, 2, 3)]
    for node, place in zip(scene.nodes, RESIDUAL, strict=True):
        frame = scene.frames[place.stage - 1]
        assert frame.x < node.x < node.x + node.width < frame.x + frame.width
        assert frame.y < node.y < node.y + node.height < frame.y + frame.height
        assert len(into(scene, place.number)) == 1


def test_a_residual_net_has_a_line_beside_each_box_and_a_plain_one_none():
    assert shortcuts(strip(RESIDUAL, ())) == 9
    assert shortcuts(strip(PLAIN, ())) == 0


@pytest.mark.parametrize(
    ("kind", "lines", "entered"),
    [("delete", 9, 0), ("cut", 8, 1), ("silence", 9, 0)],
)
def test_what_an_edit_removes_is_not_drawn(kind, lines, entered):
    scene = strip(RESIDUAL, (Edit(kind=kind, block=5),))
    assert (shortcuts(scene), len(into(scene, 5))) == (lines, entered)


def test_a_deleted_plain_block_is_bypassed_and_a_silenced_one_passes_nothing_on():
    assert shortcuts(strip(PLAIN, (Edit(kind="delete", block=5),))) == 1
    assert shortcuts(strip(PLAIN, (Edit(kind="silence", block=5),))) == 0


def test_swapped_blocks_stand_in_each_others_place():
    scene = strip(RESIDUAL, (Edit(kind="swap", block=2, other=3),))
    titles = {node.id: node.title for node in scene.nodes}
    assert (titles["block2"], titles["block3"], titles["block1"]) == tuple(
        say("surgery-box", number=number) for number in (3, 2, 1)
    )


def test_a_screen_reader_hears_what_was_done():
    scene = strip(RESIDUAL, (Edit(kind="delete", block=4), Edit(kind="swap", block=8, other=9)))
    labels = {node.id: node.label for node in scene.nodes}
    stride = say("surgery-box.stride", stride=2)
    assert labels["block4"] == heard(number=4, stage=2, shape=stride, kind="delete", standing=4)
    assert labels["block8"] == heard(number=8, stage=3, shape=None, kind="swap", standing=9)
    assert labels["block1"] == heard(number=1, stage=1, shape=None, kind=None, standing=1)


def heard(**box):
    return say("surgery-box.alt", **box)


def test_more_than_three_stages_go_on_in_a_row_below():
    four = SmallNet(depth=20).network.model_copy(
        update={"stages": tuple(StageConfig(blocks=2, channels=8) for _ in range(4))}
    )
    scene = strip(places(four), ())
    assert scene.frames[3].x == scene.frames[0].x
    assert scene.frames[3].y > scene.frames[0].y + scene.frames[0].height
    assert max(frame.y + frame.height for frame in scene.frames) < scene.height


def test_a_block_that_costs_more_to_delete_is_tinted_more_and_says_so_unless_it_was_touched():
    costs = {1: Cost(49, 0.6), 2: Cost(4, 0.05)}
    first, second, third, *_others = strip(RESIDUAL, (), costs).nodes
    assert first.tint > second.tint > third.tint == 0
    assert first.subtitle == say("surgery-box.cost", rounded=49, shape=None)
    touched = strip(RESIDUAL, (Edit(kind="delete", block=1),), costs).nodes[0]
    assert (touched.tint, touched.subtitle) == (0, say("surgery-box.delete"))
