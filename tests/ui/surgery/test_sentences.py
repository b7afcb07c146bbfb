"""Sentences on surgery take the form that the facts need: each case is said, and none lacks a value."""

import pytest

from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.surgery.findings import Case, Outcome
from resnet_core.studies.surgery.question import Edit, Operated, UnderBoth
from tests.studies.surgery.test_findings import NINE, PLAIN, RESIDUAL, fall, operated, turn
from ui.surgery import sentences
from ui.surgery.nets import OWN, RECORDED, name


def test_edits_and_nets_have_names():
    cut, swap = Edit(kind="cut", block=2), Edit(kind="swap", block=8, other=9)
    assert all(number in sentences.edits((cut, swap)) for number in "289")
    assert len({sentences.edits((edit,)) for edit in (cut, Edit(kind="delete", block=2))} | {sentences.edits(())}) == 3
    assert len({name(case) for cases in RECORDED.values() for case in cases}) == 4


@pytest.mark.parametrize("within", [10, 50])
@pytest.mark.parametrize("shown", ["stored", "fresh"])
def test_what_is_kept_has_its_numbers(within, shown):
    text = sentences.kept(turn(*NINE, fresh=NINE, shown=shown), within)
    assert ("**7** of the 9" if within == 10 else "**9** of the 9") in text
    assert ("1 (40.0%) and 4 (70.0%)" in text) == (within == 10)


def test_a_net_that_bears_no_edit_has_its_mildest_block_named():
    assert "20.0%" in sentences.kept(turn(0.1, 0.2, 0.1, case=PLAIN), 10)


def test_of_many_critical_blocks_the_worst_are_named_and_the_others_counted():
    assert " 2 " in sentences.kept(turn(0.9, *(0.1 + 0.01 * place for place in range(8))), 10)


@pytest.mark.parametrize(
    ("found", "numbers"),
    [
        (turn(0.4, 0.9, 0.6, fresh=(0.86, 0.9, 0.86)), ("40.0", "4.0", "90%")),
        (turn(0.1, 0.2, 0.1, fresh=(0.2, 0.2, 0.3), case=PLAIN), ("76.7", "66.7", "13%")),
        (turn(0.4, 0.9, fresh=(0.7, 0.9), operation="cut"), ("50.0", "20.0", "60%")),
        (turn(0.85, 0.9), ()),
        (turn(0.85, 0.9, fresh=(0.9, 0.7)), ("2",)),
    ],
)
def test_the_sentence_on_single_edits_has_the_facts(found, numbers):
    text = sentences.single_edits(found, 10)
    assert all(number in text for number in numbers)


def test_a_net_without_batch_norms_has_no_statistics_to_blame():
    bare = Case(OWN, new_net(SmallNet(norm=False).network, seed=0))
    assert sentences.single_edits(turn(*NINE, case=bare), 10) == sentences.many_deletions(fall(0.1, case=bare))


def test_a_fall_has_its_steps_and_what_is_left():
    text = sentences.falls(fall(0.76, 0.58, 0.43, 0.27, 0.1))
    assert all(number in text for number in ("18.0", "80.0", "90.0%", "76.0% (71.0% to 81.0%)"))
    assert "80.0" not in sentences.falls(fall(0.1, 0.1, intact=0.1))


@pytest.mark.parametrize("after", [operated(9), operated(0), operated(9, loss=None)])
def test_an_outcome_says_what_is_left(after):
    text = sentences.outcome(Outcome(RESIDUAL, operated(5), after))
    assert f"{after.accuracy:.1%}" in text
    assert "None" not in text


def test_the_other_statistics_are_told_beside_those_that_are_shown():
    both = UnderBoth[Operated](data="sketches", stored=operated(9), fresh=operated())
    assert "100.0%" in sentences.otherwise(both, "stored")
    assert "91.0%" in sentences.otherwise(both, "fresh")


def test_several_blocks_take_the_plural():
    one, two = (
        sentences.remarks(PLAIN, tuple(Edit(kind="delete", block=block) for block in blocks))
        for blocks in ((4,), (4, 7))
    )
    assert "4 and 7" in two[0]
    assert one[0] != two[0].replace("4 and 7", "4"), "the verb follows"
