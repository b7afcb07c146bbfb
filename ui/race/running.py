"""Races on a page: those that nobody has run are offered and run, those that are known are put together."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from resnet_core.config import parse
from resnet_core.jobs.service import RunView
from resnet_core.probes.race import Race, RaceProbe
from ui import forecast, probe, words
from ui.fields import Field
from ui.forecast import Forecast
from ui.race import runs as races
from ui.race.readings import Group
from ui.race.runs import Kind, Known
from ui.section import Held, Section

Live = Callable[[RaceProbe, RunView], None]


def section(kind: Kind, some: tuple[Field, ...], questions: Callable[[Held], Sequence[RaceProbe]]) -> Section:
    """The controls of such races; a setting of several seeds is at hand once one of its races is."""

    def known(held: Held, runs: Known) -> bool:
        return any(races.is_known(question, runs) for question in questions(held))

    return Section(
        kind,
        some,
        recorded=lambda held: known(held, races.of_gallery(kind)),
        known=lambda held: known(held, races.known(kind)),
    )


def ask(
    kind: Kind, asked: Sequence[RaceProbe], *, live: Live, before: Callable[[RaceProbe], None] | None = None
) -> None:
    """None; the races that nobody knows yet run one after another, once the learner has started them.

    Those that take a moment in all run without a press. `before` is drawn above the button that starts them, `live`
    while a race runs.
    """
    _take_in(kind, asked)
    missing = [question for question in asked if not races.is_known(question, races.known(kind))]
    if not missing:
        return
    expected = forecast.of(kind, *missing)
    if any(probe.is_under_way(kind, question.model_dump(mode="json")) for question in missing):
        start(kind, asked)
    is_pressed = st.session_state.get(_started(kind)) == _setting(asked)
    if not is_pressed and not (expected and expected.at_once):
        st.markdown(f"Not run yet with this setting: {_seeds(missing)}. {_cost(expected)}")
        if before is not None:
            before(missing[0])
        st.button(
            words.on_primary("Start" if len(missing) == 1 else f"Start {len(missing)} races"),
            key=f"{kind}_start",
            type="primary",
            on_click=start,
            args=(kind, asked),
        )
        return
    for place, question in enumerate(missing, start=1):
        head = st.empty()
        if len(missing) > 1:
            head.markdown(f"**Seed {question.seed}**, race {place} of {len(missing)}")
        config = question.model_dump(mode="json")
        found = probe.answer(kind, config, live=partial(live, question), pressed=is_pressed)
        if found is None:
            return
        head.empty()
        races.keep(kind, question, parse(Race, found.results))


def start(kind: Kind, asked: Sequence[RaceProbe]) -> None:
    """Callback: from the next run of the page on, `ask` runs these races."""
    st.session_state[_started(kind)] = _setting(asked)


def _take_in(kind: Kind, asked: Sequence[RaceProbe]) -> None:
    """From now on the session knows those of the races that this machine has run for anybody."""
    for question in asked:
        if not races.is_known(question, races.known(kind)):
            found = probe.known(kind, question.model_dump(mode="json"))
            if found is not None:
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


def _started(kind: Kind) -> str:
    return f"_{kind}_started"


def _setting(asked: Sequence[RaceProbe]) -> list[str]:
    return [question.model_dump_json() for question in asked]


def _cost(expected: Forecast | None) -> str:
    if expected is None:
        return ""
    return f"From the recorded races, expect about {words.duration(expected.seconds)} on {expected.device}."


def _seeds(questions: Sequence[RaceProbe]) -> str:
    listed = ", ".join(str(question.seed) for question in questions)
    return f"seed{'s' if len(questions) > 1 else ''} {listed}"
