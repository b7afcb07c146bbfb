"""Where one enters a room: by typing its code, or by a link that has it; and the room as a projector shows it."""

import streamlit as st

from resnet_core.errors import LabError
from resnet_core.room import rooms
from ui import outage, words
from ui.core_words import in_words
from ui.room import here, screen
from ui.say import say

CODE, PROJECT = "code", "project"
"""In the address."""
_TYPED, _REFUSED, _TRIED = "room_typed", "_room_door_refused", "_room_door_tried"


def is_for_projector() -> bool:
    """Whether the address asks for the room in large type; nobody enters it by that."""
    return st.query_params.get(PROJECT) == "true" and CODE in st.query_params


def project() -> None:
    """Draws the room as a class sees it on the wall."""
    code = rooms.spelt(st.query_params[CODE])
    try:
        rooms.find(here.store(), code)
    except LabError as error:
        st.error(in_words(error), icon=":material/meeting_room:")
        return
    st.fragment(run_every=screen.POLL_SECONDS if screen.polls() else None)(_project)(code)


def draw() -> None:
    """Draws the field for the code, or where the visitor is."""
    code = rooms.spelt(st.query_params.get(CODE, ""))
    if code and st.session_state.get(_TRIED) != code:
        st.session_state[_TRIED] = code
        _enter(code)
        if not st.session_state.get(_REFUSED):
            st.rerun()
    room = here.room()
    st.title(say("room-title") if room is None else say("room-in", code=room.code), anchor=False)
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(refused, icon=":material/meeting_room:")
    if room is None:
        _ask(code)
        return
    with st.container(gap="small"):
        if room.lesson.title:
            st.text(say("room-lesson", title=room.lesson.title))
        st.markdown(say("room-stays"))
        st.caption(say("room-counted-without-name"))
    st.button(say("room-leave"), key="room_leave", icon=":material/logout:", on_click=here.leave)


def _ask(code: str) -> None:
    st.markdown(say("room-hook"))
    with st.form("room_form", border=False, width=320):
        st.text_input(say("room-code-field"), code, key=_TYPED, max_chars=16, help=say("room-code-field.help"))
        st.form_submit_button(words.on_primary(say("room-enter")), key="room_enter", on_click=_type, type="primary")


def _type() -> None:
    """Callback: enters the room whose code was typed."""
    _enter(rooms.spelt(st.session_state[_TYPED]))


def _enter(code: str) -> None:
    try:
        here.enter(code)
        st.session_state[_REFUSED] = ""
    except LabError as error:
        st.session_state[_REFUSED] = in_words(error)


def _project(code: str) -> None:
    with outage.told():
        screen.draw(rooms.find(here.store(), code), "projector", on_told=_hear)


def _hear(_name: str) -> None:
    """Callback: the run that follows is what was wanted."""
