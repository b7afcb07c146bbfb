"""A link that a teacher makes of a page: its state, what is hidden, what the class is to do, and for how long.

    ?paths.net=residual_56_trained&hide=paths.kind,paths.seed&prompt=Which+paths+count%3F&minutes=10

The address says all of it, so that it survives a reload and ends when the page is left. What a prompt holds is text and
nothing else; how much time is left, the browser counts from the first time it opened the link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ui import addresses, fields, projector, rehearsal
from ui.fields import Field
from ui.say import say
from ui.sketch import component

HIDE, PROMPT, MINUTES = addresses.LESSON
LONGEST_PROMPT = 300
"""In characters; the rest of a longer one is not shown."""
MOST_MINUTES = 180
EMBED = "embed"
"""Streamlit's own: a page without its menu."""
_COUNTDOWN = component("countdown", Path(__file__).parent, html='<p class="left"></p>')


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a link asks for beside the state of its page."""

    hidden: tuple[str, ...] = ()
    """Keys of fields."""
    prompt: str = ""
    minutes: int | None = None
    refused: str = ""
    """What the address says of the time, where it is no time."""


def read(address: Mapping[str, str]) -> Lesson:
    """The lesson of an address; an empty one where it says none."""
    said = address.get(MINUTES, "")
    minutes = int(said) if said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= MOST_MINUTES else None
    return Lesson(
        tuple(dict.fromkeys(key for key in address.get(HIDE, "").split(",") if key)),
        address.get(PROMPT, "").strip()[:LONGEST_PROMPT],
        minutes,
        said if minutes is None else "",
    )


def begin() -> Lesson:
    """The lesson of the address, whose fields are hidden from here on; what it asks of the class is drawn."""
    lesson = read(st.query_params.to_dict())
    st.session_state[fields.HIDDEN] = frozenset(lesson.hidden)
    if lesson != Lesson():
        _draw(lesson)
    return lesson


def leaves_out(part: str) -> bool:
    """Whether the lesson leaves out a whole part of the page; `hide` names it as it names fields."""
    fields.KNOWN.add(part)
    rehearsal.note_part(part)
    return fields.is_hidden(part)


def tell_unknown(lesson: Lesson) -> None:
    """Says which names no field has; after the page, whose fields are known then."""
    if unknown := [key for key in lesson.hidden if key not in fields.KNOWN]:
        st.warning(say("lesson-link-unknown", keys=unknown, count=len(unknown)), icon=":material/link_off:")


def panel() -> None:
    """Offers to make such a link of the page as it stands."""
    if st.button(say("lesson-link"), key="lesson_link", icon=":material/school:", type="tertiary"):
        st.dialog(say("lesson-link"))(_form)()


def link(hidden: list[str], prompt: str, minutes: int | None, *, embed: bool, large: bool) -> str:
    """The address of the lesson."""
    chosen = {
        HIDE: ",".join(hidden),
        PROMPT: prompt.strip(),
        MINUTES: "" if minutes is None else str(minutes),
        EMBED: "true" if embed else "",
    }
    more = {name: value for name, value in chosen.items() if value}
    return addresses.link(**more, **{projector.PARAMETER: str(large).lower()})


def _form() -> None:
    drawn: dict[str, Field] = st.session_state.get(fields.DRAWN, {})
    st.caption(say("lesson-link-state"))
    hidden = st.multiselect(
        say("lesson-link-hide"),
        list(drawn),
        format_func=lambda key: drawn[key].label,
        key="lesson_link_hide",
        placeholder=say("lesson-link-none"),
    )
    prompt = st.text_area(say("lesson-link-prompt"), max_chars=LONGEST_PROMPT, key="lesson_link_prompt", height=90)
    minutes = st.number_input(
        say("lesson-link-minutes"),
        1,
        MOST_MINUTES,
        None,
        key="lesson_link_minutes",
        placeholder=say("lesson-link-no-time"),
    )
    embed = st.toggle(say("lesson-link-embed"), key="lesson_link_embed", help=say("lesson-link-embed.help"))
    large = st.toggle(say("projector"), projector.is_on(), key="lesson_link_projector")
    st.code(link(hidden, prompt, minutes, embed=embed, large=large), language=None, wrap_lines=True)


def _draw(lesson: Lesson) -> None:
    """What the class is asked, how long it has, and the way to see everything."""
    with st.container(border=True, key="lesson", gap="xsmall"):
        if lesson.prompt:
            st.text(lesson.prompt)
        with st.container(horizontal=True, vertical_alignment="center"):
            if lesson.minutes is not None:
                _countdown(lesson)
            if lesson.refused:
                st.caption(say("lesson-link-refused", value=lesson.refused[:20], most=MOST_MINUTES))
            if lesson.hidden:
                st.caption(say("lesson-link-hidden", count=len(lesson.hidden)))
                st.button(
                    say("lesson-link-show"),
                    key="lesson_show",
                    type="tertiary",
                    icon=":material/tune:",
                    on_click=_show_all,
                )


def _countdown(lesson: Lesson) -> None:
    words = {name: say(f"lesson-link-left.{name}", minutes="{minutes}") for name in ("many", "last", "over")}
    _COUNTDOWN(
        key="lesson_countdown",
        data={"minutes": lesson.minutes, "of": f"{lesson.minutes} {lesson.prompt}", "words": words},
        width="content",
    )


def _show_all() -> None:
    """Callback: the lesson goes on, with every control."""
    del st.query_params[HIDE]
