"""The board and the files of a room: networks by value, and no cell that a spreadsheet would compute."""

import csv
import io
import time
from dataclasses import fields

import pytest
from sqlalchemy import update

from resnet_core.analysis.layers import network_cost
from resnet_core.jobs import states
from resnet_core.jobs.states import NewRun
from resnet_core.presets import PRESETS
from resnet_core.room import ballot, board, export, rooms
from resnet_core.room.ballot import Prediction
from resnet_core.room.board import Raced
from resnet_core.room.lesson import Lesson, Question, Step
from resnet_core.schema import runs
from resnet_core.store import Point, add_points
from tests.postgresql import BOTH
from tests.room.conftest import TEACHER

DATABASES = BOTH
QUICK = PRESETS["quick"]
WIDE = QUICK.model_copy(update={"network": QUICK.network.model_copy(update={"stem_channels": 32})})


def raced(config, accuracy, seconds=10.0):
    return Raced(config, accuracy, seconds, 0.0)


def finished(store, owner, config=QUICK, accuracy=0.8):
    """A run that has come to its end."""
    told = {"kind": "train", "config": config.model_dump_json(), "name": "ada's", "owner": owner, "speed_key": "k"}
    run_id = states.submit(store, NewRun(**{field.name: told.get(field.name) for field in fields(NewRun)}))
    now = time.time()
    with store.write() as connection:
        ended = {"state": "succeeded", "started": now, "ended": now + 12}
        connection.execute(update(runs).where(runs.c.id == run_id).values(ended))
        add_points(connection, run_id, points=[Point(board.ACCURACY, 1, 0.1), Point(board.ACCURACY, 2, accuracy)])
    return run_id


def test_a_network_that_was_trained_twice_is_one_entry_with_its_means():
    [entry] = board.board([raced(QUICK, 0.8, 10), raced(QUICK, 0.9, 20)])
    cost = network_cost(QUICK.network)
    assert (entry.runs, entry.accuracy, entry.seconds) == (2, pytest.approx(0.85), 15)
    assert (entry.params, entry.macs) == (cost.params, cost.macs)
    assert [entry.cost(each) for each in ("params", "macs", "seconds")] == [cost.params, cost.macs, 15]


def test_the_most_accurate_comes_first_and_of_two_that_are_level_the_smaller():
    assert [each.accuracy for each in board.board([raced(QUICK, 0.7), raced(WIDE, 0.8)])] == [0.8, 0.7]
    level = board.board([raced(WIDE, 0.8), raced(QUICK, 0.8)])
    assert level[0].params < level[1].params


def test_what_is_both_dearer_and_worse_is_beaten():
    dear, cheap = board.board([raced(WIDE, 0.7), raced(QUICK, 0.8)])[::-1]
    assert board.unbeaten((dear, cheap), "params") == (cheap,)
    better = board.board([raced(WIDE, 0.9), raced(QUICK, 0.8)])
    assert board.unbeaten(better, "macs") == better
    assert board.board([]) == ()


def test_the_board_shows_finished_trainings_of_people_in_the_room_and_no_others(store, room):
    finished(store, "ada", accuracy=0.5)
    assert board.raced_in(store, room) == ()
    rooms.enter(store, room.code, "ada")
    finished(store, "somebody else")
    waiting = finished(store, "ada")
    gone = finished(store, "ada")
    with store.write() as connection:
        connection.execute(update(runs).where(runs.c.id == waiting).values(state="running"))
        connection.execute(update(runs).where(runs.c.id == gone).values(deleted=time.time()))
    [one] = board.raced_in(store, room)
    assert (one.config, one.accuracy, one.seconds) == (QUICK, 0.5, 12)


def test_votes_are_exported_by_seat_with_what_was_right(store, asking):
    for owner, option in (("ada", "a"), ("bob", "b")):
        rooms.enter(store, asking.code, owner)
        ballot.vote(store, asking.code, owner, ballot=(2, 1, option))
    rows = list(csv.DictReader(io.StringIO(export.votes(asking, ballot.ballots(store, asking.code)))))
    assert [(row["seat"], row["option"], row["answer"], row["right"]) for row in rows] == [
        ("1", "a", "20 layers", "1"),
        ("2", "b", "56 layers", "0"),
    ]
    assert "ada" not in str(rows)


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_begins_like_a_formula(store, evil):
    question = Question(text=f"{evil}?", options=("x", "y"))
    room = rooms.open_room(store, Lesson(steps=(Step(question=question),)), by=TEACHER, hours=1)
    rooms.enter(store, room.code, "ada")
    rooms.open_vote(store, rooms.go_to(store, room, 1, by=TEACHER), by=TEACHER)
    ballot.vote(store, room.code, "ada", ballot=(1, 1, "a"))
    [row] = csv.DictReader(io.StringIO(export.votes(room, ballot.ballots(store, room.code))))
    assert row["question"] == f"'{evil}?"
    [made] = csv.DictReader(io.StringIO(export.predictions(room, [Prediction(1, "x", evil, room.created)])))
    assert made["guess"] == f"'{evil}"


def test_trainings_are_exported_with_their_config_and_nobodys_name(store, room):
    rooms.enter(store, room.code, "ada")
    finished(store, "ada")
    [row] = csv.DictReader(io.StringIO(export.runs(room, board.raced_in(store, room))))
    assert (row["accuracy"], row["seconds"]) == ("0.8", "12.0")
    assert type(QUICK).model_validate_json(row["config"]) == QUICK
    assert "ada" not in str(row)
