"""What a browser must do when a page is reached: begin at its top, or at the figure that the link names, once.

Streamlit keeps the scroll of the page before, and its theme for each path by itself. The component has no look of its
own; it also tells the server of another theme, in which charts are drawn anew.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

AT = "at"
"""In an address: the key of the element to land on."""
_VISIT, _PAGE, _TARGET = "_arrival_visit", "_arrival_page", "_arrival_target"
_COMPONENT = st.components.v2.component(
    "residual_lab_arrival", js=(Path(__file__).parent / "arrival.js").read_text(encoding="utf-8"), html="<span></span>"
)


def arrive(page: str, paths: Sequence[str]) -> None:
    """Lets the browser land on the page, one of the app's `paths`; nothing is scrolled until another one is reached."""
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
            "paths": tuple(paths),  # Streamlit asks pandas about a list, and would load it for the first page
        },
        height=1,
        on_ground_change=_nothing,
    )


def _nothing() -> None:
    """Streamlit hands a component's value on only where somebody listens; the rerun itself is what is wanted."""
