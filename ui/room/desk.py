"""The teacher's page: rooms that were made, a new one from a lesson that is ready, or the room that is led now."""

import streamlit as st

from resnet_core.errors import LabError
from resnet_core.room import rooms
from resnet_core.room.rooms import Room
from resnet_core.settings import settings
from ui import lesson, outage, words
from ui.core_words import in_words
from ui.room import board, files, here, lead, prepare, ready, rehearse
from ui.say import say

CODE = "code"
"""In the address: the room that is led."""


def draw() -> None:
    """Draws the page for a teacher; to anybody else it says that it is not for them."""
    st.title(say("teach-title"), anchor=False)
    if not here.me().teacher:
        st.error(in_words(rooms.RoomError("not-the-teacher")), icon=":material/block:")
        return
    with outage.told():
        room = _led()
        if room is None:
            _begin()
        else:
            _room(room)


def _led() -> Room | None:
    code = rooms.spelt(st.query_params.get(CODE, ""))
    if not code:
        return None
    try:
        room = rooms.find(here.store(), code)
        rooms.check_chair(room, here.me())
    except LabError as error:
        if isinstance(error, rooms.RoomError):
            st.error(in_words(error), icon=":material/meeting_room:")
            return None
        raise
    return room


def _begin() -> None:
    """Draws the lessons that are ready, and the rooms that were made."""
    st.markdown(say("teach-hook"))
    for column, name in zip(st.columns(len(ready.READY)), ready.READY, strict=True):
        with column, st.container(border=True, height="stretch", key=f"teach_{name}_card", gap="small"):
            st.header(say(f"room-ready-{name}"), anchor=False)
            st.caption(say("teach-ready", minutes=ready.minutes(name), steps=len(ready.READY[name])))
            st.markdown(say(f"room-ready-{name}.goals"))
            st.button(
                words.on_primary(say("teach-open")),
                key=f"teach_{name}",
                type="primary",
                icon=":material/meeting_room:",
                on_click=_open,
                args=(name,),
            )
    made = rooms.made_by(here.store(), here.me().id)
    if made:
        lesson.heading("teach-made")
    for room in made:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(say("teach-room", code=room.code, begun=room.created, ended="yes" if room.ended else "no"))
            st.text(room.lesson.title)
            st.button(say("teach-go-on"), key=f"teach_go_{room.code}", type="tertiary", on_click=_go, args=(room.code,))


def _room(room: Room) -> None:
    """Draws the room before, during or after its lesson."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.button(say("teach-back"), key="teach_back", type="tertiary", icon=":material/arrow_back:", on_click=_go)
        if room.lesson.title:
            st.text(room.lesson.title)
    if room.ended:
        st.info(say("teach-ended", code=room.code), icon=":material/meeting_room:")
    else:
        lead.way_in(room)
        if not room.step:
            lesson.heading("teach-steps")
            st.markdown(say("teach-steps.how"))
            prepare.draw(room)
            rehearse.draw(room)
        lesson.heading("teach-lead")
        lead.draw(room)
    lesson.heading("teach-board")
    board.draw(room)
    lesson.heading("teach-files")
    files.draw(room)


@outage.wish
def _open(name: str) -> None:
    """Callback: a new room with this lesson."""
    room = rooms.open_room(here.store(), ready.lesson(name), by=here.me(), hours=settings().room_hours)
    _go(room.code)


def _go(code: str = "") -> None:
    """Callback: to this room, or to the list of all."""
    if code:
        st.query_params[CODE] = code
    else:
        st.query_params.pop(CODE, None)
