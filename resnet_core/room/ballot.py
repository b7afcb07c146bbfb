"""Votes and predictions of a room in the store: one vote each a round, which may be changed until the reveal."""

import time
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import func, select

from resnet_core.room.rooms import Room, RoomError, found, seat_of
from resnet_core.room.votes import Advice, Share, advice, distribution
from resnet_core.schema import room_members, room_predictions, room_votes
from resnet_core.store import Store, upsert

LONGEST_GUESS = 60


class Ballot(NamedTuple):
    """One vote."""

    step: int
    round: int
    seat: int
    option: str
    at: float


class Prediction(NamedTuple):
    """What somebody predicted on a page before they saw its figure."""

    seat: int
    question: str
    guess: str
    at: float


class Polled(NamedTuple):
    """A round of the step that a class is at."""

    votes: int
    shares: tuple[Share, ...]
    advice: Advice


def vote(store: Store, code: str, owner: str, *, ballot: tuple[int, int, str]) -> int:
    """Puts in a vote, (step, round, option), in place of an earlier one of the same person; how many there are now.

    RoomError where that round is not open: a vote that arrives after the reveal does not count.
    """
    step, round_, option = ballot
    with store.write() as connection:
        room = found(connection, code)  # whoever reveals waits until this vote is in
        if room.ended:
            raise RoomError("room-ended", code=code)
        if room.phase != "open" or (room.step, room.round) != (step, round_):
            raise RoomError("vote-closed")
        question = room.now.question if room.now else None
        if question is None or option not in question.codes:
            raise RoomError("no-such-option", option=option[:LONGEST_GUESS])
        seat = seat_of(connection, code, owner)
        values = {"option": option, "at": time.time()}
        row = {"room": code, "step": step, "round": round_, "seat": seat}
        connection.execute(
            upsert(connection, room_votes)
            .values(**row, **values)
            .on_conflict_do_update(index_elements=list(row), set_=values)
        )
        here = (room_votes.c.room == code, room_votes.c.step == step, room_votes.c.round == round_)
        return int(connection.execute(select(func.count()).where(*here)).scalar_one())


def predict(store: Store, code: str, owner: str, *, guesses: Mapping[str, str]) -> None:
    """Keeps what somebody in the room predicted, the first time for each question."""
    now = time.time()
    with store.write() as connection:
        seat = seat_of(connection, code, owner)
        rows = [
            {"room": code, "seat": seat, "question": question, "guess": guess[:LONGEST_GUESS], "at": now}
            for question, guess in guesses.items()
        ]
        if rows:
            connection.execute(upsert(connection, room_predictions).on_conflict_do_nothing(), rows)


def ballots(store: Store, code: str) -> tuple[Ballot, ...]:
    """Every vote of the room, in the order of steps, rounds and seats."""
    columns = (room_votes.c.step, room_votes.c.round, room_votes.c.seat, room_votes.c.option, room_votes.c.at)
    query = select(*columns).where(room_votes.c.room == code).order_by(*columns[:3])
    with store.read() as connection:
        return tuple(Ballot(*row) for row in connection.execute(query))


def predictions(store: Store, code: str) -> tuple[Prediction, ...]:
    """Every prediction that was made in the room, by seat and time."""
    table = room_predictions.c
    query = select(table.seat, table.question, table.guess, table.at).where(table.room == code)
    with store.read() as connection:
        return tuple(Prediction(*row) for row in connection.execute(query.order_by(table.seat, table.at)))


def mine(store: Store, room: Room, owner: str) -> str | None:
    """The option that somebody chose in the present round, if any."""
    query = (
        select(room_votes.c.option)
        .join(room_members, (room_members.c.room == room_votes.c.room) & (room_members.c.seat == room_votes.c.seat))
        .where(room_members.c.room == room.code, room_members.c.owner == owner)
        .where(room_votes.c.step == room.step, room_votes.c.round == room.round)
    )
    with store.read() as connection:
        option: str | None = connection.execute(query).scalar_one_or_none()
        return option


def polled(store: Store, room: Room, *, round_: int | None = None) -> Polled:
    """How a round of the present step came out, or stands; the present round unless another is asked for."""
    round_ = round_ or room.round
    here = (room_votes.c.room == room.code, room_votes.c.step == room.step, room_votes.c.round == round_)
    with store.read() as connection:
        options = list(connection.execute(select(room_votes.c.option).where(*here)).scalars())
    question = room.now.question if room.now else None
    if question is None:
        return Polled(0, (), "none")
    shares = distribution(question.codes, options)
    return Polled(sum(share.votes for share in shares), shares, advice(shares, question.answer, round_=round_))


def present(store: Store, code: str) -> int:
    """How many are in the room."""
    query = select(func.count()).where(room_members.c.room == code, room_members.c.left.is_(None))
    with store.read() as connection:
        return int(connection.execute(query).scalar_one())
