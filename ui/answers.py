"""Questions and their answers on a page: recorded where the gallery has them, else measured here by a worker.

A question is asked once a session, however often the page reruns, and looked for while it is computed.
"""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from resnet_core import gallery
from resnet_core.config import Frozen
from resnet_core.errors import ConfigError, DataError, RefusedError
from resnet_core.jobs import live as runs
from resnet_core.jobs import recordings
from resnet_core.jobs.looks import RunView
from resnet_core.store import NoRunError
from resnet_core.studies.catalogue import STUDIES
from ui import announce, live, outage, recorded, rehearsal, services, stale_questions, waiting, words
from ui.core_words import begun, in_words
from ui.fields import Field
from ui.live import Going
from ui.say import say
from ui.section import Held, Section
from ui.sketch import gaps

POLL_SECONDS = 0.3
ASKED = "_questions_asked"

Setting = TypeVar("Setting")
Question = Frozen | Mapping[str, Any]
"""What is asked, or its config as it stands in a store, which `ask` checks."""


class Answer(NamedTuple):
    """An answer and where it comes from."""

    results: dict[str, Any]
    """As the answer's model writes it; `config.parse` reads it."""
    where: str
    """A sentence for a caption: when and on which machine."""
    run_id: str | None = None
    """The run of this machine that found it; None for a recorded one."""

    def file(self, kind: str) -> Path | None:
        """A file that the run left besides, such as `onnx`."""
        return None if self.run_id is None else services.lab().artifact(self.run_id, kind)


def answer(kind: str, question: Frozen, *, key: str, label: str | None = None) -> Answer | None:
    """The answer; None while there is none, with its button or its progress on the page.

    What the gallery has is shown at once. A question that takes a moment is asked at once, any other when its button
    was pressed.
    """
    if (at_hand := known(kind, question)) is not None:
        return at_hand
    expected = recordings.of(kind, question)
    if STUDIES[kind].quick or (expected is not None and expected.at_once):
        return ask(kind, question)
    if expected is not None:
        st.caption(say("answer-takes", seconds=expected.seconds, device=words.device(expected.device)))
    return ask_when_pressed(kind, question, label=label or say("answer-measure"), key=key)


def ask(
    kind: str, question: Question, *, shown: Callable[[Going], None] | None = None, pressed: bool = False
) -> Answer | None:
    """The answer of a worker once it is there; None while a line on the page says how far it is, or why there is none.

    `shown` draws its curves while they grow. A question that was pressed for stays in the queue when the learner moves
    on.
    """
    with outage.told():
        return _ask(kind, _config(question), shown=shown, pressed=pressed)
    return None


def ask_when_pressed(
    kind: str, question: Question, *, label: str, key: str, on_click: Callable[[], None] | None = None
) -> Answer | None:
    """As `ask`, for a question that is asked only once its button was pressed; another question waits anew.

    The button's key is `ask_` and `key`: a chart of the answer, which may stand beside it, often has the bare one.
    """
    pressed, config = f"_{key}_pressed", _config(question)
    if st.button(label, key=f"ask_{key}", icon=":material/play_arrow:", on_click=on_click):
        st.session_state[pressed] = config
    has_pressed = rehearsal.is_on() or st.session_state.get(pressed) == config
    is_wanted = has_pressed or known_here(kind, config) or is_under_way(kind, config)
    return ask(kind, config, pressed=True) if is_wanted else None


def known(kind: str, question: Frozen) -> Answer | None:
    """The answer that is at hand, recorded or measured on this machine; nothing is asked and nothing drawn."""
    return of_gallery(kind, question) or known_here(kind, question)


def of_gallery(kind: str, question: Frozen) -> Answer | None:
    """The recorded answer; None where this was not recorded."""
    try:
        measured = gallery.measurements(kind)
    except DataError:
        return None
    results = measured.answer(question)
    return None if results is None else Answer(results, recorded.measured_where(measured))


def known_here(kind: str, question: Question) -> Answer | None:
    """The answer that this machine has to a question, whoever asked it; None where there is none."""
    view = _run_of(kind, question)
    results = _results(view.id, view.ended) if view is not None and view.state == "succeeded" else None
    return None if view is None or results is None else _measured_here(view, results)


def is_under_way(kind: str, question: Question) -> bool:
    """Whether somebody has asked this and a worker has it, or will; a page that is loaded anew goes on with it."""
    view = _run_of(kind, question)
    return view is not None and not view.finished


def section(kind: str, some: tuple[Field, ...], questions: Callable[[Held], Sequence[Frozen]]) -> Section:
    """The controls that ask questions of this kind; the figure needs the answers to all."""

    def every(has: Callable[[str, Frozen], Answer | None], held: Held) -> bool:
        needed = questions(held)
        return bool(needed) and all(has(kind, question) is not None for question in needed)

    return Section(kind, some, recorded=partial(every, of_gallery), known=partial(every, known))


def settled(name: str, setting: Setting, answer: Answer | None) -> tuple[Setting, Answer] | None:
    """The setting whose figure is shown and its answer: this one, else the last that had one, said to be another.

    For figures whose controls are no `section`, since their questions refuse settings or share controls with others.
    """
    kept = f"_{name}_answered"
    if answer is not None:
        st.session_state[kept] = (setting, answer)
    elif kept in st.session_state:
        st.info(say("section-other", changed=[], count=0), icon=":material/history:")
    return st.session_state.get(kept)


