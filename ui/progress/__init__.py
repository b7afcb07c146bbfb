"""What a learner has done in this browser: pages seen, predictions, checks, exercises. It survives a reload.

It lives in the session and in one cookie, which the browser sends with its first request, so that the first run of a
page knows it already. Nothing of it is a person's name, and nothing leaves the browser but to the lab itself.

    progress.keep("guesses", "paths_guess", "short")
    progress.kept("guesses", "paths_guess")          # "short", also after a reload
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import quote, unquote

import streamlit as st

from ui.sketch import component

Kind = Literal["pages", "guesses", "reasons", "checks", "exercises"]

COOKIE = "residual_lab_progress"
ROOM = 3_600
"""Bytes that a browser surely keeps of one cookie, with room for its name."""
LONGEST = 120
"""Characters of one value; the rest of a reason is not kept."""
_KINDS: tuple[Kind, ...] = get_args(Kind)
_STATE, _FORGOTTEN = "_progress", "_progress_forgotten"
_COMPONENT = component("progress", Path(__file__).parent)


def kept(kind: Kind, key: str) -> str | None:
    """What was kept of this kind under this key; None where nothing was."""
    return all_kept(kind).get(key)


def all_kept(kind: Kind) -> Mapping[str, str]:
    """Everything of one kind by its key, the oldest first."""
    return _everything()[kind]


def keep(kind: Kind, key: str, value: str) -> None:
    """Keeps a value under a key, in place of an earlier one, as the newest of its kind."""
    values = _everything()[kind]
    values.pop(key, None)
    values[key] = value[:LONGEST]


def forget() -> None:
    """Begins anew, as in a browser that has never been here."""
    st.session_state[_STATE] = _nothing()
    st.session_state[_FORGOTTEN] = st.session_state.get(_FORGOTTEN, 0) + 1


def store() -> None:
    """Hands everything to the browser, which keeps it together with what its other tabs have kept."""
    _COMPONENT(
        key="progress",
        data={
            "cookie": COOKIE,
            "entries": written(_everything()),
            "room": ROOM,
            "forgotten": st.session_state.get(_FORGOTTEN, 0),
        },
        height=1,
    )


def written(everything: Mapping[Kind, Mapping[str, str]]) -> str:
    """The text of the cookie: `p:home~1!g:paths_guess~short`; where it grows too long, the oldest reasons go first."""
    entries = [
        f"{kind[0]}:{_escaped(key)}~{_escaped(value)}" for kind in _KINDS for key, value in everything[kind].items()
    ]
    for first in ("r:", ""):
        while len("!".join(entries)) > ROOM and (old := next((e for e in entries if e.startswith(first)), None)):
            entries.remove(old)
    return "!".join(entries)


def read(text: str) -> dict[Kind, dict[str, str]]:
    """What the text of a cookie holds; whatever is damaged in it is left out."""
    everything = _nothing()
    kinds = {kind[0]: kind for kind in _KINDS}
    for entry in text[: 2 * ROOM].split("!"):
        head, tilde, value = entry.partition("~")
        kind = kinds.get(head[:1])
        if kind and tilde and head[1:2] == ":" and head[2:]:
            everything[kind][unquote(head[2:])] = unquote(value)[:LONGEST]
    return everything


def _everything() -> dict[Kind, dict[str, str]]:
    if _STATE not in st.session_state:
        st.session_state[_STATE] = read(st.context.cookies.get(COOKIE) or "")
    everything: dict[Kind, dict[str, str]] = st.session_state[_STATE]
    return everything


def _nothing() -> dict[Kind, dict[str, str]]:
    return {kind: {} for kind in _KINDS}


def _escaped(text: str) -> str:
    return quote(text, safe="").replace("~", "%7E")
