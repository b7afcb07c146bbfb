"""Whether it is just the learning rate, on the page: guessed first, then both pairs at every rate."""

from collections.abc import Sequence

import streamlit as st

from resnet_core.studies.race import comparisons
from resnet_core.studies.race.comparisons import AtRate, ByRate
from resnet_core.studies.race.question import RATES, SEEDS, at_rate
from ui import charts, numbers, small_nets
from ui.predict import Prediction
from ui.prose import prose
from ui.race import figures, running
from ui.race import runs as races
from ui.race.phrases import ended, recipe
from ui.race.runs import Known
from ui.say import say

PREDICTION = Prediction("race-rates-guess", ("catches_up", "stays_behind"), "race_rates_guess")


def show() -> None:
    """Draws the whole section; nothing where no rate was raced."""
    rates = at_rates(races.known("race"))
    if not rates:
        return
    st.markdown(prose("plain_vs_residual_rates"))
    guess = PREDICTION.ask(depth=rates[0].deep_plain.net.depth)
    if not guess:
        return
    behind = comparisons.behind(rates)
    PREDICTION.reply(guess, "stays_behind" if behind == "every" else "catches_up", behind=behind)
    said = verdict(rates)
    charts.draw(figures.rates_option(rates), key="race_rates", alt=said, height=320)
    st.caption(prose("plain_vs_residual_rates_figure"))
    st.markdown(said)


def at_rates(runs: Known) -> tuple[AtRate, ...]:
    """Every rate that was raced, over the seeds that have run, the highest first."""
    done = {lr: running.done(at_rate(lr), runs, seeds=SEEDS) for lr in RATES}
    return tuple(AtRate(lr, *running.groups(questions, runs)) for lr, questions in done.items() if questions)


def verdict(rates: Sequence[AtRate]) -> str:
    """Whether another rate would have spared the plain net its lag, under which recipe."""
    deep = rates[0].deep_plain
    plain, residual = map(_layers, comparisons.by_rate(rates))
    return say(
        "race-rates-verdict",
        behind=comparisons.behind(rates),
        deep=small_nets.label(deep.net),
        twin=small_nets.label(rates[0].deep_residual.net),
        rates=_listed([at.lr for at in rates]),
        caught=_listed([at.lr for at in rates if not at.is_behind]),
        recipe=recipe(at_rate(rates[0].lr), seeds=len(deep.runners), rate=False),
        ends="; ".join(map(_ends, rates)),
        plain_layers=plain,
        residual_layers=residual,
    )


def _ends(at: AtRate) -> str:
    plain, residual = ended(at.deep_plain.ends), ended(at.deep_residual.ends)
    return say("race-rates-verdict.ends", plain=plain, residual=residual, lr=at.lr)


def _layers(family: ByRate) -> str:
    """At which rates more layers made a family end higher or lower."""
    higher, lower = bool(family.above), bool(family.below)
    return say(
        "race-by-rate",
        where="both" if higher and lower else "above" if higher else "below" if lower else "level",
        shallow=small_nets.label(family.shallow),
        deep=small_nets.label(family.deep),
        above=_listed(family.above),
        all_above=len(family.above) == family.rates,
        below=_listed(family.below),
        all_below=len(family.below) == family.rates,
    )


def _listed(rates: Sequence[float]) -> str:
    return numbers.listed(map(numbers.measured, rates))
