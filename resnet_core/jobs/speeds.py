"""How long runs and workers took on this machine, and which runs can be compared."""

import hashlib
import json
import statistics
from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, func, select

from resnet_core.config import RunConfig
from resnet_core.schema import run_events, runs

_RUNS = 15
"""So many of the newest are counted."""
_EVENTS = 400
READY_SECONDS = 2.0
"""A worker that was kept ready begins sooner than this; a later one had to load torch and the pictures first."""


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


def durations(connection: Connection, kinds: Collection[str]) -> dict[str, float]:
    """By kind of run, the median seconds that the newest finished ones took; kinds without one are left out."""
    finished = select(runs.c.kind, runs.c.ended, (runs.c.ended - runs.c.started).label("seconds")).where(
        runs.c.kind.in_(kinds), runs.c.state == "succeeded", runs.c.started.is_not(None)
    )
    rows = connection.execute(newest_of_each(finished, of=runs.c.kind))
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
    slow = [duration for duration in seconds if duration > READY_SECONDS][:_RUNS]
    return statistics.median(slow) if slow else None


def newest_of_each(query: Select[Any], *, of: Any = runs.c.speed_key) -> Select[Any]:
    """The newest `_RUNS` rows of each value of a column, those of one value together, the newest first."""
    rank = func.row_number().over(partition_by=of, order_by=runs.c.ended.desc())
    ranked = query.add_columns(rank.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank <= _RUNS).order_by(ranked.c[of.key], ranked.c.rank)
