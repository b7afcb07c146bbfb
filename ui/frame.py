"""What surrounds every page: the list of pages, the guard, the data banner and the width of a line.

Streamlit runs a file in `pages/` by itself, without main.py, when it is the first thing a fresh server is asked for.
`page_guard` notices that main.py did not hand out its ticket, calls `navigation` (which turns that habit off for the
process) and starts again, this time through main.py.
"""

import gc
from copy import copy
from functools import cache
from typing import Literal, NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from resnet_core.jobs.owners import LOCAL
from ui import (
    addresses,
    announce,
    answers,
    checks,
    fields,
    glossary,
    language,
    lesson_link,
    outage,
    progress,
    projector,
    services,
)
from ui.arrival import arrive
from ui.room import band
from ui.say import say

TICKET = "_frame_ticket"
SHOWN = "_frame_page"
SEEN = "1"
"""What is kept of a page that was visited."""
LEFT = "_frame_left"
"""Session state: the address with which each page was last drawn, by the page's path."""
FOOT = "frame_foot"
"""The key of what stands below every page."""
PAGE_WIDTH = 1280
"""In pixels: a figure and what is said about it fit side by side."""


class Entry(NamedTuple):
    """A page in the menu; the icon stands beside links to it."""

    name: str
    icon: str
    step: str = ""
    """Where it stands on the path: `3`, or `6a` where two pages tell one story; empty for what is beside the path."""
    minutes: int = 0
    """How long a learner takes, as planned; 0 where nobody should hurry."""
    section: str = ""
    """Of *Dive into Deep Learning*, where the page follows one."""

    @property
    def file(self) -> str:
        """Where its code is."""
        return f"pages/{self.name}.py"

    @property
    def title(self) -> str:
        """What it is called."""
        return say(f"page-{self.name}")

    @property
    def menu_title(self) -> str:
        """What the menu calls it: with its step, if it has one."""
        return say("menu-step", step=self.step, title=self.title) if self.step else self.title

    @property
    def help(self) -> str:
        """What one does there, in a sentence."""
        return say(f"page-{self.name}.help")


HOME = Entry("home", ":material/home:", minutes=3)
PLAIN_VS_RESIDUAL = Entry("plain_vs_residual", ":material/sprint:", "1", 10, "8.6")
FUNCTION_CLASSES = Entry("function_classes", ":material/stacks:", "2", 8, "8.6.1")
RESIDUAL_BLOCK = Entry("residual_block", ":material/call_split:", "3", 12, "8.6.2")
NETWORK = Entry("network", ":material/account_tree:", "4", 12, "8.6.3")
TRAIN = Entry("train", ":material/model_training:", "5", 12, "8.6.4")
GRADIENTS = Entry("gradients", ":material/u_turn_left:", "6a", 9)
SIGNAL = Entry("signal", ":material/graphic_eq:", "6b", 7)
PATHS = Entry("paths", ":material/route:", "7a", 8)
SURGERY = Entry("surgery", ":material/content_cut:", "7b", 9)
RESNEXT = Entry("resnext", ":material/workspaces:", "8", 12, "8.6.5")
SALIENCY = Entry("saliency", ":material/visibility:", "9a", 9)
SALIENCY_CHECKS = Entry("saliency_checks", ":material/fact_check:", "9b", 8)
BEFORE_AND_AFTER = Entry("before_and_after", ":material/history_edu:", "11", 10)
SHATTERING = Entry("shattering", ":material/broken_image:", minutes=8)
LANDSCAPE = Entry("landscape", ":material/landscape:", minutes=8)
ORDERS = Entry("orders", ":material/reorder:", minutes=10)
EXERCISES = Entry("exercises", ":material/exercise:", "10", 30, "8.6.7")
GLOSSARY = Entry("glossary", ":material/menu_book:")
ROOM = Entry("room", ":material/meeting_room:")
TEACH = Entry("teach", ":material/co_present:")
CLASS_STATUS = Entry("class_status", ":material/monitor_heart:")
SECTIONS: dict[str, tuple[Entry, ...]] = {
    "": (HOME,),
    "begin": (PLAIN_VS_RESIDUAL, FUNCTION_CLASSES, RESIDUAL_BLOCK, NETWORK, TRAIN),
    "why": (GRADIENTS, SIGNAL, PATHS, SURGERY),
    "further": (RESNEXT, SALIENCY, SALIENCY_CHECKS, EXERCISES, BEFORE_AND_AFTER),
    "beside": (SHATTERING, LANDSCAPE, ORDERS, GLOSSARY, ROOM, TEACH),
}
"""The menu: a section without a name stands in the bar itself, any other opens."""
LAST_SECTION = list(SECTIONS)[-1]
PAGES = tuple(page for pages in SECTIONS.values() for page in pages)
OF_A_CLASS = (ROOM, TEACH)
"""Pages that teach nothing by themselves: nobody is sent there, and no card leads there."""
PATH = (HOME, *(page for page in PAGES if page.step))
"""The pages that make the course, in their order."""
LAST_STEP = PATH[-1].step
OF_TEACHERS = (CLASS_STATUS,)
"""Pages that stand in the menu of teachers only, in the last section; not at a laptop, which has no class."""
ADDRESSES = tuple("" if page is HOME else page.name for page in (*PAGES, *OF_TEACHERS))
"""The path of each page."""


