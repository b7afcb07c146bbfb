"""Which room this visitor is in, as the session and the store know it; it survives a reload, since the store does."""

import streamlit as st

from resnet_core.errors import StoreError
from resnet_core.jobs.owners import Owner
from resnet_core.room import rooms
from resnet_core.room.rooms import Room, RoomError
from resnet_core.store import Store
from ui import services

CODE = "_room"
"""Session state: the code of the room that was entered; empty for nobody's."""


def me() -> Owner:
    """Who this is."""
    return services.owner()


def store() -> Store:
    """Where rooms are kept."""
    return services.lab().store


def room() -> Room | None:
    """The running room that this visitor is in, as it is now; the store is asked once where there is none."""
    try:
        if CODE not in st.session_state:
            entered = rooms.entered(store(), me().id)
            st.session_state[CODE] = "" if entered is None else entered.code
            return entered
        code = st.session_state[CODE]
        return _running(code) if code else None
    except StoreError as error:
        services.note(error)
        return None


def enter(code: str) -> None:
    """Enters the room; RoomError where that is not possible."""
    rooms.enter(store(), code, me().id)
    st.session_state[CODE] = code


def leave() -> None:
    """Callback: leaves the room that this visitor is in."""
    rooms.leave(store(), st.session_state[CODE], me().id)
    st.session_state[CODE] = ""


def _running(code: str) -> Room | None:
    try:
        found = rooms.find(store(), code)
    except RoomError:  # it ended long ago and was forgotten
        st.session_state[CODE] = ""
        return None
    return None if found.ended else found
