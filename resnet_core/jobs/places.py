"""What a waiting run waits behind, and when it can be expected to start.

The queue is played through: each waiting run takes the slot that is free first, for as long as runs like it took here.
"""

import heapq
import math
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, select

from resnet_core.config import RunConfig
from resnet_core.jobs import states
from resnet_core.jobs.speeds import Speed, durations, speeds
from resnet_core.probes.catalogue import QUICK
from resnet_core.store import Run, Store, runs


class Occupant(NamedTuple):
    """A run that holds a slot."""

    kind: str
    name: str
    seconds: float | None
    """To its end; None where nothing like it was measured."""


class Place(NamedTuple):
    """Of a waiting run."""

    before: int
    """Runs that start or have started before it; 0 when a slot is free for it."""
    behind: tuple[Occupant, ...]
    """Those of them that run now."""
    seconds: float | None
    """To its start; None where a run before it is like none that was measured."""


class Pace(NamedTuple):
    """What was measured of runs like those in the queue."""

    speeds: Mapping[str, Speed]
    durations: Mapping[str, float]

    def whole(self, run: Run) -> float:
        """Seconds from the start of the run to its end; infinite when not known."""
        if run.kind != "train":
            return self.durations.get(run.kind, math.inf)
        speed = self.speeds.get(run.speed_key)
        return math.inf if speed is None else _seconds(run.config, speed)

    def rest(self, run: Run) -> float:
        """Seconds to the end of a run that holds a slot; infinite when not known."""
        foretold = eta(run)
        if foretold is not None:
            return foretold
        return max(0.0, self.whole(run) - (time.time() - (run.started or time.time())))


def eta(run: Run) -> float | None:
    """What the worker foretold of the rest of the run, less the time since; None until steps were measured."""
    if run.eta_seconds is None or run.progress_at is None:
        return None
    return max(0.0, run.eta_seconds - (time.time() - run.progress_at))


def places(store: Store, *, slots: int, probe_slots: int) -> dict[str, Place]:
    """The place of every waiting run; quick probes have a queue and slots of their own."""
    with store.read() as connection:
        order = [run_id for probes in (False, True) for run_id in states.queue(connection, probes=probes)]
        if not order:
            return {}
        rows = connection.execute(select(runs).where(runs.c.state.in_(("queued", *states.ACTIVE))))
        here = {row.id: Run(**row._mapping) for row in rows}
        pace = _pace(connection, tuple(here.values()))
    found: dict[str, Place] = {}
    for quick, room in ((False, slots), (True, probe_slots)):
        running = [run for run in here.values() if run.state != "queued" and (run.kind in QUICK) == quick]
        waiting = [here[run_id] for run_id in order if run_id in here and (here[run_id].kind in QUICK) == quick]
        found |= _play(running, waiting, room=room, pace=pace)
    return found


def _pace(connection: Connection, here: Sequence[Run]) -> Pace:
    """A network that has not finished here yet is as fast as its run that is under way."""
    under_way = {
        run.speed_key: Speed(run.images_per_second, run.evaluation_images_per_second, run.device or "", 1)
        for run in here
        if run.kind == "train" and run.images_per_second and run.state != "queued"
    }
    finished = speeds(connection, {run.speed_key for run in here if run.kind == "train"})
    return Pace(under_way | finished, durations(connection, {run.kind for run in here if run.kind != "train"}))


def _play(running: Sequence[Run], waiting: Sequence[Run], *, room: int, pace: Pace) -> dict[str, Place]:
    rests = [pace.rest(run) for run in running]
    behind = tuple(Occupant(run.kind, run.name, _told(rest)) for run, rest in zip(running, rests, strict=True))
    free = [*rests, *[0.0] * (room - len(running))]
    heapq.heapify(free)
    found: dict[str, Place] = {}
    for number, run in enumerate(waiting, start=len(running)):
        start = heapq.heappop(free)
        heapq.heappush(free, start + pace.whole(run))
        found[run.id] = Place(number, behind, _told(start)) if number >= room else Place(0, (), 0.0)
    return found


def _told(seconds: float) -> float | None:
    return seconds if math.isfinite(seconds) else None


@lru_cache(maxsize=1024)
def _seconds(config: str, speed: Speed) -> float:
    return speed.seconds(RunConfig.model_validate_json(config))
