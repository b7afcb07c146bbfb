"""The path through the pages as cards: what each is about, how long it takes, and whether one has been there."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit as st

from ui import progress
from ui.frame import HOME, OF_A_CLASS, PAGES, PATH, Entry, entry
from ui.say import say

DRAWINGS = Path(__file__).resolve().parents[2] / "static/path"
"""In colours that stand out on light and on dark ground, for an image does not know the theme."""
WIDTH = 280
"""Of a card in pixels, at least."""


def go_on() -> None:
    """Leads to the page where the learner was last, or to the first step."""
    left = last()
    page = left or PATH[1]
    with st.container(key="course_go_on"):
        label = say("course-go-on", page=page.menu_title) if left else say("course-begin", page=page.menu_title)
        st.page_link(page.file, label=label, icon=":material/arrow_forward:")


def path() -> None:
    """Says how long the path is, and draws a card for every step."""
    halves = round(sum(page.minutes for page in PATH) / 30)
    st.markdown(say("course-intro", hours=halves / 2))
    _cards(PATH[1:], key="course_path")


def electives() -> None:
    """Draws a card for every page beside the path."""
    _cards((page for page in PAGES if page not in (*PATH, *OF_A_CLASS)), key="course_electives")


def last() -> Entry | None:
    """The page that was seen last, Home aside; None for whoever has seen none."""
    known = {page.name for page in PAGES if page not in (HOME, *OF_A_CLASS)}
    seen = [name for name in progress.all_kept("pages") if name in known]
    return entry(seen[-1]) if seen else None


def _cards(pages: Iterable[Entry], *, key: str) -> None:
    seen = progress.all_kept("pages")
    with st.grid("auto", min_column_width=WIDTH, border=True, key=key) as grid:
        for page in pages:
            with grid.cell():
                _card(page, seen=page.name in seen)


def _card(page: Entry, *, seen: bool) -> None:
    st.markdown(drawing(page.name))
    st.caption(say("course-facts", step=page.step or None, minutes=page.minutes, seen=seen))
    st.page_link(page.file, label=page.title)
    st.markdown(page.help)


@cache
def drawing(name: str) -> str:
    """The small picture of a page as Markdown; empty where there is none."""
    file = DRAWINGS / f"{name}.svg"
    return f"![](app/static/{file.parent.name}/{file.name})" if file.exists() else ""
