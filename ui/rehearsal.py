"""Whether this session rehearses a step of a lesson: then what the page asks and offers is noted, and nothing is asked.

Nobody sits at such a session: `ui.room.looker` opens it, lets predictions through, and hands on what was noted.
"""

from typing import Any, NamedTuple

import streamlit as st

NOTES = "_rehearsal_notes"
"""Session state: what this session notes; absent in every other."""


class Notes(NamedTuple):
    """What a page asked and offered."""

    asked: list[dict[str, Any]]
    parts: list[str]
    """Keys of the parts of the page that a lesson can leave out."""


def is_on() -> bool:
    """Whether it does."""
    return NOTES in st.session_state


def note(kind: str, config: dict[str, Any], *, pressed: bool) -> None:
    """Notes a question or a training, and whether it is asked only once a button was pressed."""
    notes: Notes = st.session_state[NOTES]
    told = {"kind": kind, "config": config, "pressed": pressed}
    if told not in notes.asked:
        notes.asked.append(told)


def note_part(key: str) -> None:
    """Notes a part that a lesson can leave out."""
    if is_on():
        st.session_state[NOTES].parts.append(key)
