"""Races on a page: those that nobody has run are offered and run, those that are known are put together."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from resnet_core.config import parse
from resnet_core.jobs.service import RunView
from resnet_core.probes.race import Race, RaceProbe
from ui import probe, words
from ui.race import runs as races
from ui.race.readings import Group
from ui.race.runs import Kind, Known

Live = Callable[[RaceProbe, RunView], None]


def ask(
    kind: Kind, asked: Sequence[RaceProbe], *, live: Live, before: Callable[[RaceProbe], None] | None = None
) -> None:
    """None; the races that nobody knows yet run one after another, once the learner has started them.

    `before` is drawn above the button that starts them, `live` while a race runs.
    """
    runs = races.known(kind)
    missing = [question for question in asked if not races.is_known(question, runs)]
    if not missing:
        return
    started, setting = f"_{kind}_started", [question.model_dump_json() for question in asked]
    if st.session_state.get(started) != setting:
        st.markdown(f"Not run yet with this setting: {_seeds(missing)}. {_cost(kind, missing)}")
        if before is not None:
            before(missing[0])
        st.button(
            words.on_primary("Start" if len(missing) == 1 else f"Start {len(missing)} races"),
            key=f"{kind}_start",
            type="primary",
            on_click=lambda: st.session_state.update({started: setting}),
        )
        return
    for place, question in enumerate(missing, start=1):
        head = st.empty()
        if len(missing) > 1:
            head.markdown(f"**Seed {question.seed}**, race {place} of {len(missing)}")
        found = probe.answer(kind, question.model_dump(mode="json"), live=partial(live, question))
        if found is None:
            return
        head.empty()
        races.keep(kind, question, parse(Race, found.results))


def by_data(asked: Sequence[RaceProbe], runs: Known) -> list[list[RaceProbe]]:
    """The known ones of these races; those on sketches and those on the real pictures are never averaged."""
    done = [question for question in asked if races.is_known(question, runs)]
    parts = ([question for question in done if races.data(question, runs) == data] for data in words.DATA)
    return [part for part in parts if part]


def groups(done: Sequence[RaceProbe], runs: Known) -> tuple[Group, ...]:
    """Every net of the races with its runs over the seeds."""
    return tuple(
        Group(net, tuple(runs[races.alone(question, net)].runner for question in done)) for net in done[0].nets
    )


def badges(done: Sequence[RaceProbe], runs: Known, *, asked: int) -> str:
    """Markdown: the pictures, the seeds, and where they were run."""
    count = f" ({len(done)} of {asked} here)" if len(done) < asked else ""
    origins = {races.is_recorded(question, runs) for question in done}
    origin = ", others ".join(
        {True: "recorded", False: "run on this machine"}[each] for each in sorted(origins, reverse=True)
    )
    pictures = words.data_badge(races.data(done[0], runs))
    return f"{pictures} :gray-badge[{_seeds(done)}{count}] :gray-badge[{origin}]"


def _cost(kind: Kind, missing: Sequence[RaceProbe]) -> str:
    forecast = races.forecast(kind, missing[0])
    if forecast is None:
        return ""
    seconds, device = forecast
    each = " each" if len(missing) > 1 else ""
    return f"From the recorded races, expect about {words.duration(seconds)}{each} on {device}."


def _seeds(questions: Sequence[RaceProbe]) -> str:
    listed = ", ".join(str(question.seed) for question in questions)
    return f"seed{'s' if len(questions) > 1 else ''} {listed}"
