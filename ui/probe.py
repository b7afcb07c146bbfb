"""A question to a worker, and its answer on the page: asked once, looked for while it is computed."""

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from resnet_core.errors import ConfigError
from resnet_core.jobs.service import RunView
from resnet_core.store import NoRunError
from ui import outage, overtaken, services, waiting, words

POLL_SECONDS = 0.3
ASKED = "_probes_asked"


class Answer(NamedTuple):
    """What a worker found."""

    run_id: str
    results: dict[str, Any]

    def file(self, kind: str) -> Path | None:
        """A file that the probe left besides, such as `onnx`."""
        return services.lab().artifact(self.run_id, kind)


def answer(
    kind: str,
    config: Mapping[str, Any],
    *,
    live: Callable[[RunView], None] | None = None,
    pressed: bool = False,
) -> Answer | None:
    """The answer once it is there; None while a line on the page says how far it is, or why there is none.

    The same question is asked once a session, however often the page reruns. `live` draws what is known of it so far.
    One that was pressed for stays in the queue when the learner moves on.
    """
    with outage.told():
        return _answer(kind, dict(config), live=live, pressed=pressed)
    return None


def known(kind: str, config: Mapping[str, Any]) -> Answer | None:
    """The answer that this machine has to a question, whoever asked it; None where there is none. Nothing is asked."""
    view = _found(kind, config)
    results = _results(view.id, view.ended) if view is not None and view.state == "succeeded" else None
    return None if view is None or results is None else Answer(view.id, results)


def is_under_way(kind: str, config: Mapping[str, Any]) -> bool:
    """Whether somebody has asked this and a worker has it, or will; a page that is loaded anew goes on with it."""
    view = _found(kind, config)
    return view is not None and not view.finished


def answer_when_pressed(
    kind: str, config: dict[str, Any], *, label: str, key: str, on_click: Callable[[], None] | None = None
) -> Answer | None:
    """As `answer`, for a question that is asked only once its button was pressed; another question waits anew."""
    pressed = f"_{key}_pressed"
    if st.button(label, key=key, icon=":material/play_arrow:", on_click=on_click):
        st.session_state[pressed] = config
    is_wanted = st.session_state.get(pressed) == config or known(kind, config) or is_under_way(kind, config)
    return answer(kind, config, pressed=True) if is_wanted else None


def withdraw_overtaken() -> None:
    """None; after each run of a page: questions that it has moved on from no longer stand before those it asks now."""
    overtaken.withdraw(_forget_run)


def _answer(
    kind: str, config: dict[str, Any], *, live: Callable[[RunView], None] | None, pressed: bool
) -> Answer | None:
    question = _spelled(kind, config)
    try:
        view = _view(kind, config, question)
    except ConfigError as error:
        st.error(str(error), icon=":material/rule:")
        return None
    if not view.finished:
        if not pressed:
            overtaken.waits_for(view)
        _computing(view.id, live)
        return None
    results = _results(view.id, view.ended) if view.state == "succeeded" else None
    if results is None:
        _unanswered(view, question)
        return None
    return Answer(view.id, results)


def _found(kind: str, config: Mapping[str, Any]) -> RunView | None:
    """The run of this question, if the store answers and has it; None for one that is refused, as `answer` tells."""
    with contextlib.suppress(ConfigError):
        return outage.quietly(lambda: services.lab().find(kind, dict(config)), None)
    return None


def _forget_run(run_id: str) -> None:
    asked: dict[str, str] = st.session_state.get(ASKED, {})
    for question in [question for question, run in asked.items() if run == run_id]:
        del asked[question]


def _spelled(kind: str, config: Mapping[str, Any]) -> str:
    return json.dumps([kind, config], sort_keys=True)


def _view(kind: str, config: dict[str, Any], question: str) -> RunView:
    """The run of the question, asked where this session has not asked yet, or the store has lost it since."""
    asked: dict[str, str] = st.session_state.setdefault(ASKED, {})
    if question in asked:
        with contextlib.suppress(NoRunError):
            return services.lab().view(asked[question])
    asked[question] = services.lab().ask(kind, config)
    return services.lab().view(asked[question])


@st.cache_data(max_entries=64, show_spinner=False)
def _results(run_id: str, ended: float | None) -> dict[str, Any] | None:  # noqa: ARG001 - another end, another answer
    return services.lab().results(run_id)


@st.fragment(run_every=POLL_SECONDS)
def _computing(run_id: str, live: Callable[[RunView], None] | None) -> None:
    """Looked for by the browser's clock, so that a closed tab costs nothing."""
    with outage.told():
        _draw_progress(run_id, live)


def _draw_progress(run_id: str, live: Callable[[RunView], None] | None) -> None:
    view = services.lab().view(run_id)
    if view.finished:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.total_steps:
            st.progress(min(1.0, view.step / view.total_steps), text=_status(view))
        else:
            st.markdown(f":material/hourglass_top: {_status(view)}", width="content")
        stop = outage.wish(services.lab().stop)
        st.button("Stop", key=f"probe_stop_{run_id}", icon=":material/stop:", on_click=stop, args=(run_id,))
    if live is not None:
        live(view)


def _status(view: RunView) -> str:
    """What the question waits for, or how far it is, in one line."""
    if waits := waiting.line(view):
        return waits
    if view.state == "running" and view.total_steps:
        left = "" if view.eta_seconds is None else f" · about {words.duration(view.eta_seconds)} left"
        return f"Step {view.step:,} of {view.total_steps:,} · {view.phase}{left}"
    return "Stopping" if view.state == "stopping" else view.phase.capitalize() or "Computing"


def _unanswered(view: RunView, question: str) -> None:
    """Why there is no answer, and the way to ask again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.state == "stopped":
            st.info("Stopped before there was an answer.", icon=":material/stop_circle:")
        else:
            st.error(view.message or "The answer is gone from the disk.", icon=":material/error:")
        st.button(
            "Ask again", key=f"probe_again_{view.id}", icon=":material/refresh:", on_click=_forget, args=(question,)
        )


def _forget(question: str) -> None:
    """Callback: the next run of the page asks anew."""
    st.session_state.get(ASKED, {}).pop(question, None)
