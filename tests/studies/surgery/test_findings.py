"""What an operation did to a net follows from its numbers."""

import pytest

from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.surgery import findings
from resnet_core.studies.surgery.findings import Case, Fall, Outcome, Remark, Suffering, Turn
from resnet_core.studies.surgery.question import Deleted, Deletions, Edit, Lesion, Lesions, Operated, UnderBoth

RESIDUAL = Case("residual-20", new_net(SmallNet(depth=20).network, seed=0))
PLAIN = Case("plain-20", new_net(SmallNet(depth=20, shortcut="none").network, seed=0))


def operated(wrong_of_first=0, *, called=1, loss=0.5):
    """Ten pictures of each class, all named rightly but some of the first."""
    rows = [[10 if at == true else 0 for at in range(10)] for true in range(10)]
    rows[0][0] -= wrong_of_first
    rows[0][called] += wrong_of_first
    return Operated(loss=loss, accuracy=1 - wrong_of_first / 100, confusion=tuple(map(tuple, rows)))


def lesions(*accuracies, intact=0.9):
    edited = tuple(
        Lesion(block=number, loss=1.0, accuracy=accuracy) for number, accuracy in enumerate(accuracies, start=1)
    )
    return Lesions(loss=0.3, accuracy=intact, lesions=edited)


def turn(*stored, fresh=None, case=RESIDUAL, operation="delete", intact=0.9, shown="stored"):
    """A net with these accuracies, block by block; with fresh statistics it is untouched unless told otherwise."""
    both = (lesions(*stored, intact=intact), lesions(*(fresh or (intact,) * len(stored)), intact=intact))
    return Turn(case, operation, UnderBoth[Lesions](data="sketches", stored=both[0], fresh=both[1]), shown)


NINE = (0.4, 0.85, 0.88, 0.7, 0.81, 0.86, 0.87, 0.8, 0.9)


def test_differences_of_the_confusion_add_up_to_nothing():
    changes = Outcome(RESIDUAL, operated(), operated(9)).differences
    assert changes[0][:2] == [-9, 9]
    assert sum(map(sum, changes)) == 0


def deletions(*means, intact=0.9):
    numbers = tuple(
        Deleted(blocks=number, accuracies=(mean - 0.05, mean + 0.05)) for number, mean in enumerate(means, start=1)
    )
    return Deletions(accuracy=intact, numbers=numbers)


def fall(*stored, fresh=None, intact=0.9, shown="stored", case=RESIDUAL):
    both = (deletions(*stored, intact=intact), deletions(*(fresh or stored), intact=intact))
    return Fall(case, UnderBoth[Deletions](data="sketches", stored=both[0], fresh=both[1]), shown)


# Whose damage it is


STALE, MISSING = (0.4, 0.9, 0.6), (0.1, 0.2, 0.1)


@pytest.mark.parametrize(
    ("found", "stored", "fresh", "culprit"),
    [
        (turn(*STALE, fresh=(0.85, 0.9, 0.85)), (1, 3), (), "statistics"),
        (turn(*STALE, fresh=(0.7, 0.9, 0.75)), (1, 3), (1, 3), "both"),
        (turn(*MISSING, fresh=(0.2, 0.2, 0.3)), (1, 3, 2), (1, 2, 3), "blocks"),
        (turn(0.85, 0.9, 0.9, fresh=(0.9, 0.9, 0.7)), (), (3,), "nothing"),
        (turn(0.85, 0.9, 0.9), (), (), "nothing"),
        (turn(*STALE, fresh=(0.95, 0.95, 0.95)), (1, 3), (), "statistics"),
        (turn(*STALE, fresh=(0.3, 0.9, 0.5)), (1, 3), (1, 3), "blocks"),
    ],
)
def test_what_does_the_damage_follows_from_both_answers(found, stored, fresh, culprit):
    facts = findings.criticals(found, 10)
    assert (facts.stored, facts.fresh, facts.damage.culprit) == (stored, fresh, culprit)


def test_the_share_of_the_statistics_is_what_fresh_ones_give_back():
    facts = findings.criticals(turn(*STALE, fresh=(0.8, 0.9, 0.7)), 10)
    assert (facts.damage.stored, facts.damage.fresh) == pytest.approx((40, 15))
    assert facts.damage.share == pytest.approx(25 / 40)


@pytest.mark.parametrize(("fresh", "share"), [((0.95,) * 3, 1.0), ((0.3, 0.9, 0.5), 0.0)])
def test_a_share_stays_between_nothing_and_all(fresh, share):
    assert findings.criticals(turn(*STALE, fresh=fresh), 10).damage.share == share


