"""The race of the five activation orders on a page: its controls, its curves while they grow, and what came out."""

from collections.abc import Sequence

import streamlit as st

from resnet_core.jobs.service import RunView
from resnet_core.probes.nets import DEPTHS
from resnet_core.probes.orders import SEEDS, orders_race
from resnet_core.probes.race import RaceProbe
from ui import charts, services, words
from ui.fields import Choice, Number
from ui.orders import charts as order_charts
from ui.orders import readings
from ui.race import charts as race_charts
from ui.race import readings as race_readings
from ui.race import running as race_running
from ui.race import runs as races
from ui.race.runs import Known
from ui.section import Held

OFF = "off"
DEPTH = Choice("orders.depth", "Depth", DEPTHS, 56, "Layers with weights: 6n+2.", "slider")
STEPS = Number("orders.steps", "Steps", 20, 400, 120, step=20)
LR = Choice("orders.lr", "Learning rate", (0.01, 0.03, 0.1, 0.3), 0.1)
CLIP = Choice("orders.clip", "Clip gradients at", (OFF, 0.3, 1.0, 3.0), 1.0, "A longer gradient is shortened to it.")
COUNT = Number("orders.seeds", "Seeds", 1, 5, len(SEEDS), "One race each, one after another.")
FIRST = Number("orders.seed", "First seed", 0, 99, 0, "Other first weights, other batches.", look="select")
FIELDS = (DEPTH, STEPS, LR, CLIP, COUNT, FIRST)


def show() -> None:
    """The whole section."""
    section = race_running.section("orders", FIELDS, questions)
    with st.container(border=True, key="orders_race"):
        held = section.draw()
    race_running.ask("orders", questions(held), live=_live)
    if shown := section.settled(held):
        asked, runs = questions(shown), races.known("orders")
        for same in race_running.by_data(asked, runs):
            _came_out(same, runs, asked=len(asked))


def questions(held: Held) -> tuple[RaceProbe, ...]:
    """The races that the controls ask for, one a seed."""
    clip = None if held[CLIP.key] == OFF else held[CLIP.key]
    first = orders_race(held[DEPTH.key], steps=held[STEPS.key], lr=held[LR.key], clip_norm=clip)
    seeds = range(held[FIRST.key], held[FIRST.key] + held[COUNT.key])
    return tuple(first.model_copy(update={"seed": seed}) for seed in seeds)


def _live(question: RaceProbe, view: RunView) -> None:
    """The curves so far; drawn in the fragment that waits for the end."""
    lines = race_charts.live_lines(question.nets, services.lab().metrics(view.id))
    if lines:
        _draw(lines, steps=question.steps, key="orders_live")


def _draw(lines: Sequence[race_charts.Line], *, steps: int, key: str) -> None:
    option = order_charts.option(lines, steps=steps)
    charts.draw(option, key=key, alt=order_charts.alt(lines), height=order_charts.HEIGHT)


def _came_out(done: Sequence[RaceProbe], runs: Known, *, asked: int) -> None:
    """The curves, the ranking, and our numbers beside the paper's."""
    shown = race_running.groups(done, runs)
    lines = [race_charts.line(group.net, group.runners) for group in shown]
    st.markdown(f"**Training loss** :gray[· cross-entropy of the batch] {race_running.badges(done, runs, asked=asked)}")
    _draw(lines, steps=done[0].steps, key=f"orders_curves_{races.data(done[0], runs)}")
    st.caption(readings.key(seeds=len(done)))
    said = [readings.ranking(shown), readings.differences(shown), readings.beside_the_paper(shown)]
    said += [readings.beyond(shown, race_charts.HIGHEST), race_readings.stopped(shown)]
    st.markdown(words.bullets(filter(None, said)))
    st.table(readings.table(shown))
    is_recorded = any(races.is_recorded(question, runs) for question in done)
    st.caption(f"{_recipe(done[0])} {races.where('orders') if is_recorded else ''}")


def _recipe(question: RaceProbe) -> str:
    """The recipe, beside the paper's."""
    net = question.nets[0]
    clip = "not clipped" if question.clip_norm is None else f"clipped at {question.clip_norm:g}"
    return (
        f"Here: {net.depth} layers, {net.width} channels in the first stage, pictures of {net.size}×{net.size}, batch "
        f"{question.batch_size}, rate {question.lr:g}, gradients {clip}, {question.steps} steps; the test with the "
        f"statistics of the norms taken anew, on {question.test_images:,} pictures. Paper: CIFAR-10, He et al. 2016, "
        "Table 2, medians of five runs."
    )
