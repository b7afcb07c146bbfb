"""A plain net and its residual twin race: the controls, the curves while they train, and what came out."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from resnet_core.config import parse
from resnet_core.jobs.service import RunView
from resnet_core.probes.race import SEEDS, WIDE, WIDE_STEPS, Race, RaceProbe
from ui import charts, fields, probe, race_charts, race_readings, races, services, words
from ui.fields import Field
from ui.prose import prose
from ui.race_choices import CLASSROOM, FIELDS, MAIN, NETS, PAIR, RECIPE, REPAIRS, questions, spiky
from ui.race_readings import GUESSES, Group
from ui.races import Known, Ran

_STARTED = "_race_started"


def show() -> None:
    """The whole section."""
    with st.container(border=True):
        with st.container(horizontal=True):
            fields.change_button(
                "The two depths of He's figure 1", PAIR, key="race_pair", icon=":material/auto_stories:"
            )
            fields.change_button("Classroom race, run here", CLASSROOM, key="race_class", icon=":material/groups:")
        _controls(MAIN)
        with st.expander("The nets and the recipe"):
            _controls((*NETS, *RECIPE))
    asked = questions(fields.values(FIELDS))
    _warn_of_spike(asked[0])
    _ask(asked)
    runs = races.known()
    done = [question for question in asked if races.is_known(question, runs)]
    for data in words.DATA:  # sketches and the real pictures are never averaged
        if same := [question for question in done if _ran(question, runs)[0].data == data]:
            _came_out(same, runs, guess=st.session_state.get(_guess_key(asked[0])), asked=len(asked))


def groups(done: Sequence[RaceProbe], runs: Known) -> tuple[Group, ...]:
    """Every net of the races with its runs over the seeds."""
    return tuple(
        Group(net, tuple(runs[races.alone(question, net)].runner for question in done)) for net in done[0].nets
    )


def curves(shown: Sequence[Group], *, steps: int, key: str) -> None:
    """The losses, and beside them what the shortcuts gain, each with its reading."""
    lines = [race_charts.line(group.net, group.runners) for group in shown]
    _draw(lines, steps=steps, key=key)


def _controls(some: Sequence[Field]) -> None:
    with st.grid(3, min_column_width=210, gap="small") as grid:
        for field in some:
            with grid.cell():
                fields.draw(field)


def _ask(asked: Sequence[RaceProbe]) -> None:
    """Asks for the races that nobody knows yet, one after another, once the learner has started them."""
    missing = [question for question in asked if not races.is_known(question, races.known())]
    if not missing:
        return
    setting = [question.model_dump_json() for question in asked]
    if st.session_state.get(_STARTED) != setting:
        _offer(missing, setting)
        return
    for place, question in enumerate(missing, start=1):
        if len(missing) > 1:
            st.markdown(f"**Seed {question.seed}**, race {place} of {len(missing)}")
        found = probe.answer("race", question.model_dump(mode="json"), live=partial(_live, question))
        if found is None:
            return
        races.keep(question, parse(Race, found.results))


def _offer(missing: Sequence[RaceProbe], setting: list[str]) -> None:
    """What starting would cost, the guess before it, and the button."""
    seeds = ", ".join(str(question.seed) for question in missing)
    st.markdown(f"Not run yet with this setting: seed {seeds}. {_cost(missing)}")
    st.segmented_control(
        f"Predict first: which net will have the lower training loss at {_deepest(missing[0])} layers?",
        GUESSES,
        key=_guess_key(missing[0]),
        persist_state="session",
        wrap=True,
    )
    st.button(
        words.on_primary("Start" if len(missing) == 1 else f"Start {len(missing)} races"),
        key="race_start",
        type="primary",
        on_click=lambda: st.session_state.update({_STARTED: setting}),
    )


def _cost(missing: Sequence[RaceProbe]) -> str:
    forecast = races.forecast(missing[0])
    if forecast is None:
        return ""
    seconds, device = forecast
    each = " each" if len(missing) > 1 else ""
    return f"From the recorded races, expect about {words.duration(seconds)}{each} on {device}."


def _live(question: RaceProbe, view: RunView) -> None:
    """The curves so far; drawn in the fragment that waits for the end."""
    lines = race_charts.live_lines(question.nets, services.lab().metrics(view.id))
    if lines:
        _draw(lines, steps=question.steps, key="race_live")


def _draw(lines: Sequence[race_charts.Line], *, steps: int, key: str) -> None:
    for column, name, option, title, alt in zip(
        st.columns(2),
        ("losses", "difference"),
        (race_charts.loss_option(lines, steps=steps), race_charts.difference_option(lines, steps=steps)),
        ("**Training loss** :gray[· cross-entropy]", "**What the shortcuts gain** :gray[· plain minus residual]"),
        (race_charts.loss_alt(lines), race_charts.difference_alt(lines)),
        strict=True,
    ):
        with column:
            st.markdown(title)
            charts.draw(option, key=f"{key}_{name}", alt=alt)


def _came_out(done: Sequence[RaceProbe], runs: Known, *, guess: str | None, asked: int) -> None:
    shown = groups(done, runs)
    st.markdown(_badges(done, runs, asked=asked))
    curves(shown, steps=done[0].steps, key=f"race_{_ran(done[0], runs)[0].data}")
    st.caption(prose("plain_vs_residual_curves"))
    paired = race_readings.pairs(shown)
    for plain, residual in paired:
        st.markdown(race_readings.verdict(plain, residual))
    if guess:
        plain, residual = max(paired, key=lambda pair: pair[1].net.depth)
        found = race_readings.outcome(plain, residual)
        st.info(race_readings.reply(guess, found, residual.net.depth), icon=":material/psychology_alt:")
    notes = (race_readings.bursts(shown), race_readings.stopped(shown))
    for said in filter(None, notes):
        st.markdown(said)
    st.table(race_readings.table(shown))
    st.markdown(f"{prose('plain_vs_residual_test')} {race_readings.lag(shown)}")
    if any(each.recorded for question in done for each in _ran(question, runs)):
        st.caption(races.where())


def _badges(done: Sequence[RaceProbe], runs: Known, *, asked: int) -> str:
    ran = [each for question in done for each in _ran(question, runs)]
    seeds = ", ".join(str(question.seed) for question in done)
    count = f" ({len(done)} of {asked} here)" if len(done) < asked else ""
    origins = {True: "recorded", False: "run on this machine"}
    origin = ", others ".join(origins[recorded] for recorded in sorted({each.recorded for each in ran}, reverse=True))
    return f"{words.data_badge(ran[0].data)} :gray-badge[seed {seeds}{count}] :gray-badge[{origin}]"


def _ran(question: RaceProbe, runs: Known) -> list[Ran]:
    """The runs of one race that is known."""
    return [runs[races.alone(question, net)] for net in question.nets]


def _warn_of_spike(question: RaceProbe) -> None:
    """Says what such a start did when we measured it, and offers what calms it."""
    if not spiky(question):
        return
    said = spike_reading(races.known())
    st.warning(f"{prose('plain_vs_residual_spike')} {said}", icon=":material/trending_up:")
    with st.container(horizontal=True):
        for number, (label, changes) in enumerate(REPAIRS.items()):
            fields.change_button(label, changes, key=f"race_repair_{number}")


def spike_reading(runs: Known) -> str:
    """The recorded spike and its repairs in numbers, over the seeds that have them all; empty where none has."""
    usual = RaceProbe(nets=(WIDE,), steps=WIDE_STEPS)
    changes: dict[str, dict[str, Any]] = {
        "as it is": {},
        "Warmed up over 20 steps": {"warm_up_steps": 20},
        "clipped at 1": {"clip_norm": 1.0},
        "blocks started at zero": {"nets": (WIDE.model_copy(update={"zero_init": True}),)},
    }
    recipes = {name: usual.model_copy(update=change) for name, change in changes.items()}
    found = {name: [recipe.model_copy(update={"seed": seed}) for seed in SEEDS] for name, recipe in recipes.items()}
    whole = [place for place in range(len(SEEDS)) if all(same[place] in runs for same in found.values())]
    if not whole:
        return ""
    repaired = {name: groups([same[place] for place in whole], runs)[0] for name, same in found.items()}
    return race_readings.spike(repaired.pop("as it is"), repaired)


def _guess_key(question: RaceProbe) -> str:
    """One guess for one setting, whatever the seeds."""
    return f"race_guess.{question.model_copy(update={'seed': 0}).model_dump_json()}"


def _deepest(question: RaceProbe) -> int:
    return max(net.depth for net in question.nets)
