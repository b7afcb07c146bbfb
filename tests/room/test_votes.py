"""The ladder and the distribution, by value on both sides of each rung."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from resnet_core.room.votes import advice, distribution, moved


def shares(right, wrong):
    return distribution(("a", "b"), ["a"] * right + ["b"] * wrong)


@pytest.mark.parametrize(
    ("right", "wrong", "then"),
    [
        (0, 1, "hint"),
        (34, 66, "hint"),
        (349, 651, "hint"),
        (35, 65, "discuss"),
        (7, 13, "discuss"),
        (70, 30, "discuss"),
        (7, 3, "discuss"),
        (701, 299, "explain"),
        (71, 29, "explain"),
        (1, 0, "explain"),
        (0, 0, "none"),
    ],
)
def test_the_ladder_has_its_rungs_at_35_and_70_per_cent(right, wrong, then):
    assert advice(shares(right, wrong), "a", round_=1) == then


@pytest.mark.parametrize("right", [0, 5, 10])
def test_after_the_second_round_it_is_time_to_explain(right):
    assert advice(shares(right, 10 - right), "a", round_=2) == "explain"


def test_an_opinion_is_discussed_once():
    assert advice(shares(9, 1), "", round_=1) == "discuss"
    assert advice(shares(9, 1), "", round_=2) == "explain"


def test_a_vote_for_what_is_not_offered_does_not_count():
    assert [share.votes for share in distribution(("a", "b"), ["a", "c", "a"])] == [2, 0]


def test_per_cents_are_rounded_to_the_nearest():
    assert [share.percent for share in distribution("abc", "abbcc")] == [20, 40, 40]
    assert [share.percent for share in distribution("abc", "aab")] == [67, 33, 0]
    assert [share.percent for share in distribution("ab", "")] == [0, 0]


@given(some.lists(some.sampled_from("abcd"), max_size=60))
def test_every_vote_is_in_the_distribution(votes):
    found = distribution("abcd", votes)
    assert sum(share.votes for share in found) == len(votes)
    assert all(0 <= share.percent <= 100 for share in found)
    assert abs(sum(share.percent for share in found) - (100 if votes else 0)) <= 2


@given(right=some.integers(0, 400), wrong=some.integers(0, 400))
def test_one_more_who_is_right_never_leads_down_the_ladder(right, wrong):
    rungs = ["none", "hint", "discuss", "explain"]
    fewer, more = (advice(shares(number, wrong), "a", round_=1) for number in (right, right + 1))
    assert rungs.index(fewer) <= rungs.index(more)


def test_who_changed_between_the_rounds_is_counted_both_ways():
    assert moved({1: "b", 2: "a", 3: "b", 4: "a"}, {1: "a", 2: "b", 3: "a", 5: "a"}, "a") == (2, 1)
