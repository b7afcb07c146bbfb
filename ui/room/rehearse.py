"""Rehearse, on the teacher's page: how long each step of the lesson would keep the class waiting on this machine.

What a step is rehearsed to take stands beside it until it is changed. A step that takes too long can be put into the
state that shows what was recorded, and back.
"""

import sys
from functools import partial
from typing import Literal

import streamlit as st

from resnet_core.room import rooms
from resnet_core.room.lesson import Lesson, Step
from resnet_core.room.rehearsal import Rehearsed, Work
from resnet_core.room.rehearsing import Process, Rehearsing
from resnet_core.room.rooms import MOST_SEATS, Room
from ui import frame, lesson, outage, services, words
from ui.core_words import in_words
from ui.room import here
from ui.say import say

POLL_SECONDS = 1.0
LEARNERS = 30
MOST_KEPT = 100
"""Rehearsals of a server; the oldest is forgotten."""
MEASURED = ("one", "run", "measured")
_LEARNERS = "rehearse_learners"


def draw(room: Room) -> None:
    """Draws the button, and what the last rehearsal of this room found."""
    lesson.heading("rehearse")
    st.markdown(say("rehearse.how"))
    kept = _kept().get(room.code)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        learners = st.number_input(say("rehearse-learners"), 1, MOST_SEATS, LEARNERS, key=_LEARNERS, width=140)
        st.button(
            say("rehearse-start", learners=learners),
            key="rehearse_start",
            icon=":material/timer:",
            disabled=kept is not None and kept.goes_on,
            on_click=_start,
            args=(room, learners),
        )
    if kept is not None:
        st.fragment(_found, run_every=POLL_SECONDS if kept.goes_on else None)(room, kept)


@outage.wish
def _start(room: Room, learners: int) -> None:
    """Callback: rehearses the lesson as it stands."""
    kept = _kept()
    kept.pop(room.code, None)
    if len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept))).stop()
    looker = partial(Process, (sys.executable, "-m", "ui.room.looker"))
    kept[room.code] = Rehearsing(services.lab(), room.lesson, learners=learners, looker=looker).start()


def _found(room: Room, kept: Rehearsing) -> None:
    """What is known so far; once all is, the page is drawn anew, and its buttons can be pressed again."""
    goes_on = kept.goes_on
    if goes_on:
        _progress(kept)
    elif kept.why is not None:
        st.error(in_words(kept.why), icon=":material/error:")
    elif kept.stopped:
        st.info(say("rehearse-stopped", done=len(kept.steps), steps=len(kept.lesson.steps)), icon=":material/stop:")
    else:
        long = sum(step.too_long for step in kept.steps)
        st.markdown(say("rehearse-sum", long=long, steps=len(kept.steps)))
    for place, step in enumerate(room.lesson.steps):
        if goes_on and kept.of(step) is None:
            continue
        with st.container(border=True, key=f"rehearse_{place}_step", gap="small"):
            _step(room, place, kept)
    if not goes_on and st.session_state.get(_going(room)):
        st.session_state[_going(room)] = False
        st.rerun()
    st.session_state[_going(room)] = goes_on


def _progress(kept: Rehearsing) -> None:
    done, steps = len(kept.steps), len(kept.lesson.steps)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(done / steps, say("rehearse-doing", step=min(done + 1, steps), steps=steps, doing=kept.doing))
        st.button(say("rehearse-stop"), key="rehearse_stop", icon=":material/stop:", on_click=kept.stop)


def _step(room: Room, place: int, kept: Rehearsing) -> None:
    """One step: the wait, what is waited for, and the way out."""
    step = room.lesson.steps[place]
    found = kept.of(step)
    if found is None:
        st.markdown(_line(place, step, case="new"))
        return
    if found.instead is not None and found.instead.step.state == step.state != found.step.state:
        st.markdown(_line(place, step, seconds=found.instead.seconds))
        st.success(say("rehearse-swapped"), icon=":material/history:")
        _button("undo", room, place, other=found.step)
        return
    st.markdown(_line(place, step, seconds=found.seconds, long=found.too_long))
    st.markdown(_why(found, kept.learners))
    if found.failed:
        st.error(say("rehearse-failed"), icon=":material/error:")
    if found.too_long:
        _way_out(room, place, found)


def _way_out(room: Room, place: int, found: Rehearsed) -> None:
    if found.instead is None:
        st.caption(say("rehearse-no-other"))
        return
    how = "part" if found.instead.left_out else "found"
    st.caption(say(f"rehearse-swap.{how}", seconds=found.instead.seconds))
    _button("swap", room, place, other=found.instead.step)


def _button(name: Literal["swap", "undo"], room: Room, place: int, *, other: Step) -> None:
    icon = {"swap": ":material/history:", "undo": ":material/undo:"}[name]
    key = f"rehearse_{place}_{name}"
    st.button(say(f"rehearse-{name}"), key=key, icon=icon, on_click=_put, args=(room, place, other))


@outage.wish
def _put(room: Room, place: int, other: Step) -> None:
    """Callback: the step in another state of its page; its prompt, its time and its question stay."""
    steps = list(room.lesson.steps)
    steps[place] = steps[place].model_copy(update={"state": other.state})
    rooms.edit(here.store(), room, Lesson(title=room.lesson.title, steps=tuple(steps)), by=here.me())


def _line(place: int, step: Step, *, seconds: float | None = None, long: bool = False, case: str = "") -> str:
    """The step and its wait, in bold where it is too long."""
    known = "unknown" if seconds is None else "moment" if seconds < 1 else "long" if long else "short"
    icon = ":material/timer_off: " if long else ""
    page = frame.entry(step.page).title if any(step.page == each.name for each in frame.PAGES) else step.page
    return icon + say("rehearse-step", step=place + 1, page=page, case=case or known, seconds=seconds)


def _why(found: Rehearsed, learners: int) -> str:
    """What a learner waits for, and which of the numbers are measured."""
    lines = [_work(work) for work in sorted(found.works, key=lambda work: work.pressed)]
    pages = say("rehearse-pages", learners=learners, seconds=found.pages)
    return words.bullets([f"{pages} {_badge('one')}", *lines])


def _work(work: Work) -> str:
    room = services.lab().room(work.kind)
    if work.kind == "train":
        told = say("rehearse-train", work, room=room)
    else:
        told = say("rehearse-question", work, pressed="yes" if work.pressed else "no")
    return f"{told} {_badge(work.basis)}"


def _badge(basis: str) -> str:
    colour = "green" if basis in MEASURED else "gray"
    return f":{colour}-badge[{say(f'rehearse-basis.{basis}')}]"


def _going(room: Room) -> str:
    """Where the session keeps that it has seen the rehearsal go on."""
    return f"_rehearse_{room.code}"


@st.cache_resource(show_spinner=False)
def _kept() -> dict[str, Rehearsing]:
    """The last rehearsal of each room of this server."""
    return {}
