"""The language of the session: which there are, and which one this page speaks.

A page is drawn by many sessions of one process at once, so the language is read where it is needed and never set for
the process. Whatever caches text has the language among its arguments.
"""

import re
import threading
from types import MappingProxyType

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import pseudo

DEFAULT = "en"
PARAMETER = "lang"
"""In the address of any page, and in the session from then on."""
LOCALES = MappingProxyType({DEFAULT: "en_GB", pseudo.LANGUAGE: "en_GB"})
"""How Babel calls each language: its rules for numbers, lists and dates."""


_HEARD = threading.local()
"""Of which run this thread last read the language, and which it was: a page asks at each of a thousand messages."""


def current() -> str:
    """The language of this session, such as `en`."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return _read()
    if getattr(_HEARD, "run", None) is not run:
        _HEARD.run, _HEARD.spoken = run, _read()
    spoken: str = _HEARD.spoken
    return spoken


def _read() -> str:
    chosen = st.session_state.get(PARAMETER, DEFAULT)
    return chosen if chosen in LOCALES else DEFAULT


def locale() -> str:
    """The rules that numbers, lists and dates follow in this session."""
    return LOCALES[current()]


def take_from_address() -> None:
    """Lets the session speak the language that the address asks for, from this page on."""
    asked = st.query_params.get(PARAMETER)
    if asked in LOCALES:
        st.session_state[PARAMETER] = asked
    _HEARD.run = None  # a thread may run one session again


def folder(language: str) -> str:
    """The folder in `content/` whose words this language takes."""
    return DEFAULT if language == pseudo.LANGUAGE else language


def message_name(key: str) -> str:
    """A field's key, or a code of the library, as the name of its message: `block.in` is `block-in`.

    No name in Fluent begins with a digit: `3x3` is `n3x3`.
    """
    return re.sub(r"[^a-zA-Z0-9_-]", "-", f"n{key}" if key[:1].isdigit() else key)