def test_many_deletions_are_judged_where_half_of_the_blocks_are_gone():
    number, lost = findings.at_half(fall(0.8, 0.5, 0.3, 0.1, fresh=(0.85, 0.8, 0.4, 0.1)))
    assert number == 2
    assert (lost.stored, lost.fresh) == pytest.approx((40, 10))
    assert lost.culprit == "statistics"
    assert findings.at_half(fall(0.95, 0.95))[1].culprit == "nothing"


# How much is kept


@pytest.mark.parametrize(("within", "count"), [(1, 1), (5, 5), (10, 7), (50, 9)])
def test_edits_within_so_many_points_are_counted_with_the_statistics_that_are_shown(within, count):
    kept = findings.kept(turn(*NINE), within)
    assert (kept.near, kept.edits, kept.accuracy) == (count, 9, 0.9)
    assert findings.kept(turn(*NINE[::-1], fresh=NINE, shown="fresh"), within) == kept


def test_critical_blocks_are_listed_the_worst_first():
    assert [lesion.block for lesion in findings.kept(turn(*NINE), 10).critical] == [1, 4]
    assert findings.kept(turn(*NINE), 50).critical == ()


@pytest.mark.parametrize(
    ("means", "manner", "number", "largest"),
    [
        ((0.15, 0.1, 0.1, 0.1), "at_once", 1, 75),
        ((0.76, 0.58, 0.43, 0.27, 0.1), "little_by_little", 2, 18),
        ((0.9, 0.6, 0.6, 0.1), "at_once", 4, 50),
        ((0.6, 0.3, 0.2, 0.1), "in_steps", 1, 30),
    ],
)
def test_a_fall_is_named_by_its_largest_step(means, manner, number, largest):
    steps = findings.steps(fall(*means))
    assert (steps.manner, steps.number) == (manner, number)
    assert (steps.largest, steps.lost) == pytest.approx((largest, 80))
    assert findings.of_draws(steps.named[0]) == pytest.approx((means[0], means[0] - 0.05, means[0] + 0.05))


def test_a_net_that_was_guessing_before_loses_nothing():
    assert findings.steps(fall(0.1, 0.1, 0.1, intact=0.1)).manner == "nothing_lost"


def test_the_costs_of_single_deletions_lie_between_nothing_and_all_above_guessing():
    costs = findings.costs(turn(*NINE).shown)
    assert all(points >= 0 and 0 <= share <= 1 for points, share in costs.values())
    worst = min(turn(*NINE).shown.lesions, key=lambda lesion: lesion.accuracy)
    assert max(costs, key=lambda block: costs[block][0]) == worst.block


def test_the_damage_of_one_block_is_what_it_costs_under_both_statistics():
    found = findings.of_block(1, turn(*NINE))
    lesions = turn(*NINE).both
    assert found.stored == pytest.approx(100 * (lesions.stored.accuracy - lesions.stored.lesions[0].accuracy))
    assert found.fresh == pytest.approx(100 * (lesions.fresh.accuracy - lesions.fresh.lesions[0].accuracy))


def test_twins_are_compared_by_their_medians():
    assert turn(*NINE).median == 0.85
    assert turn(*NINE, fresh=(0.8,) * 9, shown="fresh").median == 0.8


# What became of the classes


def test_the_classes_that_suffer_have_what_they_are_called_now():
    assert findings.suffering(Outcome(RESIDUAL, operated(), operated(9, called=8))) == (Suffering(0, 1.0, 0.1, 8),)
    assert findings.suffering(Outcome(RESIDUAL, operated(), operated())) == ()


def test_a_class_that_takes_most_pictures_is_found():
    everything = Operated(loss=3.0, accuracy=0.1, confusion=tuple((0,) * 8 + (10, 0) for _ in range(10)))
    assert findings.swallowing(everything) == (8, 1.0)
    assert findings.swallowing(operated()) is None


def test_the_change_is_in_points():
    assert Outcome(RESIDUAL, operated(), operated(9)).change == -9
    assert Outcome(RESIDUAL, operated(9, called=1), operated(9, called=2)).change == 0


def test_what_the_shape_demands_is_remarked_at_each_twin():
    edits = (Edit(kind="delete", block=4), Edit(kind="cut", block=2))
    assert findings.remarks(RESIDUAL, edits) == (Remark("stays", (4,)),)
    assert findings.remarks(PLAIN, edits) == (Remark("stand_in", (4,)), Remark("no_cut", (2,)))
    assert findings.remarks(RESIDUAL, (Edit(kind="delete", block=2),)) == ()


def test_silence_is_called_deletion_only_where_it_is():
    silence = (Edit(kind="silence", block=2),)
    assert findings.remarks(RESIDUAL, silence) == (Remark("silence", (2,)),)
    other = SmallNet(depth=20, order="norm_after_add").network
    assert findings.remarks(Case("own", new_net(other, seed=0)), silence) == ()
    assert findings.remarks(PLAIN, silence) == ()
