"""What the page on function classes shows: figures, and what their numbers say."""

import pandas as pd
import streamlit as st

from resnet_core.studies.function_classes import findings
from resnet_core.studies.function_classes import measure as core
from resnet_core.studies.function_classes.one_more_block import Insertion, insertions
from ui import charts, dials, fields, lesson, numbers, tables
from ui.block import addition as addition_panel
from ui.frame import RESIDUAL_BLOCK
from ui.functions import figures
from ui.functions import sets as function_sets
from ui.functions.controls import (
    ASKED_FAMILY,
    ASKED_TARGET,
    COUNT,
    FAMILY,
    NOISE,
    PREDICTION,
    SAMPLE,
    SEED,
    SIZE,
    TARGET,
)
from ui.functions.sets import STAR
from ui.prose import prose
from ui.say import say
from ui.section import Held

WRITTEN = "$f^*$"
"""The target where it is read."""


def show() -> Held:
    """What is chosen; draws the sets, and beside them the prediction and the controls that matter."""
    picture, beside = st.columns([3, 2], gap="large")
    with beside:
        guess = PREDICTION.ask(family=FAMILY.said(ASKED_FAMILY))
        if guess:
            PREDICTION.reply(guess, asked_verdict().came, **asked_facts())
        held = _choose()
    with picture:
        _sets(held[TARGET.key], held[FAMILY.key], shown=bool(guess))
    return held


def _choose() -> Held:
    """Draws the family, and mends a size that it lacks; the target is among the other controls, the size a dial."""
    with st.container(border=True):
        fields.draw(FAMILY)
        dials.value(SIZE)
        family = fields.values((FAMILY,))[FAMILY.key]
        st.caption(say("fc-meaning", family=family))
        with lesson.more():
            fields.draw(TARGET)
    held = fields.values((FAMILY, TARGET, SIZE))
    if held[SIZE.key] not in core.FAMILIES[family].sizes:
        _explain(family, held[SIZE.key])
    return held


def asked_verdict() -> findings.Verdict:
    """What came out for the family that the page asks about."""
    nested = findings.nesting(ASKED_FAMILY, core.steps_outside(ASKED_FAMILY)).nested
    return findings.verdict(core.ladder(ASKED_TARGET, ASKED_FAMILY), nested=nested)


def asked_facts() -> dict[str, object]:
    """The largest rise of that family's error, in words, and how many of its steps were worse."""
    family = ASKED_FAMILY
    ladder = core.ladder(ASKED_TARGET, family)
    trend = findings.trend(family, ladder)
    return {"rises": trend.rises, "steps": trend.steps, "rise": _rise(family, ladder)}


def best_fit(target: str, family: str, size: int) -> None:
    """Shows the target and the nearest function of the chosen set."""
    if size not in core.FAMILIES[family].sizes:
        alt = say("fc-target-alone", target=TARGET.said(target))
        charts.draw(figures.fit_option(target, None), key="fc_fit", alt=alt)
        return
    fit = core.best_fit(target, family, size)
    reached = findings.reached(family, size, fit)
    charts.draw(figures.fit_option(target, fit), key="fc_fit", alt=say("fc-reached", reached, star=STAR))
    st.markdown(say("fc-reached", reached, star=WRITTEN))


def errors(target: str, family: str, size: int) -> None:
    """Shows the error at every size."""
    _error_curve(core.ladder(target, family), core.steps_outside(family), family=family, size=size)


def generalised_as_asked() -> str:
    """What the page's family does on the noisy points of its default settings, in words."""
    target, noise = ASKED_TARGET, NOISE.default
    train = core.draw_sample(target, int(COUNT.default), noise=noise, seed=int(SEED.default))
    measured = core.generalisation(ASKED_FAMILY, train=train, test=core.fresh_sample(target, noise=noise))
    return say("fc-generalised", findings.generalised(measured, noise=noise))


def noisy(target: str, family: str, size: int) -> None:
    """Shows the same family on a few noisy points."""
    st.markdown(prose("function_classes_noise"))
    with st.container(border=True):
        for column, field in zip(st.columns(3), SAMPLE, strict=True):
            with column:
                fields.draw(field)
    held = fields.values(SAMPLE)
    noise = held[NOISE.key]
    train = core.draw_sample(target, held[COUNT.key], noise=noise, seed=held[SEED.key])
    test = core.fresh_sample(target, noise=noise)
    measured = core.generalisation(family, train=train, test=test)
    said = say("fc-generalised", findings.generalised(measured, noise=noise))
    fitted = core.fit_sample(family, size, sample=train) if size in measured.sizes else None
    points, losses = st.columns(2)
    with points:
        option = figures.sample_option(target, fitted, train)
        charts.draw(option, key="fc_points", alt=say("fc-points-alt", count=len(train.x)))
    with losses:
        charts.draw(figures.generalisation_option(measured, size), key="fc_noise_errors", alt=said)
    st.markdown(said)


