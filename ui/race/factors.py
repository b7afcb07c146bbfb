"""Shortcuts and batch norms apart, on the page: guessed first, then the four nets and their curves."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from resnet_core.probes.race import RaceProbe
from ui import charts, fields
from ui.prose import prose
from ui.race import charts as race_charts
from ui.race import factor_readings
from ui.race import runs as races
from ui.race.choices import CLIP, DEPTH, NORM, OFF, SECOND, STEPS
from ui.race.factor_readings import GUESSES, Factors


def show() -> None:
    """The whole section; nothing where the four were never raced."""
    found = factor_readings.factors(races.known("race"))
    if found is None:
        return
    probe, nets = found
    st.header("Shortcuts or batch norms?", anchor=False)
    st.markdown(prose("plain_vs_residual_factors"))
    guess: str | None = st.segmented_control(
        f"Predict first: which of the two alone gets a network of {probe.nets[0].depth} layers further?",
        GUESSES,
        key="race_factors_guess",
        persist_state="session",
        wrap=True,
    )
    if guess:
        _came_out(probe, nets, guess)


def _came_out(probe: RaceProbe, nets: Factors, guess: str) -> None:
    if said := factor_readings.reply(guess, nets):
        st.info(said, icon=":material/psychology_alt:")
    verdict = factor_readings.verdict(probe, nets)
    squares, curves = st.columns(2)
    with squares:
        st.markdown("**Final training loss** :gray[· mean ± half the range over the seeds]")
        charts.draw(factor_readings.option(nets), key="race_factors", alt=verdict.replace("*", ""), height=260)
    with curves:
        lines = [race_charts.line(group.net, group.runners) for group in nets]
        st.markdown("**Training loss** :gray[· cross-entropy]")
        option = race_charts.loss_option(lines, steps=probe.steps)
        charts.draw(option, key="race_factors_losses", alt=race_charts.loss_alt(lines))
    st.markdown(verdict)
    st.markdown(prose("plain_vs_residual_factors_why"))
    fields.change_button("Race the two without batch norms above", _above(probe), key="race_factors_above")


def _above(probe: RaceProbe) -> Mapping[str, Any]:
    """The controls that stand for the half of it without batch norms."""
    return {
        DEPTH.key: probe.nets[0].depth,
        SECOND.key: OFF,
        STEPS.key: probe.steps,
        CLIP.key: probe.clip_norm,
        NORM.key: False,
    }
