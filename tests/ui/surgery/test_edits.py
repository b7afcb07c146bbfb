"""Edits in an address, what is said about those that cannot be done, and what a press does."""

import pytest

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.surgery.question import Edit, places
from ui.say import say
from ui.surgery.edits import NOTHING, for_plain, press, read, spell

BLOCKS = places(SmallNet(depth=20).network)
DELETE_5, CUT_2 = Edit(kind="delete", block=5), Edit(kind="cut", block=2)
SWAP = Edit(kind="swap", block=8, other=9)
LEAVE_OUT = say("surgery-leave-out")


@pytest.mark.parametrize("edits", [(), (DELETE_5,), (CUT_2, DELETE_5, SWAP)])
def test_what_was_spelled_is_read_again(edits):
    assert read(spell(edits), BLOCKS) == (edits, ())


def test_an_address_is_short():
    assert spell((CUT_2, SWAP)) == "cut-2,swap-8-9"
    assert spell(()) == NOTHING


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("foo", "`foo`"),
        ("burn-3", "kind='burn'"),
        ("delete-10", "block=10: the network has 9 blocks"),
        ("swap-2-4", "only blocks of the same shape"),
        ("swap-9-8", "the lower number first"),
        ("delete-0", "block=0: must be at least 1"),
        ("delete-5,cut-5", "block=5: it stands in two edits"),
    ],
)
def test_what_cannot_be_done_says_why_and_every_repair_can(text, reason):
    _edits, [problem] = read(text, BLOCKS)
    assert reason in problem.reason
    assert problem.repairs
    for _label, address in problem.repairs:
        assert read(address, BLOCKS)[1] == ()


def test_no_repair_takes_a_block_that_another_edit_has():
    _edits, [problem] = read("swap-1-2,swap-3-5", BLOCKS)
    assert problem.repairs == ((LEAVE_OUT, "swap-1-2"),)


def test_the_other_edits_stay_when_one_cannot_be_done():
    edits, problems = read("cut-2,swap-5-7", BLOCKS)
    assert edits == (CUT_2,)
    assert problems[0].repairs == (
        (say("surgery-swap-instead", block=5, other=6), "cut-2,swap-5-6"),
        (LEAVE_OUT, "cut-2"),
    )


def test_a_press_starts_anew_or_adds_as_wished():
    assert press((CUT_2,), DELETE_5, several=False) == (DELETE_5,)
    assert press((SWAP, CUT_2), DELETE_5, several=True) == (CUT_2, DELETE_5, SWAP)


def test_the_same_press_once_more_takes_the_edit_back():
    assert press((DELETE_5,), DELETE_5, several=False) == ()
    assert press((CUT_2, DELETE_5), DELETE_5, several=True) == (CUT_2,)


def test_another_edit_of_a_block_takes_the_place_of_the_first():
    cut = Edit(kind="cut", block=5)
    assert press((CUT_2, DELETE_5), cut, several=True) == (CUT_2, cut)
    assert press((SWAP,), Edit(kind="delete", block=9), several=True) == (Edit(kind="delete", block=9),)


def test_the_plain_twin_has_no_shortcut_to_cut():
    assert for_plain((CUT_2, DELETE_5, SWAP)) == (DELETE_5, SWAP)
