"""The band above every page of a learner who is in a room: the step, what to do, the time left, the vote."""

import streamlit as st

from resnet_core.errors import LabError, StoreError
from resnet_core.room import ballot
from resnet_core.room.rooms import Room, RoomError
from ui import progress, services
from ui.core_words import in_words
from ui.room import here, screen

KEY = "room_above"
_PAGE, _TOLD, _REFUSED, _ALL = "_room_page", "_room_told", "_room_refused", "_room_all"


def draw(page: str) -> None:
    """Draws the band above this page, if the visitor is in a room; what they predict from here on is told to it."""
    room = here.room()
    if room is None:
        return
    st.session_state[_PAGE] = page
    _tell_predictions(room)
    with st.container(border=True, key=KEY):
        st.fragment(run_every=screen.POLL_SECONDS if screen.polls() else None)(_show)()


def _show() -> None:
    room = here.room()
    if room is None or st.session_state.pop(_ALL, False):
        st.rerun()
        return
    if refused := st.session_state.pop(_REFUSED, ""):
        st.warning(refused, icon=":material/block:")
    at_the_step = room.now is not None and room.now.page == st.session_state[_PAGE]
    screen.draw(room, "band", here_now=at_the_step, on_told=_hear)


def _hear(name: str) -> None:
    """Callback: votes where there is no route for it; with the first word that there is none, a timer begins."""
    if name == "routes":
        st.session_state[_ALL] = True
    if name == "vote" and isinstance(said := screen.told("band", "vote"), dict):
        _vote(said)


def _vote(said: dict[str, object]) -> None:
    step, round_, option = (said.get(name) for name in ("step", "round", "option"))
    if not isinstance(step, int) or not isinstance(round_, int) or not isinstance(option, str):
        return
    try:
        ballot.vote(here.store(), st.session_state[here.CODE], here.me().id, ballot=(step, round_, option))
    except LabError as error:
        st.session_state[_REFUSED] = in_words(error)


def _tell_predictions(room: Room) -> None:
    """Tells the room what was predicted since it was entered, each prediction once."""
    guesses = dict(progress.all_kept("guesses"))
    told: dict[str, set[str]] = st.session_state.setdefault(_TOLD, {})
    known = told.get(room.code)
    fresh = {} if known is None else {key: guess for key, guess in guesses.items() if key not in known}
    try:
        if fresh:
            ballot.predict(here.store(), room.code, here.me().id, guesses=fresh)
        told[room.code] = set(guesses)
    except StoreError as error:
        services.note(error)  # told with the next page
    except RoomError:
        told.pop(room.code, None)  # left in another tab
