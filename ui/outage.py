"""The store away: its own sentence where its content would stand, the rest of the page as ever, and the way back.

Whatever asks the store does so inside `told`, or inside `wish` where it is a press. A place that could not be drawn
looks again every few seconds, and the page is drawn anew as soon as the store answers.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import streamlit as st

from resnet_core.errors import LabError, StoreError
from resnet_core.store import NoRunError
from ui import services
from ui.core_words import in_words

T = TypeVar("T")
P = ParamSpec("P")

POLL_SECONDS = 2.0
_JUST_TOLD = "_outage_just_told"


@contextmanager
def told() -> Iterator[None]:
    """Draws what the block draws; where the store fails, its sentence stands there until it answers.

    NoRunError passes: a store that has no such run has answered.
    """
    try:
        yield
    except NoRunError:
        raise
    except StoreError as error:
        services.note(error)
        st.error(in_words(error), icon=":material/cloud_off:")
        st.session_state[_JUST_TOLD] = True
        _look_again()


def quietly(ask: Callable[[], T], otherwise: T) -> T:
    """What is asked of the store; `otherwise` while it does not answer, for which another place has its sentence."""
    try:
        return ask()
    except StoreError as error:
        services.note(error)
        return otherwise


def wish(do: Callable[P, object]) -> Callable[P, None]:
    """The callback that does this; where it cannot be done, the reason is told and the page stays as it is."""

    @functools.wraps(do)
    def done(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            do(*args, **kwargs)
        except LabError as error:
            st.toast(in_words(error), icon=":material/error:", duration="long")

    return done


@st.fragment(run_every=POLL_SECONDS)
def _look_again() -> None:
    """Draws nothing; starts the page anew when the store answers, though not in the run that told of the outage."""
    if st.session_state.pop(_JUST_TOLD, False):
        return
    try:
        services.lab().check()
    except StoreError as error:
        services.note(error)
    else:
        st.rerun()
