"""What everybody in a room may know of it now, as plain data for an event: the votes only after the reveal."""

from typing import Any

from resnet_core.room import ballot, rooms
from resnet_core.room.rooms import Room
from resnet_core.store import Store


def state(store: Store, code: str) -> dict[str, Any]:
    """The room's state; RoomError where there is no such room.

    `shares` is empty until the votes are revealed, and `right` until the answer is shown. `hint` tells whether the
    first round asked for one. It changes only when something happens, so that nothing is sent meanwhile.
    """
    room = rooms.find(store, code)
    told = {
        name: getattr(room, name) for name in ("code", "version", "step", "call", "frozen", "phase", "round", "ended")
    }
    told |= {"over": room.ended, "people": ballot.present(store, code), "until": _until(room)}
    return told | _vote(store, room)


def _until(room: Room) -> float | None:
    """When the time for the step is over."""
    minutes = room.now.minutes if room.now else None
    return None if minutes is None else room.step_at + 60 * minutes


def _vote(store: Store, room: Room) -> dict[str, Any]:
    question = room.now.question if room.now else None
    told = {"asked": question is not None, "votes": 0, "shares": [], "right": "", "advice": "none", "hint": False}
    if question is None or room.phase == "closed":
        return told
    poll = ballot.polled(store, room)
    told["votes"] = poll.votes
    if room.phase in ("revealed", "answered"):
        told |= {"shares": [share._asdict() for share in poll.shares], "advice": poll.advice}
    if room.phase == "answered":
        told["right"] = question.answer
    if room.round > 1:
        told["hint"] = ballot.polled(store, room, round_=1).advice == "hint"
    return told
