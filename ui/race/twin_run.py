"""A plain net and its residual twin race: the controls, the curves while they train, and what came out."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.jobs.service import RunView
from resnet_core.probes.race import SEEDS, WIDE, WIDE_STEPS, RaceProbe
from ui import charts, fields, services
from ui.fields import Field
from ui.prose import prose
from ui.race import charts as race_charts
from ui.race import depth_readings
from ui.race import readings as race_readings
from ui.race import running as race_running
from ui.race import runs as races
from ui.race.choices import CLASSROOM, FIELDS, MAIN, NETS, PAIR, RECIPE, REPAIRS, questions, spiky
from ui.race.readings import GUESSES, Group
from ui.race.runs import Known
from ui.section import slot


def show() -> None:
    """The whole section."""
    with st.container(border=True):
        with st.container(horizontal=True):
            fields.change_button(
                "The two depths of He's figure 1", PAIR, key="race_pair", icon=":material/auto_stories:"
            )
            st.button(
                "Classroom race, run here", key="race_class", icon=":material/groups:", on_click=_run_classroom_race
            )
        slots = _controls(MAIN)
        with st.expander("The nets and the recipe"):
            slots |= _controls((*NETS, *RECIPE))
        section = race_running.section("race", FIELDS, questions)
        held = section.mark(slots)
    asked = questions(held)
    _warn_of_spike(asked[0])
    race_running.ask("race", asked, live=_live, before=_guess)
    if shown := section.settled(held):
        asked, runs = questions(shown), races.known("race")
        for same in race_running.by_data(asked, runs):
            _came_out(same, runs, guess=st.session_state.get(_guess_key(asked[0])), asked=len(asked))


def _run_classroom_race() -> None:
    """Callback: sets the controls and starts the race."""
    fields.put(CLASSROOM)
    race_running.start("race", questions(CLASSROOM))


def curves(shown: Sequence[Group], *, steps: int, key: str) -> None:
    """The losses, and beside them what the shortcuts gain, each with its reading."""
    lines = [race_charts.line(group.net, group.runners) for group in shown]
    _draw(lines, steps=steps, key=key)


def _controls(some: Sequence[Field]) -> dict[str, DeltaGenerator]:
    """The places under the controls, which are drawn here."""
    slots = {}
    with st.grid(3, min_column_width=210, gap="small") as grid:
        for field in some:
            with grid.cell():
                slots[field.key] = slot(field)
    return slots


def _guess(question: RaceProbe) -> None:
    """What the learner expects, before they start."""
    st.segmented_control(
        f"Predict first: which net will have the lower training loss at {_deepest(question)} layers?",
        GUESSES,
        key=_guess_key(question),
        persist_state="session",
        wrap=True,
    )


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
    shown = race_running.groups(done, runs)
    st.markdown(race_running.badges(done, runs, asked=asked))
    curves(shown, steps=done[0].steps, key=f"race_{races.data(done[0], runs)}")
    st.caption(prose("plain_vs_residual_curves"))
    paired = race_readings.pairs(shown)
    for plain, residual in paired:
        st.markdown(race_readings.verdict(plain, residual, done[0]))
    _more_layers(shown, done[0])
    if guess:
        plain, residual = max(paired, key=lambda pair: pair[1].net.depth)
        found = race_readings.outcome(plain, residual)
        st.info(race_readings.reply(guess, found, residual.net.depth), icon=":material/psychology_alt:")
    notes = (race_readings.bursts(shown), race_readings.stopped(shown))
    for said in filter(None, notes):
        st.markdown(said)
    st.table(race_readings.table(shown))
    st.markdown(f"{prose('plain_vs_residual_test')} {race_readings.lag(shown)}")
    if any(races.is_recorded(question, runs) for question in done):
        st.caption(races.where("race"))


def _more_layers(shown: Sequence[Group], probe: RaceProbe) -> None:
    """What depth alone did to each family here, and to the same nets in a longer training."""
    families = depth_readings.families(shown)
    if not families:
        return
    said = [depth_readings.alone(*family) for family in families]
    said += [depth_readings.why(*family, probe) for family in families]
    trained = [(depth_readings.trained(shallow.net), depth_readings.trained(deep.net)) for shallow, deep in families]
    said.append(depth_readings.longer([(few, many) for few, many in trained if few and many]))
    st.markdown(f"**More layers.** {' '.join(filter(None, said))}")


def _warn_of_spike(question: RaceProbe) -> None:
    """Says what such a start did when we measured it, and offers what calms it."""
    if not spiky(question):
        return
    said = spike_reading(races.known("race"))
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
    repaired = {name: race_running.groups([same[place] for place in whole], runs)[0] for name, same in found.items()}
    return race_readings.spike(repaired.pop("as it is"), repaired)


def _guess_key(question: RaceProbe) -> str:
    """One guess for one setting, whatever the seeds."""
    return f"race_guess.{question.model_copy(update={'seed': 0}).model_dump_json()}"


def _deepest(question: RaceProbe) -> int:
    return max(net.depth for net in question.nets)
