"""A plain net and its residual twin race: the controls, the curves while they train, and what came out."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.studies.race import comparisons, findings
from resnet_core.studies.race.comparisons import Trained
from resnet_core.studies.race.findings import FIRST_STEPS, Group
from resnet_core.studies.race.question import SEEDS, WIDE, WIDE_STEPS, RaceQuestion
from ui import charts, fields, lesson, live, small_nets, tables
from ui.fields import Field
from ui.live import Going
from ui.prose import prose
from ui.race import figures, phrases, running
from ui.race import runs as races
from ui.race.controls import CLASSROOM, FIELDS, LIGHTER, MAIN, NETS, PAIR, RECIPE, REPAIRS, questions, spiky
from ui.race.phrases import ended
from ui.race.running import Wished
from ui.race.runs import Known
from ui.say import say
from ui.section import slot

FIGURES = ("losses", "difference")


def show() -> None:
    """Draws the whole section."""
    lesson.heading("race-own")
    st.markdown(prose("plain_vs_residual_twins"))
    with st.container(border=True):
        with st.container(horizontal=True):
            fields.change_button(say("race-pair"), PAIR, key="race_pair", icon=":material/auto_stories:")
            st.button(say("race-class"), key="race_class", icon=":material/groups:", on_click=_run_classroom_race)
        slots = _controls(MAIN)
        with lesson.more():
            slots |= _controls((*NETS, *RECIPE))
        section = running.section("race", FIELDS, questions)
        held = section.mark(slots)
    asked = questions(held)
    _warn_of_spike(asked[0])
    running.ask("race", Wished(held, questions, LIGHTER), live=_live)
    if shown := section.settled(held):
        asked, runs = questions(shown), races.known("race")
        for same in running.by_data(asked, runs):
            _came_out(same, runs, asked=len(asked))


def _run_classroom_race() -> None:
    """Callback: sets the controls and starts the race."""
    fields.put(CLASSROOM)
    running.start("race", questions(CLASSROOM))


def curves(shown: Sequence[Group], *, steps: int, key: str) -> None:
    """The losses, and beside them what the shortcuts gain, each with its reading."""
    lines = [figures.line(group.net, group.runners) for group in shown]
    _draw(lines, steps=steps, key=key)


def _controls(some: Sequence[Field]) -> dict[str, DeltaGenerator]:
    """The places under the controls, which are drawn here."""
    slots = {}
    with st.grid(3, min_column_width=210, gap="small") as grid:
        for field in some:
            with grid.cell():
                slots[field.key] = slot(field)
    return slots


def _live(question: RaceQuestion, going: Going) -> None:
    """The curves so far, which follow the race."""
    moving = (figures.live_losses(question, going.metrics), figures.live_difference(question, going.metrics))
    for column, name, chart in zip(st.columns(2), FIGURES, moving, strict=True):
        with column:
            st.markdown(say(f"race-{name}"))
            live.curve(going, chart, name=f"race_{name}")


def _draw(lines: Sequence[figures.Line], *, steps: int, key: str) -> None:
    for column, name, option, alt in zip(
        st.columns(2),
        FIGURES,
        (figures.loss_option(lines, steps=steps), figures.difference_option(lines, steps=steps)),
        (figures.loss_alt(lines), figures.difference_alt(lines)),
        strict=True,
    ):
        with column:
            st.markdown(say(f"race-{name}"))
            charts.draw(option, key=f"{key}_{name}", alt=alt)


def _came_out(done: Sequence[RaceQuestion], runs: Known, *, asked: int) -> None:
    shown = running.groups(done, runs)
    st.markdown(running.badges(done, runs, asked=asked))
    curves(shown, steps=done[0].steps, key=f"race_{races.data(done[0], runs)}")
    st.caption(prose("plain_vs_residual_curves"))
    for plain, residual in findings.pairs(shown):
        st.markdown(phrases.verdict(plain, residual, done[0]))
    if said := more_layers(shown, done[0]):
        st.markdown(said)
    for said in filter(None, (phrases.bursts(shown), phrases.stopped(shown))):
        st.markdown(said)
    tables.draw(phrases.table(shown))
    if said := _lag(shown):
        st.markdown(said)
    if any(races.is_recorded(question, runs) for question in done):
        st.caption(races.where("race"))


def more_layers(shown: Sequence[Group], question: RaceQuestion) -> str:
    """What depth alone did to each family here, and to the same nets in a longer training; empty for one depth."""
    families = comparisons.families(shown)
    if not families:
        return ""
    sentences = [_deepening(*family) for family in families]
    sentences += [_dear_start(*family, question) for family in families]
    trained = [(comparisons.trained(shallow.net), comparisons.trained(deep.net)) for shallow, deep in families]
    sentences.append(_longer([(few, many) for few, many in trained if few and many]))
    return say("race-more-layers", sentences=" ".join(filter(None, sentences)))


def _deepening(shallow: Group, deep: Group) -> str:
    found = comparisons.deepening(shallow, deep)
    return say(
        "race-deepening",
        found,
        shallow=small_nets.label(found.shallow),
        deep=small_nets.label(found.deep),
        shallow_ends=ended(found.shallow_ends),
        deep_ends=ended(found.deep_ends),
    )


def _dear_start(shallow: Group, deep: Group, question: RaceQuestion) -> str:
    start = comparisons.dear_start(shallow, deep, question)
    return "" if start is None else say("race-dear-start", start, count=FIRST_STEPS)


def _longer(pairs: Sequence[tuple[Trained, Trained]]) -> str:
    """The same depths after a longer training; empty without any."""
    if not pairs:
        return ""
    return say("race-longer", epochs=pairs[0][0].epochs, sentences=" ".join(_trained(*pair) for pair in pairs))


def _trained(shallow: Trained, deep: Trained) -> str:
    return say(
        "race-longer.pair",
        standing=comparisons.trained_standing(shallow, deep),
        pictures=deep.pictures,
        shallow=small_nets.label(shallow.net),
        deep=small_nets.label(deep.net),
        shallow_accuracy=shallow.accuracy,
        deep_accuracy=deep.accuracy,
        shallow_loss=shallow.train_loss,
        deep_loss=deep.train_loss,
    )


def _lag(shown: Sequence[Group]) -> str:
    """By how much the stored statistics of the norms mislead the test; empty where nothing was tested."""
    lag = findings.lag(shown)
    if lag is None:
        return ""
    return say("race-lag", net=small_nets.label(lag.net), gains=lag.gain >= 0, points=100 * abs(lag.gain))


def _warn_of_spike(question: RaceQuestion) -> None:
    """Says what such a start did when we measured it, and offers what calms it."""
    if not spiky(question):
        return
    st.warning(f"{prose('plain_vs_residual_spike')} {spike(races.known('race'))}", icon=":material/trending_up:")
    with st.container(horizontal=True):
        for code, changes in REPAIRS.items():
            fields.change_button(say(f"race-repair-{code}"), changes, key=f"race_repair_{code}")


def spike(runs: Known) -> str:
    """The recorded spike and its repairs in numbers, over the seeds that have them all; empty where none has."""
    usual = RaceQuestion(nets=(WIDE,), steps=WIDE_STEPS)
    changes: dict[str, dict[str, Any]] = {
        "wild": {},
        "warm_up": {"warm_up_steps": 20},
        "clip": {"clip_norm": 1.0},
        "zero": {"nets": (WIDE.model_copy(update={"zero_init": True}),)},
    }
    recipes = {code: usual.model_copy(update=change) for code, change in changes.items()}
    seeds = [
        seed for seed in SEEDS if all(recipe.model_copy(update={"seed": seed}) in runs for recipe in recipes.values())
    ]
    if not seeds:
        return ""
    nets = {code: running.groups(running.done(recipe, runs, seeds=seeds), runs)[0] for code, recipe in recipes.items()}
    return " ".join([_start(nets.pop("wild"), "race-spike"), *(_repaired(code, net) for code, net in nets.items())])


def _start(net: Group, message: str, **values: str) -> str:
    start = findings.start(net)
    return say(message, start, ends=ended(start.ends), count=FIRST_STEPS, **values)


def _repaired(code: str, net: Group) -> str:
    return _start(net, "race-spike.repaired", repair=code)
