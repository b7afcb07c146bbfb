"""A room from its making to its end: who may change it, what a stale page can do, and who sits where."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from resnet_core.jobs.owners import Owner
from resnet_core.room import ballot, rooms
from resnet_core.schema import rooms as table
from tests.postgresql import BOTH
from tests.refusals import refused
from tests.room.conftest import LEARNER, LESSON, TEACHER

DATABASES = BOTH


def test_a_code_is_short_and_has_no_letters_that_look_alike(room):
    assert len(room.code) == rooms.LENGTH
    assert {*room.code} <= {*rooms.ALPHABET}
    assert not {*"01256 8ABEGILOSUVZ"} & {*rooms.ALPHABET}


@pytest.mark.parametrize("typed", ["k7wx", " K7 wx ", "K7-WX"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert rooms.spelt(typed) == "K7WX"


def test_two_rooms_never_share_a_code(store, monkeypatch):
    letters = iter("CCCCCCCCDDDD")
    monkeypatch.setattr("resnet_core.room.rooms.secrets.choice", lambda _: next(letters))
    codes = [rooms.open_room(store, LESSON, by=TEACHER, hours=1).code for _ in range(2)]
    assert codes == ["CCCC", "DDDD"]


def test_only_a_teacher_makes_a_room(store):
    with refused("not-the-teacher"):
        rooms.open_room(store, LESSON, by=LEARNER, hours=1)


@pytest.mark.parametrize(
    "change",
    [
        lambda store, room, by: rooms.go_to(store, room, 1, by=by),
        lambda store, room, by: rooms.freeze(store, room, by=by, frozen=True),
        lambda store, room, by: rooms.reveal(store, room, by=by),
        lambda store, room, by: rooms.reset(store, room, by=by),
        lambda store, room, by: rooms.end(store, room, by=by),
    ],
)
def test_a_learner_changes_nothing(store, asking, change):
    with refused("not-the-teacher"):
        change(store, asking, LEARNER)
    assert rooms.find(store, asking.code) == asking


def test_who_made_a_room_leads_it_without_being_a_teacher_any_more(store, room):
    assert rooms.go_to(store, room, 1, by=Owner(TEACHER.id)).step == 1


def test_a_press_on_a_page_that_is_no_longer_true_changes_nothing(store, asking):
    moved = rooms.go_to(store, asking, 3, by=TEACHER)
    with refused("room-moved", step=3):
        rooms.reveal(store, asking, by=TEACHER)
    assert rooms.find(store, asking.code) == moved


def test_of_two_presses_at_once_one_counts(store, room):
    def press(step):
        try:
            return rooms.go_to(store, room, step, by=TEACHER).step
        except rooms.RoomError as error:
            return error.code

    with ThreadPoolExecutor(4) as presses:
        came = list(presses.map(press, [1, 2, 3, 1]))
    assert came.count("room-moved") == 3
    assert rooms.find(store, room.code).step in came


def test_calling_everyone_to_a_step_begins_it(store, asking):
    frozen = rooms.freeze(store, asking, by=TEACHER, frozen=True)
    now = rooms.go_to(store, frozen, 3, by=TEACHER)
    assert (now.step, now.call, now.frozen, now.phase, now.round) == (3, asking.call + 1, False, "closed", 1)
    assert now.step_at >= asking.step_at


@pytest.mark.parametrize("step", [0, 4, -1])
def test_there_are_no_steps_beside_the_lesson(store, room, step):
    with refused("no-such-step", step=step, steps=3):
        rooms.go_to(store, room, step, by=TEACHER)


def test_a_vote_goes_through_its_phases_in_order_and_twice(store, asking):
    now = asking
    with refused("vote-not-next", phase="open"):
        rooms.answer(store, now, by=TEACHER)
    now = rooms.reveal(store, now, by=TEACHER)
    now = rooms.open_vote(store, now, by=TEACHER)
    assert (now.phase, now.round) == ("open", 2)
    now = rooms.reveal(store, now, by=TEACHER)
    with refused("vote-not-next", phase="revealed"):
        rooms.open_vote(store, now, by=TEACHER)
    assert rooms.answer(store, now, by=TEACHER).phase == "answered"


def test_a_step_without_a_question_takes_no_vote(store, room):
    with refused("no-question", step=0):
        rooms.open_vote(store, room, by=TEACHER)
    with refused("no-question", step=1):
        rooms.open_vote(store, rooms.go_to(store, room, 1, by=TEACHER), by=TEACHER)


def test_a_reset_takes_the_votes_of_the_step_and_calls_everyone_back(store, asking):
    rooms.enter(store, asking.code, "ada")
    ballot.vote(store, asking.code, "ada", ballot=(2, 1, "a"))
    now = rooms.reset(store, asking, by=TEACHER)
    assert (now.step, now.phase, now.call) == (2, "closed", asking.call + 1)
    assert ballot.ballots(store, now.code) == ()


def test_a_lesson_can_be_changed_until_it_begins(store, room):
    shorter = LESSON.model_copy(update={"steps": LESSON.steps[:1]})
    now = rooms.edit(store, room, shorter, by=TEACHER)
    assert now.lesson == shorter
    with refused("room-began", step=1):
        rooms.edit(store, rooms.go_to(store, now, 1, by=TEACHER), LESSON, by=TEACHER)


def test_a_room_ends_by_itself(store):
    over = rooms.open_room(store, LESSON, by=TEACHER, hours=1e-9)
    assert over.ended
    with refused("room-ended", code=over.code):
        rooms.go_to(store, over, 1, by=TEACHER)
    with refused("room-ended"):
        rooms.enter(store, over.code, "ada")


def test_an_ended_room_is_forgotten_when_a_new_one_is_made_long_after(store, asking):
    rooms.enter(store, asking.code, "ada")
    ballot.vote(store, asking.code, "ada", ballot=(2, 1, "a"))
    ballot.predict(store, asking.code, "ada", guesses={"paths_guess": "short"})
    with store.write() as connection:
        connection.execute(update(table).values(ends=asking.created - rooms.KEPT_SECONDS))
    rooms.open_room(store, LESSON, by=TEACHER, hours=1)
    with refused("no-such-room", code=asking.code):
        rooms.find(store, asking.code)
    assert (ballot.ballots(store, asking.code), ballot.predictions(store, asking.code)) == ((), ())


def test_a_seat_is_kept_for_whoever_comes_back(store, room):
    assert [rooms.enter(store, room.code, owner) for owner in ("ada", "bob", "ada")] == [1, 2, 1]
    rooms.leave(store, room.code, "ada")
    assert rooms.entered(store, "ada") is None
    assert ballot.present(store, room.code) == 1
    assert rooms.enter(store, room.code, "ada") == 1
    assert rooms.entered(store, "ada") == room
    assert rooms.members(store, room.code) == {1: "ada", 2: "bob"}


def test_many_who_enter_at_once_get_a_seat_each(store, room):
    with ThreadPoolExecutor(4) as people:
        seats = list(people.map(lambda number: rooms.enter(store, room.code, f"owner-{number}"), range(20)))
    assert sorted(seats) == list(range(1, 21))


def test_a_full_room_says_so(store, room, monkeypatch):
    monkeypatch.setattr(rooms, "MOST_SEATS", 1)
    rooms.enter(store, room.code, "ada")
    with refused("room-full", seats=1):
        rooms.enter(store, room.code, "bob")


def test_the_room_that_was_entered_last_is_the_one_that_is_followed(store, room):
    other = rooms.open_room(store, LESSON, by=TEACHER, hours=1)
    rooms.enter(store, room.code, "ada")
    rooms.enter(store, other.code, "ada")
    assert rooms.entered(store, "ada") == other
    rooms.end(store, other, by=TEACHER)
    assert rooms.entered(store, "ada") == room


def test_the_rooms_of_a_teacher_are_told_newest_first(store, room):
    other = rooms.open_room(store, LESSON, by=TEACHER, hours=1)
    assert rooms.made_by(store, TEACHER.id) == (other, room)
    assert rooms.made_by(store, "somebody else") == ()
