"""Which edits of a net can be asked for, and what is said about the others."""

import pytest

from resnet_core.config import StageConfig, parse
from resnet_core.errors import ConfigError
from resnet_core.probes.nets import SmallNet, TrainedNet
from resnet_core.probes.surgery import (
    MOST_MACS,
    Edit,
    LesionsProbe,
    SurgeryProbe,
    partners,
    pictures,
    places,
    single_edits,
)

RESIDUAL = TrainedNet(network=SmallNet(depth=20).network, weights="new:0")
PLAIN = TrainedNet(network=SmallNet(depth=20, shortcut="none").network, weights="new:0")


def asked(net, *edits, **more):
    return parse(SurgeryProbe, {"net": net.model_dump(), "edits": [dict(edit) for edit in edits], **more})


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
    ("net", "edit", "reason"),
    [
        (RESIDUAL, {"kind": "delete", "block": 10}, "block=10: the net has 9 blocks; choose 1 to 9"),
        (PLAIN, {"kind": "cut", "block": 2}, "cut of block 2: a plain block has no shortcut; delete or silence it"),
        (RESIDUAL, {"kind": "swap", "block": 2, "other": 4}, "blocks like block 2: 1, 3"),
        (RESIDUAL, {"kind": "swap", "block": 4, "other": 7}, "blocks like block 4: none"),
        (RESIDUAL, {"kind": "swap", "block": 2}, "swap names two blocks"),
        (RESIDUAL, {"kind": "delete", "block": 2, "other": 3}, "every other edit names one"),
        (RESIDUAL, {"kind": "swap", "block": 3, "other": 2}, "the lower number first"),
    ],
)
def test_an_edit_that_cannot_be_done_says_why_and_what_can(net, edit, reason):
    with pytest.raises(ConfigError, match=reason):
        asked(net, edit)


def test_a_block_in_two_edits_is_refused():
    with pytest.raises(ConfigError, match="block=2: it stands in two edits"):
        asked(RESIDUAL, {"kind": "delete", "block": 2}, {"kind": "swap", "block": 1, "other": 2})


def test_the_order_of_the_edits_makes_no_other_question():
    first, second = {"kind": "cut", "block": 2}, {"kind": "delete", "block": 5}
    assert asked(RESIDUAL, first, second) == asked(RESIDUAL, second, first)


def test_a_plain_block_that_drops_channels_has_no_stand_in():
    narrower = (StageConfig(blocks=1, channels=8), StageConfig(blocks=1, channels=4))
    network = PLAIN.network.model_copy(update={"stages": narrower})
    net = TrainedNet(network=network, weights="new:0")
    with pytest.raises(ConfigError, match="8 channels in and 4 out, and nothing without weights stands in for that"):
        asked(net, {"kind": "delete", "block": 2})
    with pytest.raises(ConfigError, match="delete another one"):
        parse(LesionsProbe, {"net": net.model_dump()})
    asked(net, {"kind": "silence", "block": 2})


def test_the_single_edits_are_those_that_the_net_allows():
    def kinds(net):
        edits = single_edits(net)
        return {kind: sum(edit.kind == kind for edit in edits) for kind in ("delete", "cut", "silence", "swap")}

    assert kinds(RESIDUAL) == {"delete": 9, "cut": 9, "silence": 9, "swap": 5}
    assert kinds(PLAIN) == {"delete": 9, "cut": 0, "silence": 9, "swap": 5}


def test_a_question_that_would_take_long_is_refused_and_fewer_pictures_are_not():
    large = TrainedNet(network=SmallNet(depth=110, width=32, size=28).network, weights="new:0")
    fewer = pictures(large.network)
    assert 10 <= fewer < 2000
    with pytest.raises(ConfigError, match=f"at most {MOST_MACS / 1e9:g} billion .* take {fewer} or fewer"):
        asked(large)
    asked(large, test_images=fewer)
    assert pictures(RESIDUAL.network) == 2000


def test_the_lesions_of_a_net_are_the_deletions_of_all_its_blocks():
    edits = LesionsProbe(net=RESIDUAL).edits
    assert edits == tuple(Edit(kind="delete", block=number) for number in range(1, 10))
    assert {edit.kind for edit in LesionsProbe(net=RESIDUAL, operation="cut").edits} == {"cut"}
    with pytest.raises(ConfigError, match="a plain block has no shortcut"):
        parse(LesionsProbe, {"net": PLAIN.model_dump(), "operation": "cut"})
