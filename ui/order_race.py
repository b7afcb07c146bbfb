"""The race of the five activation orders on a page: its controls, its curves while they grow, and what came out."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from resnet_core.config import parse
from resnet_core.jobs.service import RunView
from resnet_core.probes.nets import DEPTHS
from resnet_core.probes.orders import SEEDS, orders_race
from resnet_core.probes.race import Race, RaceProbe
from ui import charts, fields, measured, order_charts, probe, race_charts, race_readings, races, services, words
from ui import order_readings as readings
from ui.fields import Choice, Number

OFF = "off"
DEPTH = Choice("orders.depth", "Depth", DEPTHS, 56, "Layers with weights: 6n+2.", "slider")
STEPS = Number("orders.steps", "Steps", 20, 400, 120, step=20)
LR = Choice("orders.lr", "Learning rate", (0.01, 0.03, 0.1, 0.3), 0.1)
CLIP = Choice("orders.clip", "Clip gradients at", (OFF, 0.3, 1.0, 3.0), 1.0, "A longer gradient is shortened to it.")
COUNT = Number("orders.seeds", "Seeds", 1, 5, len(SEEDS), "One race each, one after another.")
FIRST = Number("orders.seed", "First seed", 0, 99, 0, "Other first weights, other batches.", look="select")
FIELDS = (DEPTH, STEPS, LR, CLIP, COUNT, FIRST)
_STARTED = "_orders_started"


def show() -> None:
    """The whole section."""
    with st.container(border=True), st.grid(3, min_column_width=210, gap="small") as grid:
        for field in FIELDS:
            with grid.cell():
                fields.draw(field)
    asked = questions()
    known = {question: race for question in asked if (race := _recorded(question)) is not None}
    missing = [question for question in asked if question not in known]
    known |= _run_here(missing)
    done = [known[question] for question in asked if question in known]
    if done:
        _came_out(done, asked[0], recorded=len(missing) < len(asked))


def questions() -> tuple[RaceProbe, ...]:
    """The races that the controls ask for, one a seed."""
    held = fields.values(FIELDS)
    clip = None if held[CLIP.key] == OFF else held[CLIP.key]
    first = orders_race(held[DEPTH.key], steps=held[STEPS.key], lr=held[LR.key], clip_norm=clip)
    seeds = range(held[FIRST.key], held[FIRST.key] + held[COUNT.key])
    return tuple(first.model_copy(update={"seed": seed}) for seed in seeds)


def _recorded(question: RaceProbe) -> Race | None:
    found = measured.of_gallery("orders", question)
    return None if found is None else parse(Race, found.results)


def _run_here(missing: Sequence[RaceProbe]) -> dict[RaceProbe, Race]:
    """The races that were not recorded, run one after another once the learner has started them."""
    setting = [question.model_dump_json() for question in missing]
    if not missing:
        return {}
    if st.session_state.get(_STARTED) != setting:
        _offer(missing, setting)
        return {}
    found: dict[RaceProbe, Race] = {}
    for question in missing:
        answer = probe.answer("orders", question.model_dump(mode="json"), live=partial(_live, question))
        if answer is None:
            break
        found[question] = parse(Race, answer.results)
    return found


def _offer(missing: Sequence[RaceProbe], setting: list[str]) -> None:
    """What is not recorded, what it would take, and the button that starts it."""
    seeds = ", ".join(str(question.seed) for question in missing)
    forecast = races.forecast(missing[0])
    cost = "" if forecast is None else f" Expect about {words.duration(forecast[0] * len(missing))} on {forecast[1]}."
    st.info(f"Not recorded with this setting: seed {seeds}.{cost}", icon=":material/timer:")
    st.button(
        "Race here" if len(missing) == 1 else f"Run {len(missing)} races here",
        key="orders_start",
        icon=":material/play_arrow:",
        on_click=lambda: st.session_state.update({_STARTED: setting}),
    )


def _live(question: RaceProbe, view: RunView) -> None:
    """The curves so far; drawn in the fragment that waits for the end."""
    lines = race_charts.live_lines(question.nets, services.lab().metrics(view.id))
    st.markdown(f"**Seed {question.seed}**")
    if lines:
        charts.draw(order_charts.option(lines, steps=question.steps), key="orders_live", alt=order_charts.alt(lines))


def _came_out(done: Sequence[Race], question: RaceProbe, *, recorded: bool) -> None:
    """The curves, the ranking, and our numbers beside the paper's."""
    shown = readings.groups(done)
    lines = [race_charts.line(group.net, group.runners) for group in shown]
    badges = [words.data_badge(done[0].data), f":gray-badge[seed {', '.join(str(race.seed) for race in done)}]"]
    st.markdown(f"**Training loss** :gray[· cross-entropy of the batch] {' '.join(badges)}")
    charts.draw(
        order_charts.option(lines, steps=question.steps), key="orders_curves", alt=order_charts.alt(lines), height=400
    )
    st.caption(readings.key(seeds=len(done)))
    said = [readings.ranking(shown), readings.differences(shown), readings.beside_the_paper(shown)]
    said += [readings.beyond(shown, race_charts.HIGHEST), race_readings.stopped(shown)]
    st.markdown("\n".join(f"- {sentence}" for sentence in said if sentence))
    st.table(readings.table(shown))
    st.caption(_where(done, question, recorded=recorded))


def _where(done: Sequence[Race], question: RaceProbe, *, recorded: bool) -> str:
    """The recipe, and where the races were run."""
    net = question.nets[0]
    clip = "not clipped" if question.clip_norm is None else f"clipped at {question.clip_norm:g}"
    recipe = (
        f"Here: {net.depth} layers, {net.width} channels in the first stage, pictures of {net.size}×{net.size}, batch "
        f"{question.batch_size}, rate {question.lr:g}, gradients {clip}, {question.steps} steps; the test with the "
        f"statistics of the norms taken anew, on {question.test_images:,} pictures. Paper: CIFAR-10, He et al. 2016, "
        "Table 2, medians of five runs."
    )
    found = measured.of_gallery("orders", question.model_copy(update={"seed": done[0].seed}))
    return f"{recipe} {found.where if recorded and found else 'Run on this machine.'}"
