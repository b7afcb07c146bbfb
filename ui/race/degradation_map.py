"""The degradation map on the page: guessed first, then shown, and any of its cells opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from resnet_core.studies.race import comparisons, findings
from resnet_core.studies.race.findings import GUESSING, Group
from resnet_core.studies.race.question import LAST_STEPS, SEEDS, RaceQuestion
from ui import charts, fields
from ui.charts import Option
from ui.fields import Choice, Value
from ui.predict import Prediction
from ui.prose import prose
from ui.race import cells, factors, figures, phrases, twin_run
from ui.race import runs as races
from ui.race.cells import Cell
from ui.race.controls import DEPTH, OFF, SECOND, STEPS
from ui.race.phrases import ended
from ui.say import say

OPENED = "plain-56"
NEVER = "never"


@dataclass(frozen=True, slots=True)
class CellChoice(Choice):
    """One of the cells, each called by its depth and its row."""

    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    """By code."""

    def said(self, option: Value) -> str:
        """Depth and row of the cell."""
        return self.names.get(str(option), str(option))

    def means(self, option: Value, text: Any) -> bool:
        """Whether `text` is the cell's code, or what it is called."""
        return Choice.means(self, option, text) or str(text) == self.said(option)


def cell_field(shown: Sequence[Cell]) -> Choice:
    """Which cell is opened."""
    codes = dict.fromkeys([OPENED, *(cell.code for cell in shown)])
    names = {cell.code: say("race-cell.name", depth=cell.depth, row=cell.row_label) for cell in shown}
    return CellChoice("race.cell", tuple(codes), OPENED, "select", is_name=True, names=names)


def prediction(shown: Sequence[Cell]) -> Prediction:
    """What the learner expects of the map."""
    _rows, depths = cells.axes(shown)
    return Prediction("race-map-guess", (*depths, NEVER), "race_map_guess")


def is_asked_for() -> bool:
    """Whether one comes by a link to a cell."""
    return "race.cell" in st.query_params


def show() -> None:
    """Draws the whole section."""
    recipe = phrases.recipe(RaceQuestion(nets=(cells.PLAIN,)), seeds=len(SEEDS))
    st.markdown(f"{prose('plain_vs_residual_map')} {say('race-map.recipe', recipe=recipe, last=LAST_STEPS)}")
    shown = cells.cells(races.known("race"))
    if not shown:
        st.info(say("race-map.nothing"), icon=":material/search_off:")
        return
    cell, guessed = cell_field(shown), prediction(shown)
    if cell.key in st.query_params:  # a link to a cell comes from somebody who has seen the map
        guessed.skip()
    if guess := guessed.ask():
        picture = st.container()
        opened = fields.draw(cell)
        with picture:
            guessed.reply(guess, comparisons.onset(cells.twins(shown)) or NEVER)
            _map(shown, opened)
        _open(shown, opened)


def option(shown: Sequence[Cell], chosen: str) -> Option:
    """Mean training losses by depth and row; below, half the range over the seeds where there are several."""
    rows, depths = cells.axes(shown)
    labels = {cell.row: cell.row_label for cell in shown}
    places = [(cell.group, rows.index(cell.row), depths.index(cell.depth)) for cell in shown]
    data = [figures.square(*place, chosen=cell.code == chosen) for cell, place in zip(shown, places, strict=True)]
    return figures.squares(
        data, rows=[labels[row] for row in rows], columns=list(map(str, depths)), across=say("race-axis-depth")
    )


def reading(shown: Sequence[Cell]) -> str:
    """What holds in the two first rows, depth by depth, and in those without batch norms."""
    twins = cells.twins(shown)
    if not twins:
        return say("race-map-alone")
    by_depth = comparisons.by_depth(twins)
    sentences = [say("race-map-level", depths=by_depth.level)] if by_depth.level else []
    sentences += [_ahead(family, leads) for family, leads in zip(("residual", "plain"), by_depth[1:], strict=True)]
    sentences += [_trend(twins), *(_bare(*pair) for pair in cells.twins(shown, norm=False))]
    return " ".join(filter(None, sentences))


def _map(shown: Sequence[Cell], opened: str) -> None:
    rows, _depths = cells.axes(shown)
    said = f"{reading(shown)} {factors.of_the_recipe(races.known('race'))}".strip()
    charts.draw_pressable(
        option(shown, opened),
        key=f"race_map_{opened}",  # anew for another cell, so that no old mark stays on it
        alt=say("race-map.alt", reading=said),
        on_press=lambda place: fields.put({"race.cell": shown[place].code}),
        height=70 + 62 * len(rows),
    )
    st.markdown(said)
    st.caption(prose("plain_vs_residual_cells"))


def _open(shown: Sequence[Cell], opened: str) -> None:
    """Draws the curves of the chosen cell and of its twin."""
    by_code = {cell.code: cell for cell in shown}
    if opened not in by_code:
        return
    cell = by_code[opened]
    pair = [by_code[code].group for code in (cell.code, cell.twin) if code in by_code]
    pair.sort(key=lambda group: not group.net.plain)  # the plain net first, as everywhere
    twin_run.curves(pair, steps=cell.question.steps, key="race_cell")
    for plain, residual in findings.pairs(pair):
        st.markdown(phrases.verdict(plain, residual, cell.question))
    for said in filter(None, (phrases.bursts(pair), phrases.stopped(pair))):
        st.markdown(said)
    changes = {DEPTH.key: cell.depth, SECOND.key: OFF, STEPS.key: cell.question.steps}
    fields.change_button(say("race-map.above", depth=cell.depth), changes, key="race_from_map", icon=":material/north:")


def _ahead(family: str, leads: Sequence[comparisons.Lead]) -> str:
    if not leads:
        return ""
    return say("race-map-ahead", family=family, leads=[say("race-map-ahead.lead", lead) for lead in leads])


def _trend(twins: Sequence[tuple[Group, Group]]) -> str:
    trend = comparisons.trend(twins)
    if trend is None:
        return ""
    means = {name: mean for name, mean in trend._asdict().items() if name not in ("shallow", "deep")}
    return say("race-map-trend", trend, **{name: say("race-mean", mean=mean) for name, mean in means.items()})


def _bare(plain: Group, residual: Group) -> str:
    duel = findings.duel(plain, residual)
    return say("race-map-bare", duel, plain=ended(duel.plain), residual=ended(duel.residual), guessing=GUESSING)