def withdraw_stale() -> None:
    """Withdraws, after each run of a page, what it has moved on from, so that it stands before nothing asked now."""
    stale_questions.withdraw(_forget_run)


def _config(question: Question) -> dict[str, Any]:
    return question.model_dump(mode="json") if isinstance(question, Frozen) else dict(question)


def _measured_here(view: RunView, results: dict[str, Any]) -> Answer:
    return Answer(results, say("answer-here"), view.id)


def _ask(kind: str, config: dict[str, Any], *, shown: Callable[[Going], None] | None, pressed: bool) -> Answer | None:
    if rehearsal.is_on():
        if (at_hand := known_here(kind, config)) is None:
            rehearsal.note(kind, config, pressed=pressed)
        return at_hand
    question = _spelled(kind, config)
    try:
        view = _view(kind, config, question)
    except (ConfigError, RefusedError) as error:
        st.error(in_words(error), icon=":material/rule:")
        return None
    if not view.finished:
        if not pressed:
            stale_questions.waits_for(view)
        _computing(view.id, shown)
        return None
    results = _results(view.id, view.ended) if view.state == "succeeded" else None
    if results is None:
        _unanswered(view, question)
        return None
    return _measured_here(view, results)


def _run_of(kind: str, question: Question) -> RunView | None:
    """The run of this question, if the store answers and has it; None for one that is refused, as `answer` tells."""
    with contextlib.suppress(ConfigError):
        return outage.quietly(lambda: services.lab().find(kind, _config(question)), None)
    return None


def _forget_run(run_id: str) -> None:
    runs: dict[str, str] = st.session_state.get(ASKED, {})
    for question in [question for question, run in runs.items() if run == run_id]:
        del runs[question]


def _spelled(kind: str, config: Mapping[str, Any]) -> str:
    return json.dumps([kind, config], sort_keys=True)


def _view(kind: str, config: dict[str, Any], question: str) -> RunView:
    """The run of the question, asked where this session has not asked yet, or the store has lost it since."""
    runs: dict[str, str] = st.session_state.setdefault(ASKED, {})
    if question in runs:
        with contextlib.suppress(NoRunError):
            return services.lab().view(runs[question])
    runs[question] = services.lab().ask(kind, config)
    return services.lab().view(runs[question])


@st.cache_data(max_entries=64, show_spinner=False)
def _results(run_id: str, ended: float | None) -> dict[str, Any] | None:  # noqa: ARG001 - another end, another answer
    return services.lab().results(run_id)


@partial(live.fragment, seconds=POLL_SECONDS)
def _computing(run_id: str, shown: Callable[[Going], None] | None) -> None:
    """Looked for by the browser, so that a closed tab costs nothing."""
    with outage.told():
        _draw_progress(run_id, shown)


def _draw_progress(run_id: str, shown: Callable[[Going], None] | None) -> None:
    view = services.lab().view(run_id)
    if view.finished:
        announce.ended(view)
        st.rerun()
    announce.progress(view)
    topic, now = f"question/{run_id}", runs.state(services.lab(), run_id)
    live.follow(topic, now["marks"])
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.total_steps:
            with st.container():
                live.bar(topic, now, status=_status(view), template=_moving(view))
        else:
            st.markdown(f":material/hourglass_top: {_status(view)}", width="content")
        if services.lab().may_change(view):
            stop = outage.wish(services.lab().stop)
            st.button(say("answer-stop"), key=f"stop_{run_id}", icon=":material/stop:", on_click=stop, args=(run_id,))
    if shown is not None and now["step"]:
        shown(Going(topic, now, services.lab().metrics(run_id)))


def _moving(view: RunView) -> str:
    """The line of a question that is computed, whose numbers the browser writes."""
    now = in_words(view.phase) if view.phase else None
    left = None if view.eta_seconds is None else "{left}"
    return say("answer-step", **gaps("step", "steps"), phase=now, left=left)


def _status(view: RunView) -> str:
    """What the question waits for, or how far it is, in one line."""
    if waits := waiting.line(view):
        return waits
    if view.state == "running" and view.total_steps:
        now = in_words(view.phase) if view.phase else None
        return say("answer-step", step=view.step, steps=view.total_steps, phase=now, left=view.eta_seconds)
    if view.state == "stopping":
        return say("answer-stopping")
    return begun(view.phase) if view.phase else say("answer-computing")


def _unanswered(view: RunView, question: str) -> None:
    """Why there is no answer, and the way to ask again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.state == "stopped":
            st.info(say("answer-stopped"), icon=":material/stop_circle:")
        else:
            why = in_words(view.message) if view.message else say("answer-gone")
            st.error(why, icon=":material/error:")
        st.button(
            say("answer-again"), key=f"again_{view.id}", icon=":material/refresh:", on_click=_forget, args=(question,)
        )


def _forget(question: str) -> None:
    """Callback: the next run of the page asks anew."""
    st.session_state.get(ASKED, {}).pop(question, None)
