"""Questions asked without a press that a learner has moved on from: withdrawn while they still wait in the queue.

Whoever drags a slider asks at every step; without this the last question would wait for all answers in between. The
same question of two sessions is one run, so a run is withdrawn only when the last session that waits for it moves on.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable
from functools import partial

import streamlit as st

from resnet_core.jobs.looks import RunView
from ui import outage, services

_WAITS_FOR, _WAITED_FOR = "_waits_for", "_waited_for"
_SESSION = "_waiting_session"

Forget = Callable[[str], None]
"""Told the run that was withdrawn, so that its question is asked anew when the learner comes back to it."""


def waits_for(view: RunView) -> None:
    """Notes that this run of the page waits for the answer."""
    st.session_state.setdefault(_WAITS_FOR, set()).add(view.id)
    _waiting()[view.id].add(_session())


def withdraw(forget: Forget) -> None:
    """Withdraws at the end of a run of the page what it no longer waits for, where nobody else does."""
    now: set[str] = st.session_state.pop(_WAITS_FOR, set())
    before: set[str] = st.session_state.get(_WAITED_FOR, set())
    st.session_state[_WAITED_FOR] = now
    for run_id in before - now:
        others = _waiting()[run_id]
        others.discard(_session())
        if not others:
            _waiting().pop(run_id, None)
            if outage.quietly(partial(_stopped, run_id), otherwise=False):
                forget(run_id)


def _stopped(run_id: str) -> bool:
    """Whether the run still waited, and now does no more."""
    waits = services.lab().view(run_id).state == "queued"
    if waits:
        services.lab().leave(run_id)
    return waits


@st.cache_resource(show_spinner=False)
def _waiting() -> defaultdict[str, set[str]]:
    """The sessions of this server that wait for a run, by its id."""
    return defaultdict(set)


def _session() -> str:
    name: str = st.session_state.setdefault(_SESSION, uuid.uuid4().hex)
    return name
