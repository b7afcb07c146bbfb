"""The whole lab at a glance for a teacher: who runs what, who waits, what failed, how full it is; stop and pause."""

import streamlit as st

from resnet_core.jobs.open_pages import OPEN_PAGES
from resnet_core.jobs.overview import Disk, Overview, disk, versions
from resnet_core.jobs.places import Place
from resnet_core.schema import Run
from resnet_core.settings import settings
from ui import outage, services, this_machine, words
from ui.core_words import in_words
from ui.say import say

POLL_SECONDS = 3.0
MARK = 4
"""Letters of an owner's mark: enough to tell thirty apart, and nothing of who they are."""


def show() -> None:
    """Draws what the teacher sees; anybody else, the way to the key."""
    if not services.owner().teacher:
        st.info(say("status-not-yours"), icon=":material/key:")
        return
    _live()
    _machine()


@st.fragment(run_every=POLL_SECONDS)
def _live() -> None:
    with outage.told():
        _draw(services.lab().overview())


def _draw(seen: Overview) -> None:
    here = settings()
    busy = {"slots": (seen.busy(quick=False), here.slots), "quick": (seen.busy(quick=True), here.quick_slots)}
    with st.grid(4, min_column_width=150):
        for tile, (taken, of) in busy.items():
            st.metric(say(f"status-{tile}"), say("status-taken", taken=taken, of=of))
        st.metric(say("status-waiting"), len(seen.waiting))
        st.metric(say("status-pages"), OPEN_PAGES.count)
    _pause()
    st.header(say("status-running"), anchor=False)
    for run in seen.active:
        _row(run, _progress(run))
    if not seen.active:
        st.caption(say("status-nothing-runs"))
    st.header(say("status-queue"), anchor=False)
    for run, place in seen.waiting:
        _row(run, _place(place))
    if not seen.waiting:
        st.caption(say("status-nobody-waits"))
    _failed(seen)


def _pause() -> None:
    desk = services.lab()
    if desk.paused():
        st.warning(say("status-paused"), icon=":material/pause_circle:")
        st.button(say("status-go-on"), key="go_on", icon=":material/play_arrow:", on_click=outage.wish(desk.go_on))
    else:
        label, explained = say("status-pause"), say("status-pause.help")
        stop = outage.wish(desk.pause)
        st.button(label, key="pause", icon=":material/pause:", on_click=stop, help=explained)


def _row(run: Run, what: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(say("status-run", owner=_mark(run.owner), run=_called(run), what=what), width="content")
        st.button(
            say("status-stop"),
            key=f"stop_{run.id}",
            icon=":material/stop:",
            on_click=outage.wish(services.lab().stop),
            args=(run.id,),
            disabled=run.state == "stopping",
        )


def _mark(owner: str) -> str:
    """Whose it is, without who that is."""
    return say("status-you") if owner == services.owner().id else owner[:MARK]


def _called(run: Run) -> str:
    return words.plain(run.name) or say("status-question", kind=words.plain(run.kind))


def _progress(run: Run) -> str:
    return say("status-progress", state=words.state(run.state), step=run.step, steps=run.total_steps)


def _place(place: Place | None) -> str:
    return say("status-place", before=place.before, seconds=place.seconds) if place else say("state-queued")


def _failed(seen: Overview) -> None:
    if not seen.failed:
        return
    st.header(say("status-failed"), anchor=False)
    for run in seen.failed:
        why = in_words(run.message) if run.message else words.plain(run.error_kind or "")
        st.markdown(say("status-run", owner=_mark(run.owner), run=_called(run), what=why))


def _machine() -> None:
    """Says what changes slowly."""
    st.header(say("status-machine"), anchor=False)
    full = _disk()
    st.markdown(say("status-disk", runs=full.runs, free=full.free, total=full.total))
    st.markdown(say("status-versions", **versions(), device=this_machine.device()))


@st.cache_data(ttl=30, max_entries=1, show_spinner=False)
def _disk() -> Disk:
    return disk(settings())
