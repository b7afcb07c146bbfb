"""Who is at work and what waits: on each machine so many trainings at a time, and so many quick questions beside them.

Under Ray the numbers hold for the cluster, not for a machine.
"""

import socket
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from resnet_core.jobs.states import ACTIVE
from resnet_core.schema import runs
from resnet_core.settings import Settings
from resnet_core.store import Store
from resnet_core.studies.catalogue import QUICK


class Lane(NamedTuple):
    """Trainings and long questions, or quick questions: neither waits for the other."""

    slots: int
    waiting: int
    refs: tuple[str, ...]
    """Of the agents that are at work in it."""

    @property
    def startable(self) -> int:
        """Waiting runs that have a slot now."""
        return max(0, min(self.waiting, self.slots - len(self.refs)))


class Lanes(NamedTuple):
    """Both."""

    training: Lane
    quick: Lane

    @property
    def startable(self) -> int:
        """Waiting runs that have a slot now."""
        return self.training.startable + self.quick.startable


def place(settings: Settings) -> str:
    """How the refs begin of all agents that share our slots: those of this machine, or any at all."""
    return "" if settings.ray_address else f"{socket.gethostname()}:"


def within(beginning: str) -> ColumnElement[bool]:
    """Runs whose agent's ref begins so."""
    return func.coalesce(runs.c.ref, "").startswith(beginning, autoescape=True)


def lanes(store: Store, settings: Settings) -> Lanes:
    """Both lanes as one moment of the store has them."""
    waiting = {False: 0, True: 0}
    refs: dict[bool, list[str]] = {False: [], True: []}
    queued = select(runs.c.kind, func.count().label("runs")).where(runs.c.state == "queued").group_by(runs.c.kind)
    active = select(runs.c.kind, runs.c.ref).where(runs.c.state.in_(ACTIVE), within(place(settings)))
    with store.read() as connection:
        for row in connection.execute(queued):
            waiting[row.kind in QUICK] += row.runs
        for row in connection.execute(active):
            refs[row.kind in QUICK].append(row.ref or "")
    return Lanes(
        Lane(settings.slots, waiting[False], tuple(refs[False])),
        Lane(settings.quick_slots, waiting[True], tuple(refs[True])),
    )
