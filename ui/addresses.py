"""The address of a page: how it is met again after it was left, and the link that says all of it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui import fields
from ui.fields import Field

MET = "_address_met"
"""Session state: the address with which the visit to the page that is shown began."""
LESSON = ("hide", "prompt", "minutes")
"""Names in an address that a teacher put there: they end with the visit."""


def arrive(left: Mapping[str, list[str]]) -> None:
    """Begins a visit to a page that was `left` with this address; none of an earlier visit is told again.

    Where the address says nothing and the page was left with fields set, it starts anew as it was left: Streamlit 1.67
    takes the fields out of the address a moment before it writes that of the next page, so the browser's Back leads to
    an address without them, and Streamlit reads that as the wish for every default. A page that is started anew is no
    step back: its fields have the values that the session keeps. A link with fields is written to the address of the
    page that it stands on, too, so Back from a prepared page leads to the right page with that page's address, or with
    what is left of it once Streamlit has taken the fields out: where to land, say.
    """
    st.session_state.pop(fields.REFUSED, None)
    st.session_state.pop(fields.UNDERSTOOD, None)
    met = address()
    is_of_the_page_before = bool(met) and _is_within(met, st.session_state.get(MET, {}), left)
    st.session_state[MET] = met
    if (not st.query_params or is_of_the_page_before) and any(key in st.session_state for key in left):
        st.query_params.from_dict(left)
        st.rerun()


def _is_within(met: Mapping[str, list[str]], before: Mapping[str, list[str]], left: Mapping[str, list[str]]) -> bool:
    """Whether all that was met belongs to the page before, and contradicts nothing that this page was left with."""
    return all(before.get(key) == texts == left.get(key, texts) for key, texts in met.items())


def address() -> dict[str, list[str]]:
    """What the address of the page says, every value of every name, without those of a lesson."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key not in LESSON}


def link(**more: str) -> str:
    """The address of the page as it stands, with the code of every field that this run has drawn, and with `more`."""
    drawn: dict[str, Field] = st.session_state.get(fields.DRAWN, {})
    others = {key: texts for key, texts in address().items() if key not in drawn}
    codes = {key: _code(value) for key, value in fields.values(drawn.values()).items()}
    return f"{(st.context.url or '').partition('?')[0]}?{urlencode({**others, **codes, **more}, doseq=True)}"


def _code(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
