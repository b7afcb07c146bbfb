"""Runs, their curves, events and artifacts, in one schema on SQLite (the default) or any database by URL.

Not here: the tables (`schema`), how an older store becomes a present one (`migrations`), and what a run may do next;
that is `jobs.states`, which changes runs by compare-and-swap inside `Store.write`.
"""

import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, insert, or_, select, update

from resnet_core import migrations
from resnet_core.database import for_reading, open_engine, translated
from resnet_core.errors import StoreError
from resnet_core.schema import Run, artifacts, metadata, metric_keys, metrics, run_events, runs


class Point(NamedTuple):
    """One value of one curve; NaN is kept."""

    key: str
    step: int
    value: float


class RunEvent(NamedTuple):
    """Something that happened to a run."""

    at: float
    kind: str
    detail: str


class NoRunError(StoreError):
    """There is no run with this id."""

    def __init__(self, run_id: str) -> None:
        super().__init__("no-such-run", run=run_id)


class Artifact(NamedTuple):
    """A file that a run left; `path` is relative to the place of all runs' files."""

    kind: str
    path: str
    bytes: int
    sha256: str


class Store:
    """The database of the lab. Threads may share one; each process opens its own."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._reading = for_reading(self._engine)
        self._address = str(self._engine.url)  # without the password
        try:
            with translated(self._address):
                migrations.bring_up_to_date(self._engine)
            self.check()
        except StoreError:
            self.close()  # a page that looks again every few seconds leaves no connections behind
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the store; what it writes is thrown away."""
        with translated(self._address), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a write transaction: all of it happens, or nothing when the block raises."""
        with translated(self._address), self._engine.connect() as connection:
            connection.execution_options(lab_write=True)
            with connection.begin():
                yield connection

    def check(self) -> None:
        """Raises StoreError unless the store answers and has every table and column that this program uses."""
        with self.read() as connection:
            for table in metadata.sorted_tables:
                connection.execute(select(table).limit(0))

    def close(self) -> None:
        """Closes the connections; they are opened again when the store is used again."""
        self._engine.dispose()

    def run(self, run_id: str) -> Run:
        """The run as it stands; StoreError when there is none with this id."""
        with self.read() as connection:
            return find_run(connection, run_id)

    def recent(self, limit: int, *, without: Collection[str] = ()) -> tuple[Run, ...]:
        """The newest runs first, those of the kinds in `without` left out."""
        query = (
            select(runs)
            .where(runs.c.kind.not_in(without), runs.c.deleted.is_(None))
            .order_by(runs.c.created.desc(), runs.c.id)
        )
        with self.read() as connection:
            return tuple(Run.of(row) for row in connection.execute(query.limit(limit)))

    def points_after(self, run_id: str, last_steps: Mapping[str, int]) -> dict[str, list[tuple[int, float]]]:
        """(step, value) of every curve of the run, in step order, past the last step the caller has of each curve."""
        with self.read() as connection:
            names = {row.id: row.name for row in connection.execute(select(metric_keys))}
            if not names:
                return {}
            wanted = [
                and_(metrics.c.key_id == key, metrics.c.step > last_steps.get(name, -1)) for key, name in names.items()
            ]
            found: dict[str, list[tuple[int, float]]] = {}
            query = select(metrics.c.key_id, metrics.c.step, metrics.c.value)
            for key, step, value in connection.execute(query.where(metrics.c.run_id == run_id, or_(*wanted))):
                found.setdefault(names[key], []).append((step, math.nan if value is None else value))
        return {name: sorted(points) for name, points in found.items()}

    def events(self, run_id: str) -> tuple[RunEvent, ...]:
        """What happened to the run, oldest first."""
        query = select(run_events.c.at, run_events.c.kind, run_events.c.detail).where(run_events.c.run_id == run_id)
        with self.read() as connection:
            return tuple(RunEvent(*row) for row in connection.execute(query.order_by(run_events.c.id)))

    def artifact(self, run_id: str, kind: str) -> Artifact | None:
        """What the run left under this name, if anything."""
        query = select(artifacts.c.kind, artifacts.c.path, artifacts.c.bytes, artifacts.c.sha256)
        with self.read() as connection:
            row = connection.execute(query.where(artifacts.c.run_id == run_id, artifacts.c.kind == kind)).one_or_none()
            return None if row is None else Artifact(*row)

    def artifacts(self, run_id: str) -> tuple[Artifact, ...]:
        """All that the run left."""
        query = select(artifacts.c.kind, artifacts.c.path, artifacts.c.bytes, artifacts.c.sha256)
        with self.read() as connection:
            return tuple(Artifact(*row) for row in connection.execute(query.where(artifacts.c.run_id == run_id)))


def find_run(connection: Connection, run_id: str) -> Run:
    """The run as this transaction sees it, and as nobody else changes it until a write transaction ends."""
    query = select(runs).where(runs.c.id == run_id, runs.c.deleted.is_(None))
    if connection.get_execution_options().get("lab_write"):
        query = query.with_for_update()  # SQLite leaves it out: there a write transaction locks the whole database
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoRunError(run_id)
    return Run.of(row)


def change_run(connection: Connection, run_id: str, **columns: Any) -> None:
    """Writes these columns of the run's row."""
    connection.execute(update(runs).where(runs.c.id == run_id).values(**columns))


def add_event(connection: Connection, run_id: str, *, kind: str, detail: str = "") -> None:
    """Adds the event to the run's history."""
    connection.execute(insert(run_events).values(run_id=run_id, at=time.time(), kind=kind, detail=detail))


def add_points(connection: Connection, run_id: str, *, points: Sequence[Point]) -> None:
    """Adds points, replacing those of the same curve and step, so that a replay leaves no duplicates."""
    if not points:
        return
    keys = _key_ids(connection, {point.key for point in points})
    rows = [
        {"run_id": run_id, "key_id": keys[key], "step": step, "value": value if math.isfinite(value) else None}
        for key, step, value in points
    ]
    statement = upsert(connection, metrics)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["run_id", "key_id", "step"], set_={"value": statement.excluded.value}
        ),
        rows,
    )


def add_artifact(connection: Connection, run_id: str, *, artifact: Artifact) -> None:
    """Adds the artifact, or replaces the one of the same kind."""
    values = {**artifact._asdict(), "created": time.time()}
    connection.execute(
        upsert(connection, artifacts)
        .values(run_id=run_id, **values)
        .on_conflict_do_update(index_elements=["run_id", "kind"], set_=values)
    )


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that takes `on_conflict_...`: both dialects know the same words, but SQLAlchemy keeps them apart."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")  # a tenth of a second saved on the other
    return dialect.insert(table)


def _key_ids(connection: Connection, names: set[str]) -> dict[str, int]:
    known = _known_keys(connection)
    missing = [{"name": name} for name in sorted(names - known.keys())]
    if missing:
        connection.execute(upsert(connection, metric_keys).on_conflict_do_nothing(), missing)
        known = _known_keys(connection)
    return known


def _known_keys(connection: Connection) -> dict[str, int]:
    return {row.name: row.id for row in connection.execute(select(metric_keys))}
