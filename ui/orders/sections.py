"""What the page on orders shows: a block in one order, and the race of all five as it goes on and as it came out."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.analysis.formula import formula
from resnet_core.config import BlockConfig, Order
from resnet_core.plan.blocks import block_plan
from resnet_core.studies.orders import findings
from resnet_core.studies.orders.findings import Pair
from resnet_core.studies.orders.question import LETTERS, ORDERS, SEEDS, TABLE2, orders_race
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import LAST_STEPS, RaceQuestion
from ui import charts, lesson, live, numbers, tables, words
from ui.diagram import diagram
from ui.diagram.scene import block_scene
from ui.lesson import Asked
from ui.live import Going
from ui.orders import figures
from ui.orders.controls import CLIP, DEPTH, LIGHTER, PREDICTION, RACE, STEPS, questions
from ui.predict import JUST_SHOW, Option
from ui.race import figures as race_figures
from ui.race import phrases, running
from ui.race import runs as races
from ui.race.phrases import ended
from ui.race.running import Wished
from ui.race.runs import Known
from ui.say import say
from ui.section import Section, slot

CHANNELS, SIZE = 16, 14
MOST_NAMED = 4
"""Pairs that a sentence names."""


def block(order: Order, *, key: str) -> None:
    """Draws a block of this order: its layers, its formula, and what the order does to the signal."""
    plan = block_plan(BlockConfig(in_channels=CHANNELS, out_channels=CHANNELS, order=order))
    scene = block_scene(plan, (CHANNELS, SIZE, SIZE))
    diagram(scene, key=key, alt=say("orders-blocks.alt", name=figures.named(order), count=len(scene.nodes)))
    for line in formula(plan):
        st.latex(line)
    st.markdown(say(f"orders-meaning.{order}"))


def race() -> None:
    """Draws the prediction, the race beside its two main controls, what it says, and everything else folded."""
    section = running.section("orders", RACE, questions)
    figure, side = st.columns([3, 2], gap="large")
    with side:
        guess = PREDICTION.ask()
        if guess:
            came, facts = hardest()
            PREDICTION.reply(guess, came, **facts)
        slots = {field.key: slot(field) for field in (DEPTH, CLIP)}
    beneath = st.container()
    with lesson.more():
        slots = section.rest(slots, columns=2)
    held = section.mark(slots)
    with figure:
        if guess:
            _raced(section, held, guess=guess, beneath=beneath)
        else:
            _before(held)


def hardest() -> tuple[Order, dict[str, object]]:
    """The order that comes last in the recorded race of 56 layers, and what is said of it."""
    found = findings.hardest(_recorded(56))
    facts = found._asdict() | {"order": LETTERS[found.order], "best": LETTERS[found.best]}
    return found.order, facts


def saw() -> None:
    """Draws what came out, and the answers to what the page asked."""
    _, facts = hardest()
    shallow, deep = (findings.differences(_recorded(depth)).apart for depth in (20, 56))
    depth = {"shallow": len(shallow), "deep": len(deep), "both": len({*shallow} & {*deep})}
    lesson.saw(
        "orders",
        Asked("orders-asked-hardest", values=facts),
        Asked("orders-asked-way"),
        Asked("orders-asked-shallow", values=depth),
        Asked("orders-asked-trained", values={order: TABLE2[order].resnet110 / 100 for order in ORDERS}),
        **facts,
    )


def ranking(groups: Sequence[Group]) -> str:
    """The orders from the lowest final loss to the highest, and how wide their runs lie."""
    places = [f"**({LETTERS[group.net.order]})** {ended(group.ends)}" for group in findings.ranked(groups)]
    return say("orders-ranking", last=LAST_STEPS, seeds=len(groups[0].runners), places=places)


def differences(groups: Sequence[Group]) -> str:
    """Which differences are larger than the spread of the seeds, and which are not."""
    found = findings.differences(groups)
    pairs = [say("orders-together.pair", first=LETTERS[one], second=LETTERS[two]) for one, two in found.together]
    return say(
        "orders-differences",
        found,
        apart=len(found.apart),
        below=_below(found.apart),
        is_no_surprise=found.is_no_surprise,
        together=len(found.together),
        are_few=len(found.together) <= MOST_NAMED,
        pairs=", ".join(pairs),
    )


def beside_the_paper(groups: Sequence[Group]) -> str:
    """Whether the pairs that are apart stand in the paper's order too; empty where runs cannot tell any apart."""
    found = findings.differences(groups)
    if not found.apart or found.seeds == 1:
        return ""
    beside = findings.beside_the_paper(found.apart)
    against = _below(beside.against) if beside.against else None
    return say("orders-paper", apart=len(found.apart), agree=len(beside.agree), against=against)


def beyond(groups: Sequence[Group], bound: float) -> str:
    """Which nets had losses above `bound`, where the figure ends, and the highest of each; empty where none had."""
    peaks = [
        say("orders-peaks.order", letter=LETTERS[peak.order], loss=peak.loss)
        for peak in findings.peaks(groups, above=bound)
    ]
    return say("orders-peaks", bound=bound, peaks=peaks) if peaks else ""


