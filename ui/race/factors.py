"""Shortcuts and batch norms apart, on the page: guessed first, then the four nets and their curves."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from resnet_core.studies.race.comparisons import Factors
from resnet_core.studies.race.findings import GUESSING
from resnet_core.studies.race.question import FACTORS, SEEDS, RaceQuestion
from ui import charts, fields
from ui.charts import Option
from ui.predict import Prediction
from ui.prose import prose
from ui.race import figures, running
from ui.race import runs as races
from ui.race.controls import CLIP, DEPTH, NORM, OFF, SECOND, STEPS
from ui.race.phrases import ended, recipe
from ui.race.runs import Known
from ui.say import say

PREDICTION = Prediction("race-factors-guess", ("shortcuts", "norms", "level"), "race_factors_guess")


def show() -> None:
    """Draws the whole section; nothing where the four were never raced."""
    raced = factors(races.known("race"))
    if raced is None:
        return
    question, nets = raced
    st.markdown(prose("plain_vs_residual_factors"))
    if guess := PREDICTION.ask(depth=question.nets[0].depth):
        PREDICTION.reply(guess, nets.further, further=nets.further)
        _came_out(question, nets)


def factors(runs: Known) -> tuple[RaceQuestion, Factors] | None:
    """The recipe and the nets, over the seeds that have run; None where none has."""
    done = running.done(FACTORS, runs, seeds=SEEDS)
    return (done[0], Factors(*running.groups(done, runs))) if done else None


def verdict(question: RaceQuestion, nets: Factors) -> str:
    """What each does alone, and both together, under which recipe."""
    return say(
        "race-factors-verdict",
        further=nets.further,
        depth=question.nets[0].depth,
        recipe=recipe(question, seeds=len(nets.both.runners)),
        shortcuts=ended(nets.shortcuts.ends),
        norms=ended(nets.norms.ends),
        both=ended(nets.both.ends),
        add_up=nets.add_up,
        neither=ended(nets.neither.ends),
        learns=not nets.neither.failed,
        guessing=GUESSING,
    )


def of_the_recipe(runs: Known) -> str:
    """Whether shortcuts alone fail or learn by the recipe, clipped or not; empty where that is not known."""
    clipped = factors(runs)
    loose = FACTORS.model_copy(update={"nets": FACTORS.nets[2:], "clip_norm": None})
    done = running.done(loose, runs, seeds=SEEDS)
    if clipped is None or not done:
        return ""
    _plain, unclipped = running.groups(done, runs)
    if not unclipped.failed or clipped[1].shortcuts.failed:
        return ""
    return say("race-factors-blame", clip=FACTORS.clip_norm, ends=ended(clipped[1].shortcuts.ends))


def option(nets: Factors) -> Option:
    """The four final losses as squares: with shortcuts on the right, without batch norm below."""
    places = ((nets.norms, 0, 0), (nets.both, 0, 1), (nets.neither, 1, 0), (nets.shortcuts, 1, 1))
    rows, columns = (
        [say(f"race-factors-ends.{side}") for side in sides] for sides in (("normed", "bare"), ("without", "with"))
    )
    return figures.squares([figures.square(*place) for place in places], rows=rows, columns=columns)


def _came_out(question: RaceQuestion, nets: Factors) -> None:
    said = verdict(question, nets)
    squares, curves = st.columns(2)
    with squares:
        st.markdown(say("race-factors-ends"))
        charts.draw(option(nets), key="race_factors", alt=said, height=260)
    with curves:
        lines = [figures.line(group.net, group.runners) for group in nets]
        st.markdown(say("race-losses"))
        losses = figures.loss_option(lines, steps=question.steps)
        charts.draw(losses, key="race_factors_losses", alt=figures.loss_alt(lines))
    st.markdown(said)
    st.markdown(prose("plain_vs_residual_factors_why"))
    fields.change_button(say("race-factors.above"), _above(question), key="race_factors_above")


def _above(question: RaceQuestion) -> Mapping[str, Any]:
    """The controls that stand for the half of it without batch norms."""
    return {
        DEPTH.key: question.nets[0].depth,
        SECOND.key: OFF,
        STEPS.key: question.steps,
        CLIP.key: question.clip_norm,
        NORM.key: False,
    }
