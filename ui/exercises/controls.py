"""Which exercise is open, and what the session keeps of each."""

from collections.abc import Mapping

import streamlit as st

from resnet_core.course.exercises.table import EXERCISES
from resnet_core.course.exercises.tasks import Verdict
from ui import progress
from ui.fields import Choice

SOLVED = "1"
"""What is kept of an exercise that is solved."""
WHICH = Choice("exercises.which", tuple(EXERCISES), next(iter(EXERCISES)), "select")
_HINTS, _CHECKED, _SHOWN = "_exercises_hints", "_exercises_checked", "_exercises_shown"


def hints(name: str) -> int:
    """How many hints of an exercise are open."""
    opened: dict[str, int] = st.session_state.get(_HINTS, {})
    return opened.get(name, 0)


def open_hint(name: str) -> None:
    """Callback: one hint more."""
    st.session_state.setdefault(_HINTS, {})[name] = hints(name) + 1


def checked(name: str) -> Mapping[str, Verdict]:
    """The verdicts of the last check, by the name of the task; none before the first."""
    kept: dict[str, Mapping[str, Verdict]] = st.session_state.get(_CHECKED, {})
    return kept.get(name, {})


def keep(name: str, verdicts: Mapping[str, Verdict]) -> None:
    """Keeps the verdicts of a check."""
    st.session_state.setdefault(_CHECKED, {})[name] = verdicts
    if all(verdict.right for verdict in verdicts.values()):
        progress.keep("exercises", name, SOLVED)


def is_solved(name: str) -> bool:
    """Whether every answer was right once, in this browser."""
    return progress.kept("exercises", name) == SOLVED


def solved() -> int:
    """How many exercises are solved."""
    return sum(map(is_solved, EXERCISES))


def next_open(name: str) -> str | None:
    """The exercise after this one that is not solved, from the first again after the last; None where all are."""
    names = tuple(EXERCISES)
    place = names.index(name)
    return next((other for other in (*names[place + 1 :], *names[:place]) if not is_solved(other)), None)


def is_shown(name: str) -> bool:
    """Whether the learner asked for the answer."""
    return name in st.session_state.get(_SHOWN, set())


def show_answer(name: str) -> None:
    """Callback: the answer is shown from now on."""
    st.session_state.setdefault(_SHOWN, set()).add(name)
