"""What a waiting run waits behind, and when it can be expected to start.

The queue is played through: each waiting run takes the slot that is free first, for as long as runs like it took here.
"""

import contextlib
import heapq
import json
import math
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.jobs import recordings, states
from resnet_core.jobs.gauge import Gauge, Seconds, guessed, parsed
from resnet_core.jobs.gauge import read as read_gauge
from resnet_core.jobs.speeds import durations
from resnet_core.schema import Run, runs
from resnet_core.store import Store
from resnet_core.studies.catalogue import QUICK, STUDIES


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
    """To its start; None where nothing says how long a run before it takes."""
    bounds: tuple[float, float] | None = None
    """Of `seconds`, where they are rough: a run before it is like none that was measured here."""


BOUNDS = ("likely", "least", "most")
_UNKNOWN = Seconds(math.inf, math.inf, math.inf, "rough", 0)


class Pace(NamedTuple):
    """What was measured of runs like those in the queue."""

    gauge: Gauge
    durations: Mapping[str, float]

    def whole(self, run: Run) -> Seconds:
        """From the start of the run to its end; infinite when not known."""
        return self.of(run.kind, run.config, key=run.speed_key) or _UNKNOWN

    def of(self, kind: str, config: str, *, key: str = "") -> Seconds | None:
        """How long such a run takes; None when not known. `key` spares taking the `speed_key` of a training."""
        if kind == "train":
            training = parsed(config)
            return None if training is None else self.gauge.seconds(training, key=key)
        if (seconds := self.durations.get(kind)) is not None:
            return Seconds(seconds, seconds, seconds, "measured", 1)
        return _recorded(kind, config)

    def rest(self, run: Run) -> Seconds:
        """To the end of a run that holds a slot; infinite when not known."""
        foretold = eta(run)
        if foretold is not None:
            return Seconds(foretold, foretold, foretold, "measured", 1)
        whole = self.whole(run)
        gone = time.time() - (run.started or time.time())
        return whole._replace(**{name: max(0.0, getattr(whole, name) - gone) for name in BOUNDS})


def eta(run: Run) -> float | None:
    """What the worker foretold of the rest of the run, less the time since; None until steps were measured."""
    if run.eta_seconds is None or run.progress_at is None:
        return None
    return max(0.0, run.eta_seconds - (time.time() - run.progress_at))


class Lane(NamedTuple):
    """The runs of one kind of slot as they stand now."""

    running: tuple[Run, ...]
    waiting: tuple[Run, ...]
    """In the order in which they will start."""
    pace: Pace

    def places(self, *, room: int) -> dict[str, Place]:
        """The place of every waiting run, where so many may run at the same time."""
        rests, wholes = self._rests(), self._wholes()
        ends = zip(self.running, rests, strict=True)
        behind = tuple(Occupant(run.kind, run.name, _told(rest.likely)) for run, rest in ends)
        starts = [_starts(rests, wholes, bound, room=room) for bound in BOUNDS]
        rough = any(rest.basis != "measured" for rest in rests)
        found: dict[str, Place] = {}
        waiting = zip(self.waiting, wholes, *starts, strict=True)
        for before, (run, whole, *start) in enumerate(waiting, start=len(rests)):
            found[run.id] = Place(before, behind, *_known(*start, rough=rough)) if before >= room else Place(0, (), 0.0)
            rough = rough or whole.basis != "measured"
        return found

    def after(self, each: Seconds, *, times: int, room: int) -> Seconds:
        """How long until so many more runs are over that all join the queue now."""
        rests, wholes = self._rests(), [*self._wholes(), *[each] * times]
        ends = {
            bound: max(_starts(rests, wholes, bound, room=room)[-times:]) + getattr(each, bound) for bound in BOUNDS
        }
        return each._replace(**ends)

    def _rests(self) -> list[Seconds]:
        return [self.pace.rest(run) for run in self.running]

    def _wholes(self) -> list[Seconds]:
        return [self.pace.whole(run) for run in self.waiting]


def lane(store: Store, kind: str, *, elsewhere: bool) -> Lane:
    """The runs beside which one of this kind has to find its slot.

    `elsewhere` says whether recorded runs may stand in for runs that were never measured here.
    """
    with store.read() as connection:
        return _lanes(connection, _here(connection), {kind}, elsewhere=elsewhere)[kind in QUICK]


def places(store: Store, *, slots: int, quick_slots: int, elsewhere: bool = False) -> dict[str, Place]:
    """The place of every waiting run; quick questions have a queue and slots of their own."""
    with store.read() as connection:
        here = _here(connection)
        if all(run.state != "queued" for run in here):
            return {}
        longer, quick = _lanes(connection, here, set(), elsewhere=elsewhere)
    return longer.places(room=slots) | quick.places(room=quick_slots)


def _here(connection: Connection) -> tuple[Run, ...]:
    rows = connection.execute(select(runs).where(runs.c.state.in_(("queued", *states.ACTIVE))))
    return tuple(map(Run.of, rows))


def _lanes(connection: Connection, here: Sequence[Run], kinds: set[str], *, elsewhere: bool) -> tuple[Lane, Lane]:
    """What may take long, and quick questions; their pace knows these kinds, and those of all that is `here`."""
    by_id = {run.id: run for run in here}
    gauge = read_gauge(connection, elsewhere=elsewhere)
    pace = Pace(gauge, durations(connection, {*kinds, *(run.kind for run in here)} - {"train"}))

    def of(quick: bool) -> Lane:
        running = tuple(run for run in here if run.state != "queued" and (run.kind in QUICK) == quick)
        return Lane(running, tuple(by_id[run_id] for run_id in states.queue(connection, quick=quick)), pace)

    return of(False), of(True)


def _known(likely: float, least: float, most: float, *, rough: bool) -> tuple[float | None, tuple[float, float] | None]:
    """What a place says of a start: nothing where it is not known, and the bounds where it is rough."""
    if not math.isfinite(likely):
        return None, None
    return likely, (least, most) if rough else None


def _starts(rests: Sequence[Seconds], wholes: Sequence[Seconds], bound: str, *, room: int) -> list[float]:
    """Seconds to the start of each waiting run, were all runs as short or as long as this bound of theirs."""
    free = [*(getattr(rest, bound) for rest in rests), *[0.0] * (room - len(rests))]
    heapq.heapify(free)
    starts = []
    for whole in wholes:
        starts.append(heapq.heappop(free))
        heapq.heappush(free, starts[-1] + getattr(whole, bound))
    return starts


def _told(seconds: float) -> float | None:
    return seconds if math.isfinite(seconds) else None


def _recorded(kind: str, config: str) -> Seconds | None:
    """Of a question that nobody asked here before, from the recorded ones of its kind."""
    with contextlib.suppress(ConfigError):
        foretold = recordings.of(kind, parse(STUDIES[kind].question, json.loads(config)))
        return None if foretold is None else guessed(foretold.seconds)
    return None
