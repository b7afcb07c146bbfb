"""Races on a page: those that nobody has run are offered and run, those that are known are put together."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.jobs import admission, recordings
from resnet_core.jobs.recordings import Forecast
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import Race, RaceQuestion
from ui import answers, outage, rehearsal, services, ways, words
from ui.core_words import in_words
from ui.fields import Field
from ui.live import Going
from ui.race import runs as races
from ui.race.runs import Kind, Known
from ui.say import say
from ui.section import Held, Section
from ui.ways import Changes, Way

Live = Callable[[RaceQuestion, Going], None]


def section(kind: Kind, some: tuple[Field, ...], questions: Callable[[Held], Sequence[RaceQuestion]]) -> Section:
    """The controls of such races; a setting of several seeds is at hand once one of its races is."""

    def known(held: Held, runs: Known) -> bool:
        return any(races.is_known(question, runs) for question in questions(held))

    return Section(
        kind,
        some,
        recorded=lambda held: known(held, races.of_gallery(kind)),
        known=lambda held: known(held, races.known(kind)),
    )


class Wished(NamedTuple):
    """What the controls hold, the races this stands for, and the fields that ask for less when they are smaller."""

    held: Held
    questions: Callable[[Held], Sequence[RaceQuestion]]
    lighter: tuple[Field, ...]


def ask(kind: Kind, wished: Wished, *, live: Live) -> None:
    """Runs the races that nobody knows yet one after another, once the learner has started them.

    Those that take a moment in all run without a press. `live` is drawn while a race runs. Where the machine cannot do
    it, the reason stands there, and what would fit.
    """
    asked = wished.questions(wished.held)
    _take_in(kind, asked)
    missing = [question for question in asked if not races.is_known(question, races.known(kind))]
    if not missing or not (rehearsal.is_on() or _is_admitted(kind, wished, missing[0])):
        return
    expected = recordings.of(kind, *missing)
    if any(answers.is_under_way(kind, question.model_dump(mode="json")) for question in missing):
        start(kind, asked)
    is_pressed = rehearsal.is_on() or st.session_state.get(_started(kind)) == _setting(asked)
    if not is_pressed and not (expected and expected.at_once):
        st.markdown(_not_run(missing, expected))
        st.button(
            words.on_primary(say("race-start", count=len(missing))),
            key=f"{kind}_start",
            type="primary",
            on_click=start,
            args=(kind, asked),
        )
        return
    for place, question in enumerate(missing, start=1):
        head = st.empty()
        if len(missing) > 1:
            head.markdown(say("race-under-way", seed=question.seed, place=place, count=len(missing)))
        config = question.model_dump(mode="json")
        answer = answers.ask(kind, config, shown=partial(live, question), pressed=is_pressed)
        if answer is None and rehearsal.is_on():
            continue
        if answer is None:
            return
        head.empty()
        races.keep(kind, question, parse(Race, answer.results))


def _is_admitted(kind: Kind, wished: Wished, question: RaceQuestion) -> bool:
    """Whether the machine can run the race, for all that is known; its seed makes no difference."""
    try:
        outage.quietly(lambda: services.lab().admit(kind, question), None)
    except ConfigError as error:
        st.error(in_words(error), icon=":material/rule:")
        ways.draw(_ways(kind, wished))
        return False
    return True


def _ways(kind: Kind, wished: Wished) -> tuple[Way, ...]:
    machine = services.lab().machine()

    def fit(changes: Changes) -> bool:
        try:
            return admission.fits_question(kind, wished.questions({**wished.held, **changes})[0], machine)
        except ConfigError:  # the controls do not go together
            return False

    return tuple(Way(changes, changes) for changes in ways.smallest(ways.lighter(wished.lighter, wished.held), fit))


def start(kind: Kind, asked: Sequence[RaceQuestion]) -> None:
    """Callback: from the next run of the page on, `ask` runs these races."""
    st.session_state[_started(kind)] = _setting(asked)


def _take_in(kind: Kind, asked: Sequence[RaceQuestion]) -> None:
    """From now on the session knows those of the races that this machine has run for anybody."""
    for question in asked:
        if not races.is_known(question, races.known(kind)):
            answer = answers.known_here(kind, question.model_dump(mode="json"))
            if answer is not None:
                races.keep(kind, question, parse(Race, answer.results))


def by_data(asked: Sequence[RaceQuestion], runs: Known) -> list[list[RaceQuestion]]:
    """The known ones of these races; those on sketches and those on the real pictures are never averaged."""
    done = [question for question in asked if races.is_known(question, runs)]
    parts = ([question for question in done if races.data(question, runs) == data] for data in words.DATA)
    return [part for part in parts if part]


def groups(done: Sequence[RaceQuestion], runs: Known) -> tuple[Group, ...]:
    """Every net of the races with its runs over the seeds."""
    return tuple(
        Group(net, tuple(runs[races.alone(question, net)].runner for question in done)) for net in done[0].nets
    )


def done(question: RaceQuestion, runs: Known, *, seeds: Sequence[int]) -> list[RaceQuestion]:
    """The race in those of the seeds in which it has run."""
    seeded = [question.model_copy(update={"seed": seed}) for seed in seeds]
    return [question for question in seeded if races.is_known(question, runs)]


def badges(done: Sequence[RaceQuestion], runs: Known, *, asked: int) -> str:
    """Markdown: the pictures, the seeds, and where they were run."""
    is_recorded = {races.is_recorded(question, runs) for question in done}
    origin = "both" if len(is_recorded) > 1 else "recorded" if True in is_recorded else "here"
    seeds = say("race-seeds-run", **_seeds(done), missing=len(done) < asked, asked=asked)
    pictures = words.data_badge(races.data(done[0], runs))
    return f"{pictures} :gray-badge[{seeds}] :gray-badge[{say('race-origin', origin=origin)}]"


def _started(kind: Kind) -> str:
    return f"_{kind}_started"


def _setting(asked: Sequence[RaceQuestion]) -> list[str]:
    return [question.model_dump_json() for question in asked]


def _not_run(missing: Sequence[RaceQuestion], expected: Forecast | None) -> str:
    cost = {"seconds": None} if expected is None else expected._asdict()
    return say("race-not-run", **_seeds(missing), **cost)


def _seeds(questions: Sequence[RaceQuestion]) -> dict[str, Any]:
    return {"seeds": [question.seed for question in questions], "count": len(questions)}
