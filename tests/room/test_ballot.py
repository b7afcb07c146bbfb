"""One vote each a round, hidden until the reveal; what is told of it, and what is not."""

import pytest

from resnet_core.room import ballot, rooms, telling
from resnet_core.room.ballot import Ballot, Prediction
from tests.postgresql import BOTH
from tests.refusals import refused
from tests.room.conftest import TEACHER

DATABASES = BOTH


@pytest.fixture
def seated(store, asking):
    for owner in ("ada", "bob", "cy"):
        rooms.enter(store, asking.code, owner)
    return asking


def cast(store, room, **votes):
    return [
        ballot.vote(store, room.code, owner, ballot=(room.step, room.round, option)) for owner, option in votes.items()
    ]


def test_a_second_vote_replaces_the_first(store, seated):
    assert cast(store, seated, ada="b", bob="b") == [1, 2]
    assert cast(store, seated, ada="a") == [2]
    assert ballot.mine(store, seated, "ada") == "a"
    assert ballot.mine(store, seated, "cy") is None
    assert [(vote.seat, vote.option) for vote in ballot.ballots(store, seated.code)] == [(1, "a"), (2, "b")]


def test_a_vote_after_the_reveal_does_not_count(store, seated):
    cast(store, seated, ada="b")
    rooms.reveal(store, seated, by=TEACHER)
    with refused("vote-closed"):
        cast(store, seated, ada="a")
    assert ballot.mine(store, seated, "ada") == "b"


@pytest.mark.parametrize(
    ("vote", "code"),
    [((1, 1, "a"), "vote-closed"), ((2, 2, "a"), "vote-closed"), ((2, 1, "c"), "no-such-option")],
)
def test_a_vote_for_another_step_round_or_option_is_refused(store, seated, vote, code):
    with refused(code):
        ballot.vote(store, seated.code, "ada", ballot=vote)


def test_who_is_not_in_the_room_has_no_vote(store, seated):
    with refused("not-in-the-room", room=seated.code):
        cast(store, seated, eve="a")


def test_nobody_votes_in_a_room_that_has_ended(store, seated):
    rooms.end(store, seated, by=TEACHER)
    with refused("room-ended", code=seated.code):
        cast(store, seated, ada="a")


def test_an_open_vote_tells_how_many_and_nothing_else(store, seated):
    cast(store, seated, ada="a", bob="b")
    told = telling.state(store, seated.code)
    assert (told["votes"], told["people"], told["phase"]) == (2, 3, "open")
    assert (told["shares"], told["right"], told["advice"]) == ([], "", "none")


def test_the_reveal_tells_the_distribution_and_only_then_the_answer(store, seated):
    cast(store, seated, ada="a", bob="b", cy="b")
    room = rooms.reveal(store, seated, by=TEACHER)
    told = telling.state(store, room.code)
    assert told["shares"] == [{"option": "a", "votes": 1, "percent": 33}, {"option": "b", "votes": 2, "percent": 67}]
    assert (told["right"], told["advice"]) == ("", "hint")
    rooms.answer(store, room, by=TEACHER)
    assert telling.state(store, room.code)["right"] == "a"


def test_the_second_round_begins_empty_and_knows_that_a_hint_was_due(store, seated):
    cast(store, seated, ada="b", bob="b")
    room = rooms.open_vote(store, rooms.reveal(store, seated, by=TEACHER), by=TEACHER)
    told = telling.state(store, room.code)
    assert (told["round"], told["votes"], told["hint"]) == (2, 0, True)
    cast(store, room, ada="a")
    assert [(vote.round, vote.option) for vote in ballot.ballots(store, room.code)] == [(1, "b"), (1, "b"), (2, "a")]


def test_no_owner_is_told_and_none_is_kept_with_a_vote(store, seated):
    cast(store, seated, ada="a")
    assert "ada" not in repr(telling.state(store, seated.code))
    assert "owner" not in Ballot._fields


def test_the_end_of_a_step_is_told_and_nothing_changes_by_itself(store, seated):
    told = telling.state(store, seated.code)
    assert told["until"] == seated.step_at + 600
    assert telling.state(store, seated.code) == told
    plain = rooms.go_to(store, seated, 3, by=TEACHER)
    assert telling.state(store, plain.code)["until"] is None


def test_the_first_prediction_for_each_question_is_kept(store, seated):
    ballot.predict(store, seated.code, "ada", guesses={"paths_guess": "short"})
    ballot.predict(store, seated.code, "ada", guesses={"paths_guess": "long", "race_guess": "level"})
    kept = ballot.predictions(store, seated.code)
    assert [each[:3] for each in kept] == [(1, "paths_guess", "short"), (1, "race_guess", "level")]
    assert isinstance(kept[0], Prediction)
    with refused("not-in-the-room"):
        ballot.predict(store, seated.code, "eve", guesses={"paths_guess": "short"})
