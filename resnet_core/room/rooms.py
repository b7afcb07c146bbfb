"""Rooms in the store: made, entered, moved on and ended.

A change is a compare-and-swap: it names the version of the room that the teacher saw, so that a press on a page that
is no longer true changes nothing. A member is a seat: a number in this room. Votes and predictions know seats only.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from resnet_core.config import parse
from resnet_core.errors import LabError
from resnet_core.jobs.owners import Owner
from resnet_core.room.lesson import Lesson, Step
from resnet_core.room.votes import ROUNDS, Phase
from resnet_core.schema import room_members, room_predictions, room_votes, rooms
from resnet_core.store import Store

ALPHABET = "CDFHJKMNPRTWXY3479"
"""Without letters that look alike on a board (0 O, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V) and without words (no vowels)."""
LENGTH = 4
MOST_SEATS = 1_000
KEPT_SECONDS = 30 * 24 * 3600.0
"""How long an ended room can still be exported."""
_TRIES = 20
_HOUR = 3600.0


class RoomError(LabError):
    """There is no such room, it has ended, or what was asked for is not possible in it now."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room as it stood when it was read."""

    code: str
    owner: str
    """The teacher who made it."""
    created: float
    ends: float
    lesson: Lesson
    step: int
    """From 1; 0 while the class waits to begin."""
    step_at: float
    """When the step began."""
    call: int
    """Goes up whenever everyone is called to the step's page."""
    frozen: bool
    phase: Phase
    round: int
    version: int

    @property
    def now(self) -> Step | None:
        """The step that the class is at."""
        return self.lesson.step(self.step)

    @property
    def ended(self) -> bool:
        """Whether nobody can enter or vote any more."""
        return time.time() >= self.ends


def open_room(store: Store, lesson: Lesson, *, by: Owner, hours: float) -> Room:
    """A new room with a code of its own; rooms that ended long ago are forgotten."""
    if not by.teacher:
        raise RoomError("not-the-teacher")
    now = time.time()
    row = {"owner": by.id, "created": now, "ends": now + hours * _HOUR, "lesson": lesson.model_dump_json()}
    row |= {"step": 0, "step_at": now, "call": 0, "frozen": 0, "phase": "closed", "round": 1, "version": 1}
    for _ in range(_TRIES):
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        try:
            with store.write() as connection:
                _forget(connection, before=now - KEPT_SECONDS)
                connection.execute(insert(rooms).values(code=code, **row))
        except IntegrityError:  # the code is another room's
            continue
        return find(store, code)
    raise RoomError("no-code-left", tries=_TRIES)


def spelt(code: str) -> str:
    """A code as it is stored, however somebody typed it."""
    return "".join(letter for letter in code.upper() if letter.isalnum())[:16]


def find(store: Store, code: str) -> Room:
    """The room of this code, ended or not; RoomError where there is none."""
    with store.read() as connection:
        return found(connection, code)


def made_by(store: Store, owner: str) -> tuple[Room, ...]:
    """The rooms that somebody made, the newest first."""
    with store.read() as connection:
        rows = connection.execute(select(rooms).where(rooms.c.owner == owner).order_by(rooms.c.created.desc()))
        return tuple(map(_room, rows))


def entered(store: Store, owner: str) -> Room | None:
    """The running room that somebody is in; the one entered last where there are several."""
    query = (
        select(rooms)
        .join(room_members, room_members.c.room == rooms.c.code)
        .where(room_members.c.owner == owner, room_members.c.left.is_(None), rooms.c.ends > time.time())
        .order_by(room_members.c.joined.desc())
        .limit(1)
    )
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
        return None if row is None else _room(row)


def enter(store: Store, code: str, owner: str) -> int:
    """The seat of somebody in the room: theirs if they have been in before, else the next one."""
    now = time.time()
    with store.write() as connection:
        _running(found(connection, code, alone=True))
        mine = (room_members.c.room == code, room_members.c.owner == owner)
        known = connection.execute(update(room_members).where(*mine).values(left=None, joined=now)).rowcount
        if not known:
            taken = connection.execute(select(func.count()).where(room_members.c.room == code)).scalar_one()
            if taken >= MOST_SEATS:
                raise RoomError("room-full", seats=MOST_SEATS)
            seat = {"room": code, "seat": taken + 1, "owner": owner, "joined": now, "left": None}
            connection.execute(insert(room_members).values(seat))
        return int(connection.execute(select(room_members.c.seat).where(*mine)).scalar_one())


def leave(store: Store, code: str, owner: str) -> None:
    """Lets somebody go; their seat waits for them."""
    with store.write() as connection:
        mine = (room_members.c.room == code, room_members.c.owner == owner)
        connection.execute(update(room_members).where(*mine).values(left=time.time()))


def seat_of(connection: Connection, code: str, owner: str) -> int:
    """The seat of somebody in the room; RoomError for whoever has not entered it."""
    query = select(room_members.c.seat).where(room_members.c.room == code, room_members.c.owner == owner)
    seat: int | None = connection.execute(query).scalar_one_or_none()
    if seat is None:
        raise RoomError("not-in-the-room", room=code)
    return seat


