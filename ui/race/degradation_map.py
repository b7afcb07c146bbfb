"""The degradation map on the page: guessed first, then shown, and any of its cells opened."""

from collections.abc import Sequence

import streamlit as st

from ui import charts, fields
from ui.fields import Choice
from ui.prose import prose
from ui.race import factor_readings, map_readings, twin_run
from ui.race import readings as race_readings
from ui.race import runs as races
from ui.race.choices import DEPTH, OFF, SECOND, STEPS
from ui.race.map_readings import JUST_SHOW, NEVER, Cell

OPENED = "plain-56"
_GUESS = "race_map_guess"


def cell_field(shown: Sequence[Cell]) -> Choice:
    """Which cell is opened."""
    names = [cell.name for cell in shown]
    return Choice("race.cell", "Opened cell", tuple(dict.fromkeys([OPENED, *names])), OPENED, look="select")


def show() -> None:
    """The whole section."""
    st.header("The degradation map", anchor=False)
    st.markdown(f"{prose('plain_vs_residual_map')} {map_readings.recipe_of_the_map()}")
    shown = map_readings.cells(races.known("race"))
    if not shown:
        st.info("No race is recorded here, and none was run yet.", icon=":material/search_off:")
        return
    field = cell_field(shown)
    if field.key in st.query_params:  # a link to a cell comes from somebody who has seen the map
        st.session_state.setdefault(_GUESS, JUST_SHOW)
    if guess := _guess(shown):
        picture = st.container()
        opened = fields.draw(field)
        with picture:
            _map(shown, opened, guess=guess)
        _open(shown, opened)


def _guess(shown: Sequence[Cell]) -> str | None:
    """What the learner expects; None until they have said so."""
    _, depths = map_readings.rows_and_depths(shown)
    guess: str | None = st.segmented_control(
        "Predict first: from which depth on does the residual net end clearly below the plain one?",
        (*map(str, depths), NEVER, JUST_SHOW),
        key=_GUESS,
        persist_state="session",
        wrap=True,
    )
    return guess


def _map(shown: Sequence[Cell], opened: str, *, guess: str) -> None:
    if said := map_readings.reply(guess, shown):
        st.info(said, icon=":material/psychology_alt:")
    rows, _ = map_readings.rows_and_depths(shown)
    words = f"{map_readings.reading(shown)} {factor_readings.of_the_recipe(races.known('race'))}".strip()
    charts.draw_pressable(
        map_readings.map_option(shown, opened),
        key=f"race_map_{opened}",  # anew for another cell, so that no old mark stays on it
        alt=f"Map of training losses by depth. {words}",
        on_press=lambda place: fields.put({"race.cell": shown[place].name}),
        height=70 + 62 * len(rows),
    )
    st.markdown(words)
    st.caption(prose("plain_vs_residual_cells"))


def _open(shown: Sequence[Cell], opened: str) -> None:
    """The curves of the chosen cell and of its twin."""
    by_name = {cell.name: cell for cell in shown}
    if opened not in by_name:
        return
    cell = by_name[opened]
    pair = [by_name[name].group for name in (cell.name, cell.twin) if name in by_name]
    pair.sort(key=lambda group: not group.net.plain)  # so that each family keeps its colour
    twin_run.curves(pair, steps=cell.probe.steps, key="race_cell")
    for plain, residual in race_readings.pairs(pair):
        st.markdown(race_readings.verdict(plain, residual, cell.probe))
    for said in filter(None, (race_readings.bursts(pair), race_readings.stopped(pair))):
        st.markdown(said)
    changes = {DEPTH.key: cell.depth, SECOND.key: OFF, STEPS.key: cell.probe.steps}
    fields.change_button(f"Race {cell.depth} layers above", changes, key="race_from_map", icon=":material/north:")
