"""How fast runs were on this machine: measured by those that finished, never computed from sizes."""

import hashlib
import json
import statistics
from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from resnet_core.config import RunConfig
from resnet_core.store import run_events, runs

_RUNS = 15
"""So many of the newest are counted."""
_EVENTS = 400
READY_SECONDS = 2.0
"""A worker that was kept ready begins sooner than this; a later one had to load torch and the pictures first."""


class Speed(NamedTuple):
    """What runs of the same network and batch measured on this machine: medians over `runs` of them."""

    images_per_second: float
    evaluation_images_per_second: float | None
    device: str
    runs: int

    def seconds(self, config: RunConfig) -> float:
        """Forecast of a whole run: its steps, a test after each epoch, and one for the results."""
        epochs = config.training.epochs
        seconds = epochs * config.data.train_images / self.images_per_second
        if self.evaluation_images_per_second:
            seconds += (epochs + 1) * config.data.test_images / self.evaluation_images_per_second
        return seconds


def speed_key(config: RunConfig) -> str:
    """The same for runs that can be expected to train equally many images a second on one machine."""
    training = config.training
    what = {
        "network": config.network.model_dump(mode="json"),
        "batch_size": training.batch_size,
        "precision": training.precision,
        "augment": config.data.augment,
        "gradient_norm": training.record_gradient_norm,
    }
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def speeds(connection: Connection, keys: Collection[str]) -> dict[str, Speed]:
    """By `speed_key`, what the newest finished runs measured; keys of which none has finished are left out."""
    columns = (
        runs.c.speed_key,
        runs.c.ended,
        runs.c.images_per_second,
        runs.c.evaluation_images_per_second,
        runs.c.device,
    )
    finished = (
        select(*columns)
        .where(runs.c.speed_key.in_(keys), runs.c.state == "succeeded")
        .where(runs.c.images_per_second.is_not(None), runs.c.device.is_not(None))
    )
    rows = connection.execute(_newest(finished, of=runs.c.speed_key))
    return {key: _speed(list(same)) for key, same in groupby(rows, attrgetter("speed_key"))}


def durations(connection: Connection, kinds: Collection[str]) -> dict[str, float]:
    """By kind of run, the median seconds that the newest finished ones took; kinds without one are left out."""
    finished = select(runs.c.kind, runs.c.ended, (runs.c.ended - runs.c.started).label("seconds")).where(
        runs.c.kind.in_(kinds), runs.c.state == "succeeded", runs.c.started.is_not(None)
    )
    rows = connection.execute(_newest(finished, of=runs.c.kind))
    return {kind: statistics.median(row.seconds for row in same) for kind, same in groupby(rows, attrgetter("kind"))}


def start_seconds(connection: Connection) -> float | None:
    """The median seconds in which the newest workers that were not kept ready got ready; None before the first."""
    query = select(run_events.c.run_id, run_events.c.at, run_events.c.kind)
    begun = query.where(run_events.c.kind.in_(("starting", "running"))).order_by(run_events.c.id.desc()).limit(_EVENTS)
    seconds: list[float] = []
    running: dict[str, float] = {}
    for row in connection.execute(begun):
        if row.kind == "running":
            running[row.run_id] = row.at
        elif row.run_id in running:
            seconds.append(running.pop(row.run_id) - row.at)
    slow = [each for each in seconds if each > READY_SECONDS][:_RUNS]
    return statistics.median(slow) if slow else None


def _newest(query: Select[Any], *, of: Any) -> Select[Any]:
    """The newest `_RUNS` rows of each value of a column, those of one value together, the newest first."""
    rank = func.row_number().over(partition_by=of, order_by=runs.c.ended.desc())
    ranked = query.add_columns(rank.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank <= _RUNS).order_by(ranked.c[of.key], ranked.c.rank)


def _speed(rows: list[Any]) -> Speed:
    same = [row for row in rows if row.device == rows[0].device]  # the machine may have got a GPU since
    tests = [row.evaluation_images_per_second for row in same if row.evaluation_images_per_second]
    return Speed(
        statistics.median(row.images_per_second for row in same),
        statistics.median(tests) if tests else None,
        same[0].device,
        len(same),
    )
