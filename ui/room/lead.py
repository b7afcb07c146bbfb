"""The teacher's page once the lesson runs: everyone to a step, freeze, the vote in its phases, reset, the end."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from resnet_core.room import ballot, rooms
from resnet_core.room.rooms import Room
from resnet_core.room.votes import ROUNDS
from ui import frame, outage, words
from ui.room import here, screen
from ui.say import say

Change = Callable[..., Any]


def draw(room: Room) -> None:
    """Draws the room as its teacher leads it: what happens now, which a phone shows first, and the steps."""
    now, steps = st.columns([3, 2], gap="large")
    with now, st.container(border=True, key="room_now", gap="small"):
        _now(room)
    with steps:
        _steps(room)


def way_in(room: Room) -> None:
    """Draws how a class gets in: the code, its square, the address, and the way to the projector."""
    address = screen.link(room)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.image(screen.qr(address), width=132)
        with st.container(gap="small", width="stretch"):
            st.metric(say("room-code-field"), room.code)
            st.code(address, language=None, wrap_lines=True)
            if screen.is_for_this_machine_only(address):
                st.caption(say("room-only-here"), width="stretch")
            projector = f"room?code={room.code}&project=true&embed=true"
            with st.container(horizontal=True, gap="small"):
                st.link_button(say("room-project"), projector, icon=":material/co_present:")
                if not room.step:
                    _begin(room)


def _begin(room: Room) -> None:
    """Draws the button for which nobody should have to look below the steps they prepare."""
    st.button(
        words.on_primary(say("room-everyone", step=1)),
        key="room_begin",
        icon=":material/groups:",
        type="primary",
        on_click=_press,
        args=(room, rooms.go_to),
        kwargs={"step": 1},
    )


def _steps(room: Room) -> None:
    for number, step in enumerate(room.lesson.steps, start=1):
        with st.container(border=number == room.step, key=f"room_step_{number}", gap="xsmall"):
            title = frame.entry(step.page).title
            st.markdown(say("room-step-line", step=number, page=title, minutes=step.minutes or 0))
            if step.prompt:
                st.text(step.prompt)
            is_next = 1 < number == room.step + 1
            label = say("room-everyone", step=number)
            st.button(
                words.on_primary(label) if is_next else label,
                key=f"room_go_{number}",
                icon=":material/groups:",
                type="primary" if is_next else "secondary",
                on_click=_press,
                args=(room, rooms.go_to),
                kwargs={"step": number},
            )


def _now(room: Room) -> None:
    """Draws what happens at the present step, and what may be done next."""
    screen.draw(room, "desk", on_told=lambda _name: None)
    if room.now is not None and room.now.question is not None:
        _vote(room)
    with st.container(horizontal=True, gap="small"):
        frozen = "thaw" if room.frozen else "freeze"
        icon = ":material/play_arrow:" if room.frozen else ":material/front_hand:"
        _button(room, frozen, rooms.freeze, icon=icon, frozen=not room.frozen)
        if room.step:
            _button(room, "reset", rooms.reset, icon=":material/restart_alt:")
        with st.popover(say("room-end"), icon=":material/meeting_room:", type="tertiary"):
            st.markdown(say("room-end.sure"))
            _button(room, "end-now", rooms.end, icon=":material/logout:")


def _vote(room: Room) -> None:
    """Draws the ways on from the present phase; what the ladder advises is the one that stands out."""
    assert room.now
    question = room.now.question
    assert question
    advice = ballot.polled(here.store(), room).advice
    with st.container(horizontal=True, gap="small"):
        match room.phase:
            case "closed":
                _button(room, "open", rooms.open_vote, icon=":material/how_to_vote:", primary=True)
            case "open":
                _button(room, "reveal", rooms.reveal, icon=":material/visibility:", primary=True)
            case "revealed":
                again = advice in ("hint", "discuss")
                if room.round < ROUNDS:
                    _button(room, "again", rooms.open_vote, icon=":material/how_to_vote:", primary=again)
                _button(room, "answer", rooms.answer, icon=":material/check_circle:", primary=not again)
            case "answered":
                st.caption(say("room-over"))


def _button(room: Room, name: str, change: Change, *, icon: str, primary: bool = False, **values: Any) -> None:
    label = say(f"room-do-{name}")
    st.button(
        words.on_primary(label) if primary else label,
        key=f"room_do_{name}",
        icon=icon,
        type="primary" if primary else "secondary",
        on_click=_press,
        args=(room, change),
        kwargs=values,
    )


@outage.wish
def _press(room: Room, change: Change, **values: Any) -> None:
    """Callback: changes the room as this page showed it; where it has moved on since, nothing happens but a word."""
    if "step" in values:
        change(here.store(), room, values["step"], by=here.me())
    else:
        change(here.store(), room, by=here.me(), **values)