def entry(name: str) -> Entry:
    """The page with this name."""
    return next(page for page in (*PAGES, *OF_TEACHERS) if page.name == name)


def navigation() -> StreamlitPage:
    """The page that was asked for, from the one list of pages."""
    language.take_from_address()
    projector.take_from_address()
    spoken = language.current()
    sections = {
        section_title(section): [copy(_page(page, spoken)) for page in pages] for section, pages in SECTIONS.items()
    }
    teaches = services.owner().teacher and services.owner() != LOCAL
    seen: Literal["visible", "hidden"] = "visible" if teaches else "hidden"
    sections[section_title(LAST_SECTION)] += [copy(_page(page, spoken, seen)) for page in OF_TEACHERS]
    return st.navigation(sections, position="hidden" if st.context.is_embedded else "top")


@cache
def _page(page: Entry, _spoken: str, seen: Literal["visible", "hidden"] = "visible") -> StreamlitPage:
    """The page as the menu has it; each run takes a copy, for Streamlit marks the one that it draws.

    Without an icon: Streamlit would make it the favicon, which every browser then fetches from Google.
    """
    return st.Page(page.file, title=page.menu_title, help=page.help, default=page is HOME, visibility=seen)


def section_title(section: str) -> str:
    """What the menu calls one of `SECTIONS`."""
    return say(f"menu-{section}") if section else ""


def run(page: StreamlitPage) -> None:
    """Draws the page inside the frame."""
    left = st.session_state.setdefault(LEFT, {})
    if st.session_state.get(SHOWN) != page.url_path:
        st.session_state[SHOWN] = page.url_path
        addresses.arrive(left.get(page.url_path, {}))
        checks.leave()
    left[page.url_path] = addresses.address()  # whoever leaves at once stops the page before its end
    st.session_state[TICKET] = True
    st.session_state[fields.DRAWN] = {}
    shown = entry(page.url_path or HOME.name)
    progress.keep("pages", shown.name, SEEN)
    glossary.begin()
    with (
        st.container(horizontal_alignment="center", gap=None),
        st.container(width=projector.scaled(PAGE_WIDTH), gap="medium"),
    ):
        arrive(page.url_path, ADDRESSES, section=_section(shown))
        progress.store()
        _data_banner()
        band.draw(shown.name)
        lesson = lesson_link.begin()
        with outage.told():
            page.run()
        lesson_link.tell_unknown(lesson)
        glossary.tips()
        with st.container(key=FOOT):
            _neighbours(shown)
            with st.container(horizontal=True, vertical_alignment="center"):
                _copy_link()
                lesson_link.panel()
                projector.switch(page.url_path)
        announce.region()
    left[page.url_path] = addresses.address()
    answers.withdraw_stale()
    _freeze_imports(page.url_path)


def page_guard() -> None:
    """The first statement of every page: returns when main.py runs the page, and starts main.py when it does not."""
    if not st.session_state.pop(TICKET, False):
        navigation()
        st.rerun()


def _section(shown: Entry) -> int:
    """The place in the menu of the section that holds the page."""
    return next((place for place, pages in enumerate(SECTIONS.values()) if shown in pages), len(SECTIONS) - 1)


def _neighbours(shown: Entry) -> None:
    """Links to the steps of the path before and after this page; from beside the path, back to it."""
    if shown is HOME:
        return
    place = PATH.index(shown) if shown in PATH else None
    before = HOME if place is None else PATH[place - 1]
    after = PATH[place + 1] if place is not None and place + 1 < len(PATH) else None
    with st.container(horizontal=True, horizontal_alignment="distribute", key="neighbours"):
        st.page_link(before.file, label=say("frame-before", page=before.menu_title), icon=":material/arrow_back:")
        if after is not None:
            st.page_link(after.file, label=say("frame-after", page=after.menu_title), icon=":material/arrow_forward:")


def _copy_link() -> None:
    """Offers an address with every setting of the page: the one in the browser leaves out what is at its default."""
    if st.session_state[fields.DRAWN]:
        with st.popover(say("field-link"), icon=":material/link:", help=say("field-link.help"), type="tertiary"):
            st.code(addresses.link(), language=None, wrap_lines=True)


def _data_banner() -> None:
    """Says on every page when the real pictures are not at hand."""
    data = services.data_status()
    if data.state != "ready":
        icon = ":material/cloud_download:" if data.state == "absent" else ":material/warning:"
        st.warning(say("page-data", state=data.state, file=data.file), icon=icon)


@st.cache_resource(show_spinner=False)
def _freeze_imports(_page: str) -> None:
    """Once a page, when its imports are done: what they made lives as long as the process, so the collector, which
    holds every session while it walks, may forget it.
    """
    gc.collect()
    gc.freeze()
