"""Every race that a session can show: those of the gallery, and those that it has seen a worker finish.

A net's course follows from its config, the recipe and the seed, never from the nets beside it (a test holds
`experiments.race` to that to the bit), so runs are known one by one and shown in whatever company a learner chooses.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

import streamlit as st

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.errors import DataError
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import Race, RaceProbe, Runner
from ui import recorded

Kind = Literal["race", "orders"]
"""Of probe: the race of twins, and that of the orders."""


class Ran(NamedTuple):
    """A runner, the pictures it saw, and whether the gallery has it."""

    runner: Runner
    data: str
    recorded: bool


Known = Mapping[RaceProbe, Ran]
"""By the race that the net would have run alone."""


def alone(probe: RaceProbe, net: SmallNet) -> RaceProbe:
    """The same recipe and seed for one net."""
    return probe.model_copy(update={"nets": (net,)})


def known(kind: Kind) -> Known:
    """All runs at hand, the gallery's first."""
    return {**of_gallery(kind), **st.session_state.get(_here(kind), {})}


def keep(kind: Kind, probe: RaceProbe, race: Race) -> None:
    """None; from now on the session knows this race."""
    here: dict[RaceProbe, Ran] = st.session_state.setdefault(_here(kind), {})
    here.update(_runs(probe, race, recorded=False))


def is_known(probe: RaceProbe, runs: Known) -> bool:
    """Whether every net of the race has run."""
    return all(alone(probe, net) in runs for net in probe.nets)


def data(probe: RaceProbe, runs: Known) -> str:
    """The pictures that a known race was run on."""
    return runs[alone(probe, probe.nets[0])].data


def is_recorded(probe: RaceProbe, runs: Known) -> bool:
    """Whether the gallery has every net of a known race."""
    return all(runs[alone(probe, net)].recorded for net in probe.nets)


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
    runs: dict[RaceProbe, Ran] = {}
    for entry in entries:
        runs |= _runs(parse(RaceProbe, entry.config), parse(Race, entry.answer), recorded=True)
    return runs


def _here(kind: Kind) -> str:
    """Where the session keeps what it has seen finish."""
    return f"_{kind}_here"


def _runs(probe: RaceProbe, race: Race, *, recorded: bool) -> dict[RaceProbe, Ran]:
    return {alone(probe, runner.net): Ran(runner, race.data, recorded) for runner in race.runners}