def members(store: Store, code: str) -> Mapping[int, str]:
    """The owner of each seat."""
    query = select(room_members.c.seat, room_members.c.owner).where(room_members.c.room == code)
    with store.read() as connection:
        return {row.seat: row.owner for row in connection.execute(query.order_by(room_members.c.seat))}


def check_chair(room: Room, by: Owner) -> None:
    """RoomError unless they lead this room: whoever made it, or a teacher."""
    if not by.may_change(room.owner):
        raise RoomError("not-the-teacher")


def go_to(store: Store, room: Room, step: int, *, by: Owner) -> Room:
    """Calls everyone to a step; its clock begins, and its vote is closed."""
    if not 1 <= step <= len(room.lesson.steps):
        raise RoomError("no-such-step", step=step, steps=len(room.lesson.steps))
    return _change(store, room, by, **_begun(room), step=step)


def freeze(store: Store, room: Room, *, by: Owner, frozen: bool) -> Room:
    """Stops everyone's controls while the teacher speaks, or lets them go on."""
    return _change(store, room, by, frozen=int(frozen))


def open_vote(store: Store, room: Room, *, by: Owner) -> Room:
    """Takes votes: the first round, or the second once the first is revealed."""
    if room.now is None or room.now.question is None:
        raise RoomError("no-question", step=room.step)
    if room.phase == "closed":
        return _change(store, room, by, phase="open", round=1)
    if room.phase == "revealed" and room.round < ROUNDS:
        return _change(store, room, by, phase="open", round=room.round + 1)
    raise RoomError("vote-not-next", phase=room.phase)


def reveal(store: Store, room: Room, *, by: Owner) -> Room:
    """Ends the round: no vote counts from here on, and everyone sees how the votes fell."""
    return _from(store, room, "open", by=by, to="revealed")


def answer(store: Store, room: Room, *, by: Owner) -> Room:
    """Shows everyone which option is right, and why."""
    return _from(store, room, "revealed", by=by, to="answered")


def reset(store: Store, room: Room, *, by: Owner) -> Room:
    """Begins the step anew: its votes are gone, its clock starts, and everyone is back on its page as prepared."""
    here = (room_votes.c.room == room.code, room_votes.c.step == room.step)
    with store.write() as connection:
        changed = _swap(connection, room, by, **_begun(room))
        connection.execute(delete(room_votes).where(*here))
    return changed


def edit(store: Store, room: Room, lesson: Lesson, *, by: Owner) -> Room:
    """Gives the room another lesson, which is possible until it has begun."""
    if room.step:
        raise RoomError("room-began", step=room.step)
    return _change(store, room, by, lesson=lesson.model_dump_json())


def end(store: Store, room: Room, *, by: Owner) -> Room:
    """Sends everyone out; what was voted can still be exported."""
    return _change(store, room, by, ends=time.time())


def found(connection: Connection, code: str, *, alone: bool = False) -> Room:
    """The room as this transaction sees it.

    In a write transaction nobody changes it before the end; `alone`, nobody else reads it for a write of their own.
    """
    query = select(rooms).where(rooms.c.code == code)
    if connection.get_execution_options().get("lab_write"):
        query = query.with_for_update(read=not alone)  # SQLite leaves it out: there a write locks the whole database
    row = connection.execute(query).one_or_none()
    if row is None:
        raise RoomError("no-such-room", code=code)
    return _room(row)


def _begun(room: Room) -> dict[str, Any]:
    return {"step_at": time.time(), "call": room.call + 1, "frozen": 0, "phase": "closed", "round": 1}


def _from(store: Store, room: Room, phase: Phase, *, by: Owner, to: Phase) -> Room:
    if room.phase != phase:
        raise RoomError("vote-not-next", phase=room.phase)
    return _change(store, room, by, phase=to)


def _change(store: Store, room: Room, by: Owner, **values: Any) -> Room:
    with store.write() as connection:
        return _swap(connection, room, by, **values)


def _swap(connection: Connection, room: Room, by: Owner, **values: Any) -> Room:
    """The room after the change; RoomError where it is no longer as it was seen."""
    check_chair(room, by)
    seen = (rooms.c.code == room.code, rooms.c.version == room.version, rooms.c.ends > time.time())
    changed = connection.execute(update(rooms).where(*seen).values(version=room.version + 1, **values))
    now = found(connection, room.code)
    if not changed.rowcount:
        _running(now)
        raise RoomError("room-moved", step=now.step)
    return now


def _running(room: Room) -> None:
    if room.ended:
        raise RoomError("room-ended", code=room.code)


def _forget(connection: Connection, *, before: float) -> None:
    old = select(rooms.c.code).where(rooms.c.ends < before)
    for table in (room_votes, room_predictions, room_members):
        connection.execute(delete(table).where(table.c.room.in_(old)))
    connection.execute(delete(rooms).where(rooms.c.ends < before))


def _room(row: Row[Any]) -> Room:
    values = dict(row._mapping)
    lesson = parse(Lesson, json.loads(values["lesson"]))
    return Room(**values | {"lesson": lesson, "frozen": bool(values["frozen"])})
