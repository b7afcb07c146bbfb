"""Every race that a session can show: those of the gallery, and those that it has seen a worker finish.

A net's course follows from its config, the recipe and the seed, never from the nets beside it (a test holds
`studies.race` to that to the bit), so runs are known one by one and shown in whatever company a learner chooses.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

import streamlit as st

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.errors import DataError
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import Race, RaceQuestion, Runner
from ui import recorded

Kind = Literal["race", "orders"]
"""Of question: the race of twins, and that of the orders."""


class Ran(NamedTuple):
    """A runner, the pictures it saw, and whether the gallery has it."""

    runner: Runner
    data: str
    recorded: bool


Known = Mapping[RaceQuestion, Ran]
"""By the race that the net would have run alone."""


def alone(question: RaceQuestion, net: SmallNet) -> RaceQuestion:
    """The same recipe and seed for one net."""
    return question.model_copy(update={"nets": (net,)})


def known(kind: Kind) -> Known:
    """All runs at hand, the gallery's first."""
    return {**of_gallery(kind), **st.session_state.get(_here(kind), {})}


def keep(kind: Kind, question: RaceQuestion, race: Race) -> None:
    """Lets the session know this race from now on."""
    here: dict[RaceQuestion, Ran] = st.session_state.setdefault(_here(kind), {})
    here.update(_runs(question, race, recorded=False))


def is_known(question: RaceQuestion, runs: Known) -> bool:
    """Whether every net of the race has run."""
    return all(alone(question, net) in runs for net in question.nets)


def data(question: RaceQuestion, runs: Known) -> str:
    """The pictures that a known race was run on."""
    return runs[alone(question, question.nets[0])].data


def is_recorded(question: RaceQuestion, runs: Known) -> bool:
    """Whether the gallery has every net of a known race."""
    return all(runs[alone(question, net)].recorded for net in question.nets)


def where(kind: Kind) -> str:
    """Where and when the recorded races were run; empty where there are none."""
    try:
        return recorded.measured_where(gallery.measurements(kind))
    except DataError:
        return ""


@cache
def of_gallery(kind: Kind) -> Known:
    """The recorded runs."""
    try:
        entries = gallery.measurements(kind).entries
    except DataError:
        return {}
    runs: dict[RaceQuestion, Ran] = {}
    for entry in entries:
        runs |= _runs(parse(RaceQuestion, entry.config), parse(Race, entry.answer), recorded=True)
    return runs


def _here(kind: Kind) -> str:
    """Where the session keeps what it has seen finish."""
    return f"_{kind}_here"


def _runs(question: RaceQuestion, race: Race, *, recorded: bool) -> dict[RaceQuestion, Ran]:
    return {alone(question, runner.net): Ran(runner, race.data, recorded) for runner in race.runners}
