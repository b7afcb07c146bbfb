"""Which edits of a net can be asked for, and what is said about the others."""

import pytest

from resnet_core.config import StageConfig, parse
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.surgery.question import (
    MOST_MACS,
    Edit,
    LesionsQuestion,
    SurgeryQuestion,
    partners,
    pictures,
    places,
    single_edits,
)
from tests.refusals import refused

RESIDUAL = new_net(SmallNet(depth=20).network, seed=0)
PLAIN = new_net(SmallNet(depth=20, shortcut="none").network, seed=0)


def asked(net, *edits, **more):
    return parse(SurgeryQuestion, {"net": net.model_dump(), "edits": [dict(edit) for edit in edits], **more})


def test_blocks_are_numbered_through_the_stages_and_two_of_them_change_the_shape():
    blocks = places(RESIDUAL.network)
    assert [place.number for place in blocks] == list(range(1, 10))
    assert [place.stage for place in blocks] == [1] * 3 + [2] * 3 + [3] * 3
    assert [place.number for place in blocks if place.changes_shape] == [4, 7]


def test_only_blocks_of_one_stage_that_keep_the_shape_are_alike():
    blocks = places(RESIDUAL.network)
    assert partners(blocks, 1) == (2, 3)
    assert partners(blocks, 5) == (6,)
    assert partners(blocks, 4) == ()


@pytest.mark.parametrize(
    ("net", "edit", "code", "values"),
    [
        (RESIDUAL, {"kind": "delete", "block": 10}, "no-such-block-number", {"block": 10, "blocks": 9}),
        (PLAIN, {"kind": "cut", "block": 2}, "cut-of-plain-block", {"block": 2}),
        (RESIDUAL, {"kind": "swap", "block": 2, "other": 4}, "swap-of-unlike-blocks", {"alike": (1, 3)}),
        (RESIDUAL, {"kind": "swap", "block": 4, "other": 7}, "swap-of-unique-block", {"block": 4, "other": 7}),
        (RESIDUAL, {"kind": "swap", "block": 2}, "swap-names-two", {"edit": "swap", "block": 2}),
        (RESIDUAL, {"kind": "delete", "block": 2, "other": 3}, "swap-names-two", {"edit": "delete"}),
        (RESIDUAL, {"kind": "swap", "block": 3, "other": 2}, "swap-lower-first", {"block": 3, "other": 2}),
    ],
)
def test_an_edit_that_cannot_be_done_says_why_and_what_can(net, edit, code, values):
    with refused(code, **values):
        asked(net, edit)


def test_a_block_in_two_edits_is_refused():
    with refused("block-in-two-edits", block=2):
        asked(RESIDUAL, {"kind": "delete", "block": 2}, {"kind": "swap", "block": 1, "other": 2})


def test_the_order_of_the_edits_makes_no_other_question():
    first, second = {"kind": "cut", "block": 2}, {"kind": "delete", "block": 5}
    assert asked(RESIDUAL, first, second) == asked(RESIDUAL, second, first)


def test_a_plain_block_that_drops_channels_has_no_stand_in():
    narrower = (StageConfig(blocks=1, channels=8), StageConfig(blocks=1, channels=4))
    network = PLAIN.network.model_copy(update={"stages": narrower})
    net = new_net(network, seed=0)
    with refused("delete-narrows", before=8, after=4):
        asked(net, {"kind": "delete", "block": 2})
    with refused("delete-narrows"):
        parse(LesionsQuestion, {"net": net.model_dump()})
    asked(net, {"kind": "silence", "block": 2})


def test_the_single_edits_are_those_that_the_net_allows():
    def kinds(net):
        edits = single_edits(net)
        return {kind: sum(edit.kind == kind for edit in edits) for kind in ("delete", "cut", "silence", "swap")}

    assert kinds(RESIDUAL) == {"delete": 9, "cut": 9, "silence": 9, "swap": 5}
    assert kinds(PLAIN) == {"delete": 9, "cut": 0, "silence": 9, "swap": 5}


def test_a_question_that_would_take_long_is_refused_and_fewer_pictures_are_not():
    large = new_net(SmallNet(depth=110, width=32, size=28).network, seed=0)
    fewer = pictures(large.network)
    assert 10 <= fewer < 2000
    with refused("too-many-test-images", most=MOST_MACS / 1e9, fewer=fewer):
        asked(large)
    asked(large, test_images=fewer)
    assert pictures(RESIDUAL.network) == 2000


def test_the_lesions_of_a_net_are_the_deletions_of_all_its_blocks():
    edits = LesionsQuestion(net=RESIDUAL).edits
    assert edits == tuple(Edit(kind="delete", block=number) for number in range(1, 10))
    assert {edit.kind for edit in LesionsQuestion(net=RESIDUAL, operation="cut").edits} == {"cut"}
    with refused("cut-of-plain-block"):
        parse(LesionsQuestion, {"net": PLAIN.model_dump(), "operation": "cut"})
