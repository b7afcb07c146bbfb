"""The shape of a lesson: a question, a figure with few controls, why it is so, a check, and what we saw.

lesson.head("paths")
... the prediction, the figure, the two or three controls that matter ...
lesson.tries(Try("paths-try-shallow", {NET: "residual_20_trained"}), ...)
with lesson.more():
... every other control ...
lesson.numbers(sections.numbers, answer)  # the table twin, ranges, seeds, machine
with lesson.why("paths"):
... the figure that explains ...
lesson.checks("paths")
lesson.saw("paths", Asked("paths-asked-short", shares), facts=shares)
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from ui import checks as questions
from ui import fields, frame, glossary
from ui.fields import Field
from ui.prose import prose
from ui.say import is_said, say


class Try(NamedTuple):
    """Something to try: a press sets the state; `look`, an attribute of the message, says what to look for."""

    message: str
    state: Mapping[Field, Any]

    @property
    def look(self) -> str | None:
        """What to look for."""
        look = f"{self.message}.look"
        return say(look) if is_said(look) else None


class Asked(NamedTuple):
    """A question that the page asked: a message whose attribute `answer` answers it from `finding` and `values`."""

    message: str
    finding: object = None
    values: Mapping[str, object] = {}


def head(name: str) -> None:
    """Draws the title of the page, its place on the path, and the question that it is about."""
    page = frame.entry(name)
    st.title(say(f"{name_of(name)}-title"), anchor=False)
    st.caption(
        say(
            "lesson-step",
            step=page.step or None,
            last=frame.LAST_STEP,
            section=page.section or None,
            minutes=page.minutes,
        )
    )
    st.markdown(glossary.linked(say(f"{name_of(name)}-hook")))


def name_of(page: str) -> str:
    """What the names of a page's messages begin with."""
    return SHORT.get(page, page).replace("_", "-")


SHORT: Mapping[str, str] = {"plain_vs_residual": "race", "residual_block": "block", "function_classes": "fc"}
"""Pages whose messages go by a shorter name."""


def heading(message: str) -> None:
    """Draws a heading one level below the title."""
    st.header(say(message), anchor=False)


def tries(*what: Try) -> None:
    """Draws a few numbered buttons that set the state of the page, each with what to look for."""
    heading("lesson-tries")
    with st.container(horizontal=True, gap="small"):
        for place, tried in enumerate(what, start=1):
            st.button(
                f"{place}\\. {say(tried.message)}",
                key=f"try_{tried.message}",
                help=tried.look,
                on_click=fields.put,
                args=({field.key: value for field, value in tried.state.items()},),
            )


def more() -> DeltaGenerator:
    """The place for every control beyond the few that matter."""
    return st.expander(say("lesson-more"), icon=":material/tune:")


def numbers(draw: Callable[..., object], *what: Any, key: str = "numbers") -> None:
    """A fold for tables, ranges, seeds and machine; one that is not the page's only one needs a key."""
    fold("lesson-numbers", draw, *what, key=key, icon=":material/table_rows:")


def fold(message: str, draw: Callable[..., object], *what: Any, key: str, icon: str | None = None) -> None:
    """A fold that draws, and computes, only once it is open; nothing that the address keeps may be set in it."""
    folded = st.expander(say(message), key=f"fold_{key}", icon=icon, on_change="rerun")
    if is_open(folded):
        with folded:
            draw(*what)


def is_open(folded: ExpanderContainer) -> bool:
    """Whether the learner has opened it."""
    return bool(folded.open)


@contextmanager
def why(name: str) -> Iterator[None]:
    """Draws the heading, what the caller draws (the figure that explains), and the prose `<page>_why`."""
    heading("lesson-why")
    yield
    st.markdown(prose(f"{name}_why"))


def checks(name: str) -> None:
    """Draws two or three questions to check oneself by, where there are any."""
    if questions.asked_on(name):
        heading("lesson-checks")
        questions.draw(name)


def saw(name: str, *asked: Asked, facts: object = None, **values: object) -> None:
    """Draws what came out, in two sentences, and an answer that opens for each question the page asked."""
    heading("lesson-saw")
    st.markdown(glossary.linked(say(f"{name_of(name)}-saw", facts, **values)))
    for question in asked:
        with st.expander(say(question.message, question.finding, **question.values)):
            st.markdown(glossary.linked(say(f"{question.message}.answer", question.finding, **question.values)))
