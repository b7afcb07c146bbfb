"""A lesson before it begins: each step with its page, its prompt, its time and its question, to be changed at will."""

from typing import Any

import streamlit as st

from resnet_core.config import parse
from resnet_core.course.item import Item
from resnet_core.course.items import ITEMS
from resnet_core.room import rooms
from resnet_core.room.lesson import (
    LETTERS,
    LONGEST_PROMPT,
    MOST_MINUTES,
    MOST_STEPS,
    Lesson,
    Question,
    Step,
    step_of_link,
)
from resnet_core.room.rooms import Room
from ui import checks, frame, outage
from ui.room import here
from ui.say import say

NONE, OWN = "none", "own"
_ORDER = "_room_order"
"""Session state: how often steps changed places, so that fields begin anew where they now stand for another step."""


def draw(room: Room) -> None:
    """Draws the steps, each in a fold with its fields, and the way to another."""
    for place, step in enumerate(room.lesson.steps):
        with st.expander(_summary(place, step), icon=frame.entry(step.page).icon if _known(step.page) else None):
            _fields(room, place)
    with st.container(horizontal=True, gap="small"):
        full = len(room.lesson.steps) >= MOST_STEPS
        st.button(
            say("room-step-add"), key="room_add", icon=":material/add:", disabled=full, on_click=_add, args=(room,)
        )


def _summary(place: int, step: Step) -> str:
    return say(
        "room-step-summary",
        step=place + 1,
        page=frame.entry(step.page).title if _known(step.page) else step.page,
        minutes=step.minutes or 0,
        voted="yes" if step.question else "no",
    )


def _fields(room: Room, place: int) -> None:
    step = room.lesson.steps[place]
    key = f"room_{st.session_state.get(_ORDER, 0)}_{place}"
    st.text_area(say("room-step-prompt"), step.prompt, key=f"{key}_prompt", max_chars=LONGEST_PROMPT, height=100)
    left, right = st.columns([3, 1])
    left.text_input(
        say("room-step-link"), step.address, key=f"{key}_link", max_chars=4000, help=say("room-step-link.help")
    )
    right.number_input(
        say("lesson-link-minutes"),
        1,
        MOST_MINUTES,
        step.minutes,
        key=f"{key}_minutes",
        placeholder=say("lesson-link-no-time"),
    )
    _question(step, key)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("room-step-save"), key=f"{key}_save", icon=":material/save:", on_click=_save, args=(room, place, key)
        )
        st.link_button(say("room-step-open"), step.address, icon=":material/open_in_new:", type="tertiary")
        for name, icon, moved, possible in (
            ("up", "arrow_upward", -1, place > 0),
            ("down", "arrow_downward", 1, place + 1 < len(room.lesson.steps)),
        ):
            st.button(
                say(f"room-step-{name}"),
                key=f"{key}_{name}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not possible,
                on_click=_move,
                args=(room, place, moved),
            )
        st.button(
            say("room-step-delete"),
            key=f"{key}_delete",
            icon=":material/delete:",
            type="tertiary",
            disabled=len(room.lesson.steps) == 1,
            on_click=_delete,
            args=(room, place),
        )


def _question(step: Step, key: str) -> None:
    """Draws the choice of a question: none, an item of the course (those of the page first), or one's own."""
    items = sorted((item.id for item in ITEMS), key=lambda id_: _item(id_).page != step.page)
    options = [NONE, OWN, *items]
    question = step.question
    chosen = st.selectbox(
        say("room-question"),
        options,
        options.index(question.item or OWN if question else NONE),
        format_func=_named,
        key=f"{key}_question",
    )
    if chosen == OWN:
        _own(question if question and not question.item else None, key)
    elif chosen != NONE:
        item = _item(chosen)
        st.markdown("\n".join(f"- {checks.label(item, option)}" for option in item.asked.options))
        st.caption(say("room-question-right", option=checks.label(item, item.asked.right)))


def _own(question: Question | None, key: str) -> None:
    st.text_input(say("room-own-text"), question.text if question else "", key=f"{key}_text", max_chars=LONGEST_PROMPT)
    left, right = st.columns([3, 1])
    written = left.text_area(
        say("room-own-options"),
        "\n".join(question.options) if question else "",
        key=f"{key}_options",
        max_chars=1300,
        height=130,
    )
    lines = _lines(written)
    letters = ["", *LETTERS[: len(lines)]]
    right.selectbox(
        say("room-own-right"),
        letters,
        letters.index(question.right) if question and question.right in letters else 0,
        format_func=lambda letter: letter.upper() or say("room-own-opinion"),
        key=f"{key}_right",
    )
    st.text_input(say("room-own-hint"), question.hint if question else "", key=f"{key}_hint", max_chars=LONGEST_PROMPT)


def _named(option: str) -> str:
    if option in (NONE, OWN):
        return say(f"room-question.{option}")
    item = _item(option)
    return say("room-question-item", item=option, page=frame.entry(item.page).title, text=checks.question(item))


@outage.wish
def _save(room: Room, place: int, key: str) -> None:
    """Callback: puts what the fields say in place of the step."""
    held: dict[str, Any] = {
        name: st.session_state.get(f"{key}_{name}")
        for name in ("prompt", "link", "minutes", "question", "text", "options", "right", "hint")
    }
    linked = step_of_link(str(held["link"] or ""))
    pasted = linked.page != room.lesson.steps[place].page or linked.state != room.lesson.steps[place].state
    step = {
        "page": linked.page,
        "state": linked.state,
        "prompt": (pasted and linked.prompt) or str(held["prompt"] or "").strip(),
        "minutes": (pasted and linked.minutes) or held["minutes"],
        "question": _asked(held),
    }
    _put(room, place, [parse(Step, step)])
    if pasted:
        _begin_anew()


def _asked(held: dict[str, Any]) -> dict[str, Any] | None:
    if held["question"] in (None, NONE):
        return None
    if held["question"] != OWN:
        return {"item": held["question"]}
    own = {name: str(held[name] or "").strip() for name in ("text", "hint", "right")}
    return {**own, "options": _lines(str(held["options"] or ""))}


@outage.wish
def _add(room: Room) -> None:
    _put(room, len(room.lesson.steps), [Step()])


@outage.wish
def _delete(room: Room, place: int) -> None:
    _put(room, place, [])
    _begin_anew()


@outage.wish
def _move(room: Room, place: int, by: int) -> None:
    steps = list(room.lesson.steps)
    steps.insert(place + by, steps.pop(place))
    rooms.edit(here.store(), room, Lesson(title=room.lesson.title, steps=tuple(steps)), by=here.me())
    _begin_anew()


def _put(room: Room, place: int, steps: list[Step]) -> None:
    changed = (*room.lesson.steps[:place], *steps, *room.lesson.steps[place + 1 :])
    lesson = parse(Lesson, {"title": room.lesson.title, "steps": changed})
    rooms.edit(here.store(), room, lesson, by=here.me())


def _begin_anew() -> None:
    st.session_state[_ORDER] = st.session_state.get(_ORDER, 0) + 1


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][: len(LETTERS)]


def _item(id_: str) -> Item:
    return next(item for item in ITEMS if item.id == id_)


def _known(page: str) -> bool:
    return any(page == entry.name for entry in frame.PAGES)