def table(groups: Sequence[Group]) -> pd.DataFrame:
    """A row for each order: ours, and Table 2 of the paper."""
    order = say("orders-table.order")
    rows = [
        {
            order: figures.named(group.net.order),
            say("orders-table.loss", last=LAST_STEPS): ended(group.ends),
            say("orders-table.accuracy"): phrases.accuracies([ran.test_accuracy_fresh_norms for ran in group.runners]),
            say("orders-table.resnet110"): _error(TABLE2[group.net.order].resnet110),
            say("orders-table.resnet164"): _error(TABLE2[group.net.order].resnet164),
        }
        for group in groups
    ]
    return pd.DataFrame(rows).set_index(order)


def _recorded(depth: int) -> tuple[Group, ...]:
    """The recorded race of so many layers."""
    return running.groups([orders_race(depth, seed=seed) for seed in SEEDS], races.of_gallery("orders"))


def _raced(section: Section, held: dict[str, Any], *, guess: Option, beneath: DeltaGenerator) -> None:
    """Runs what nobody has run yet, and shows what is known, its numbers `beneath` the figure and its controls."""
    running.ask("orders", Wished(held, questions, LIGHTER), live=_live)
    if shown := section.settled(held):
        asked, runs = questions(shown), races.known("orders")
        for place, same in enumerate(running.by_data(asked, runs)):
            _came_out(same, runs, asked=len(asked), guess=guess)
            with beneath:
                lesson.numbers(_numbers, same, runs, key=f"numbers_{place}")


def _before(held: dict[str, Any]) -> None:
    """Draws the order of 2015 alone, where it is known at this setting; the others wait for the prediction."""
    runs = races.known("orders")
    done = next(iter(running.by_data(questions(held), runs)), [])
    groups = running.groups(done, runs) if done else ()
    lines = [race_figures.line(group.net, group.runners) for group in groups if group.net.order == ORDERS[0]]
    st.markdown(say("orders-losses"))
    _draw(lines, steps=held[STEPS.key], key="orders_before")
    st.caption(say("orders-before"))


def _live(question: RaceQuestion, going: Going) -> None:
    """Draws the curves so far, which follow the race."""
    live.curve(going, figures.moving(question, going.metrics), name="orders", height=figures.HEIGHT)
    st.caption(say("orders-key", names=list(map(figures.named, ORDERS)), seeds=1))


def _draw(lines: Sequence[race_figures.Line], *, steps: int, key: str, guess: Option = JUST_SHOW) -> None:
    guessed = next((order for order in ORDERS if order == guess), None)
    option = figures.option(lines, steps=steps, guess=guessed)
    charts.draw(option, key=key, alt=figures.alt(lines), height=figures.HEIGHT)


def _came_out(done: Sequence[RaceQuestion], runs: Known, *, asked: int, guess: Option) -> None:
    """Draws the curves and the ranking."""
    shown = running.groups(done, runs)
    lines = [race_figures.line(group.net, group.runners) for group in shown]
    st.markdown(f"{say('orders-losses')} {running.badges(done, runs, asked=asked)}")
    _draw(lines, steps=done[0].steps, key=f"orders_curves_{races.data(done[0], runs)}", guess=guess)
    st.caption(say("orders-key", names=list(map(figures.named, ORDERS)), seeds=len(done)))
    st.markdown(ranking(shown))


def _numbers(done: Sequence[RaceQuestion], runs: Known) -> None:
    """Draws our numbers beside the paper's."""
    shown = running.groups(done, runs)
    said = [differences(shown), beside_the_paper(shown)]
    said += [beyond(shown, race_figures.HIGHEST), phrases.stopped(shown)]
    st.markdown(words.bullets(filter(None, said)))
    tables.draw(table(shown))
    is_recorded = any(races.is_recorded(question, runs) for question in done)
    st.caption(f"{_recipe(done[0])} {races.where('orders') if is_recorded else ''}")


def _recipe(question: RaceQuestion) -> str:
    """The recipe, beside the paper's."""
    net = question.nets[0]
    return say(
        "orders-recipe",
        depth=net.depth,
        width=net.width,
        size=net.size,
        batch=question.batch_size,
        lr=question.lr,
        clip=question.clip_norm,
        steps=question.steps,
        pictures=question.test_images,
    )


def _below(pairs: Sequence[Pair]) -> str:
    """`(d) below (a), (b) and (c); ...`, each better order once."""
    worse: dict[Order, list[str]] = {}
    for pair in pairs:
        worse.setdefault(pair.better, []).append(f"({LETTERS[pair.worse]})")
    return "; ".join(say("orders-below", better=LETTERS[order], worse=others) for order, others in worse.items())


def _error(percent: float) -> str:
    return numbers.percent(percent / 100, digits=2)