def one_block(target: str) -> None:
    """Puts one more block into a small network: which kind leaves it as it was."""
    st.markdown(prose("function_classes_networks"))
    tried = insertions(target)
    tables.draw(pd.DataFrame(map(_inserted, tried)).set_index(say("fc-insertion-table.block")))
    unmoved = findings.unmoved(tried)
    st.markdown(
        say("fc-unmoved", unmoved, blocks=[f"*{say('fc-insertion', block=block)}*" for block in unmoved.blocks])
    )
    zeroed = {addition_panel.OPEN.key: "true", addition_panel.WEIGHTS.key: "zeroed"}
    st.page_link(RESIDUAL_BLOCK.file, label=say("fc-to-block"), icon=RESIDUAL_BLOCK.icon, query_params=zeroed)


def _explain(family: str, size: int) -> None:
    """Says that the family has no such set, and offers the nearest it has."""
    near, sizes = core.neighbours(family, size), core.FAMILIES[family].sizes
    missing = say("fc-no-size", size=size, family=FAMILY.said(family), sizes=sizes, near=near, count=len(near))
    st.error(missing, icon=":material/rule:")
    with st.container(horizontal=True):
        for other in near:
            fields.change_button(say("fc-use-size", size=other), {SIZE.key: other}, key=f"fc_repair_{other}")


def _error_curve(ladder: core.Ladder, outside: tuple[float, ...], *, family: str, size: int) -> None:
    """Shows the best reachable error at every size, and whether the sets are nested."""
    trend = findings.trend(family, ladder)
    alt = say("fc-trend.alt", trend, family=FAMILY.said(family))
    charts.draw(figures.ladder_option(ladder, size), key="fc_ladder", alt=alt)
    st.markdown(say("fc-trend", trend))
    if said := _rise(family, ladder):
        st.markdown(said)
    st.markdown(say("fc-nesting", findings.nesting(family, outside)))


def _rise(family: str, ladder: core.Ladder) -> str:
    """The largest rise in words; empty where the error never rose."""
    rise = findings.largest_rise(ladder)
    if rise is None:
        return ""
    before, after = (say("fc-set", family=family, size=k) for k in (rise.size_before, rise.size_after))
    return say("fc-rise", rise, set_before=before, set_after=after)


def numbers_of(target: str, family: str) -> None:
    """Draws the error and the distance at every size as a table."""
    tables.show(_numbers(findings.by_size(core.ladder(target, family), core.steps_outside(family))))
    st.markdown(prose("function_classes_sets"))


def _sets(target: str, family: str, *, shown: bool) -> None:
    """Draws the sets and f* from the errors, their size a dial; not `shown`, the smallest set alone."""
    pictures = function_sets.pictures(target, family) if shown else (function_sets.first(target, family),)
    function_sets.draw(pictures, key="fc_sets", dialed=shown)


def _numbers(sizes: tuple[findings.Size, ...]) -> pd.DataFrame:
    """The error curve as a table, with the share of each set's functions that lies outside the next."""
    return pd.DataFrame(
        {
            "k": [size.size for size in sizes],
            say("fc-table.error"): [numbers.measured(size.error, digits=3) for size in sizes],
            say("fc-table.distance"): [numbers.measured(size.distance, digits=3) for size in sizes],
            say("fc-table.worse"): [say("fc-table.is-worse") if size.worse else "" for size in sizes],
            say("fc-table.outside"): [say("fc-table.share", share=size.outside) for size in sizes],
        }
    )


def _inserted(insertion: Insertion) -> dict[str, str]:
    """A row of the table: errors before and after, and the largest change of an output."""
    return {
        say("fc-insertion-table.block"): say("fc-insertion", block=insertion.block),
        say("fc-insertion-table.before"): numbers.measured(insertion.error_before, digits=3),
        say("fc-insertion-table.after"): numbers.measured(insertion.error_after, digits=3),
        say("fc-insertion-table.change"): numbers.measured(insertion.largest_change, digits=3),
    }
