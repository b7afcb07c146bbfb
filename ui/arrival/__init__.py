"""What a browser must do when a page is reached: begin at its top, or at the figure that the link names, once.

Streamlit keeps the scroll of the page before, and its theme for each path by itself. The component has no look of its
own. It also tells the browser the language of the page, and the server of another theme, in which charts are drawn
anew; it enlarges the page for a class; and it carries the one sheet of styles that holds for the whole app, since the
theme has no option for them: hence it is not isolated.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from ui import language, projector
from ui.say import say
from ui.sketch import component

AT = "at"
"""In an address: the key of the element to land on."""
_VISIT, _PAGE, _TARGET = "_arrival_visit", "_arrival_page", "_arrival_target"
_COMPONENT = component("arrival", Path(__file__).parent, isolated=False)


def arrive(page: str, paths: Sequence[str], *, section: int) -> None:
    """Lets the browser land on the page, one of the app's `paths`; nothing is scrolled until another one is reached.

    The menu marks the section that the page is in, by its place; Streamlit marks the page alone, where nobody sees it.
    """
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1
        st.session_state[_TARGET] = st.query_params.get(AT, "")
    _COMPONENT(
        key="arrival",
        data={
            "visit": st.session_state[_VISIT],
            "target": st.session_state[_TARGET],
            "page": page,
            "language": language.current(),
            "section": section,
            "menu": say("menu"),
            "projector": projector.is_on(),
            "paths": tuple(paths),  # Streamlit asks pandas about a list, and would load it for the first page
        },
        height=1,
        on_ground_change=_nothing,
    )


def _nothing() -> None:
    """Streamlit hands a component's value on only where somebody listens; the rerun itself is what is wanted."""
