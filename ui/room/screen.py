"""What everybody sees of a room, drawn by one script in three looks: learner's band, projector, teacher's desk.

The script is told of changes by events; Python says what only Python can: words, the answer's reason, a new step.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

import segno
import streamlit as st

from resnet_core.room import ballot, telling
from resnet_core.room.rooms import Room
from ui.room import asked, here
from ui.say import say
from ui.sketch import chosen, component, gaps

Look = Literal["band", "projector", "desk"]
_COMPONENT = component("room", Path(__file__).parent, html='<div class="room"></div>')
POLLS = "_room_polls"
"""Session state: whether this browser gets no events and is told by a timer."""
POLL_SECONDS = 2.0


def draw(room: Room, look: Look, *, here_now: bool = False, on_told: Callable[[str], None]) -> None:
    """Draws the room; `on_told` hears, before the next run, what the script has told."""
    key = f"room_{look}"
    state = telling.state(here.store(), room.code)
    step = room.now
    question = step.question if step else None
    _COMPONENT(
        key=key,
        data={
            "look": look,
            "code": room.code,
            "live": not polls(),
            "state": state,
            "now": time.time(),
            "mine": ballot.mine(here.store(), room, here.me().id) if look == "band" and question else None,
            "here": here_now,
            "addresses": tuple(each.address for each in room.lesson.steps),
            "title": room.lesson.title,
            "prompt": step.prompt if step else "",
            "question": asked.told(question, answered=room.phase == "answered") if question else None,
            "words": words(room),
            **(_way_in(room) if look == "projector" else {}),
        },
        on_look_change=_listener("look", on_told),
        on_vote_change=_listener("vote", on_told),
        on_routes_change=_listener("routes", on_told),
    )


def polls() -> bool:
    """Whether this session has to ask for what others do."""
    return bool(st.session_state.get(POLLS, False))


def told(look: Look, name: str) -> Any:
    """What the script has told under this name."""
    return chosen(f"room_{look}", name)


def link(room: Room) -> str:
    """The address at which a learner enters."""
    parts = urlsplit(st.context.url or "")
    base = parts.path.rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, f"{base}/room", f"code={quote(room.code)}", ""))


def is_for_this_machine_only(address: str) -> bool:
    """Whether no other device can follow it."""
    return (urlsplit(address).hostname or "") in ("localhost", "127.0.0.1", "::1", "")


def qr(address: str) -> str:
    """The code of an address, as the source of an image: black on white, in a dark room too."""
    return str(segno.make(address, error="m").svg_data_uri(scale=8, border=3, dark="#000", light="#fff"))


def words(room: Room) -> dict[str, Any]:
    """What the script says, with gaps for what it counts."""
    blanks = gaps("votes", "people", "minutes", "percent")
    plain = (
        "frozen",
        "stopped",
        "waiting",
        "there",
        "vote",
        "second",
        "mine",
        "choose",
        "closed",
        "right",
        "yours",
        "qr",
    )
    left = {name: say(f"lesson-link-left.{name}", minutes=blanks["minutes"]) for name in ("many", "last", "over")}
    advice = {
        f"{code}-{who}": say(f"room-advice.{code}-{who}")
        for code in ("hint", "discuss", "explain", "none")
        for who in ("class", "teacher")
    }
    return {
        **{name: say(f"room-{name}") for name in plain},
        **left,
        "advice": advice,
        "room": say("room-code", code=room.code),
        "step": say("room-step", step=room.step, steps=len(room.lesson.steps)),
        "counted": say("room-counted", votes=blanks["votes"], people=blanks["people"]),
        "inside": say("room-inside", people=blanks["people"]),
        "share": say("room-share", percent=blanks["percent"], votes=blanks["votes"]),
    }


def _way_in(room: Room) -> dict[str, str]:
    address = link(room)
    parts = urlsplit(address)
    return {"qr": qr(address), "where": f"{parts.netloc}{parts.path}"}


def _listener(name: str, on_told: Callable[[str], None]) -> Callable[[], None]:
    def listen() -> None:
        if name == "routes":
            st.session_state[POLLS] = True
        on_told(name)

    return listen
