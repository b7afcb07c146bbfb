"""Curves as numpy arrays, read from the store once for all viewers."""

import threading
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import and_, func, select

from resnet_core.analysis.curves import Series
from resnet_core.schema import metric_keys, metrics
from resnet_core.store import Store

Curves = dict[str, Series]

REFRESH_SECONDS = 0.5
MAX_RUNS = 32


@dataclass
class _Entry:
    attempt: int
    curves: Curves = field(default_factory=dict)
    read_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class CurveCache:
    """The curves of the runs looked at last; many viewers cost one read of what is new each half second."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def curves(self, run_id: str, *, attempt: int) -> Curves:
        """All curves of the run; a new attempt may have overwritten steps, so it is read from the start."""
        entry = self._entry(run_id, attempt)
        with entry.lock:
            if time.monotonic() - entry.read_at >= REFRESH_SECONDS:
                self._refresh(run_id, entry)
                entry.read_at = time.monotonic()
            return dict(entry.curves)

    def _entry(self, run_id: str, attempt: int) -> _Entry:
        with self._lock:
            entry = self._entries.get(run_id)
            if entry is None or entry.attempt != attempt:
                entry = self._entries[run_id] = _Entry(attempt)
            self._entries.move_to_end(run_id)
            if len(self._entries) > MAX_RUNS:
                self._entries.popitem(last=False)
            return entry

    def _refresh(self, run_id: str, entry: _Entry) -> None:
        last_steps = {name: int(steps[-1]) for name, (steps, _values) in entry.curves.items()}
        for name, points in self._store.points_after(run_id, last_steps).items():
            steps, values = (np.array(column) for column in zip(*points, strict=True))
            before = entry.curves.get(name)
            if before is not None:
                steps, values = np.concatenate((before[0], steps)), np.concatenate((before[1], values))
            steps.flags.writeable = values.flags.writeable = False  # viewers share them
            entry.curves[name] = steps, values


def last_values(store: Store, metric: str, run_ids: Collection[str]) -> dict[str, float]:
    """The value at the last step of one metric, by run; runs without one are left out."""
    key = select(metric_keys.c.id).where(metric_keys.c.name == metric).scalar_subquery()
    of_them = (metrics.c.key_id == key, metrics.c.run_id.in_(run_ids))
    newest = select(metrics.c.run_id, func.max(metrics.c.step).label("step")).where(*of_them)
    at = newest.group_by(metrics.c.run_id).subquery()
    same = and_(metrics.c.run_id == at.c.run_id, metrics.c.step == at.c.step)
    rows = select(metrics.c.run_id, metrics.c.value).join(at, same).where(*of_them)
    with store.read() as connection:
        return {run_id: value for run_id, value in connection.execute(rows) if value is not None}
