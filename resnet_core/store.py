"""Runs, their curves, events and artifacts, in one schema on SQLite (the default) or any database by URL.

Not here: what a run may do next; that is `jobs.states`, which changes runs by compare-and-swap inside `Store.write`.
Times are seconds since 1970. A metric's value may be NULL: it stands for NaN, which is what a diverged loss is.
"""

import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    insert,
    inspect,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from resnet_core.database import open_engine, translated
from resnet_core.errors import StoreError

SCHEMA_VERSION = 1

_metadata = MetaData()

schema_version = Table("schema_version", _metadata, Column("version", Integer, primary_key=True))
runs = Table(
    "runs",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("key", String(64), nullable=False),  # of the click that asked for the run: a second click finds the first
    Column("config", Text, nullable=False),
    Column("speed_key", String(64), nullable=False),  # runs with the same one can be expected to be equally fast
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("losses", Integer, nullable=False),  # attempts whose process went away
    Column("token", String(32)),  # of the attempt that may write; NULL while none may
    Column("ref", String(200)),  # of the process, in the launcher's words
    Column("phase", String(200), nullable=False),
    Column("step", Integer, nullable=False),
    Column("total_steps", Integer, nullable=False),
    Column("step_seconds", Float),
    Column("eta_seconds", Float),
    Column("images_per_second", Float),
    Column("evaluation_images_per_second", Float),
    Column("device", String(200)),
    Column("data", String(32)),
    Column("created", Float, nullable=False),
    Column("queued_at", Float, nullable=False),
    Column("started", Float),
    Column("ended", Float),
    Column("heartbeat", Float),
    Column("progress_at", Float),
    Column("error_kind", String(32)),
    Column("message", Text, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("owner", "key"),
    Index("runs_by_state", "state", "owner", "queued_at"),
    Index("runs_by_age", "created"),
    Index("runs_by_speed", "speed_key", "state"),
)
metric_keys = Table(
    "metric_keys",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
)
metrics = Table(
    "metrics",
    _metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("key_id", ForeignKey("metric_keys.id"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("value", Float),
    sqlite_with_rowid=False,
)
run_events = Table(
    "run_events",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)
artifacts = Table(
    "artifacts",
    _metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("path", Text, nullable=False),  # relative to the folder of all runs
    Column("bytes", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("created", Float, nullable=False),
)
leases = Table(
    "leases",
    _metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("expires", Float, nullable=False),
)


@dataclass(frozen=True)
class Run:
    """One row of `runs`, with the types its columns have."""

    id: str
    owner: str
    kind: str
    name: str
    key: str
    config: str
    speed_key: str
    state: str
    attempt: int
    losses: int
    token: str | None
    ref: str | None
    phase: str
    step: int
    total_steps: int
    step_seconds: float | None
    eta_seconds: float | None
    images_per_second: float | None
    evaluation_images_per_second: float | None
    device: str | None
    data: str | None
    created: float
    queued_at: float
    started: float | None
    ended: float | None
    heartbeat: float | None
    progress_at: float | None
    error_kind: str | None
    message: str
    detail: str


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
        super().__init__(f"run {run_id}: there is no run with this id; it may have been deleted, choose another one")


class Artifact(NamedTuple):
    """A file that a run left; `path` is relative to the folder of all runs."""

    kind: str
    path: str
    bytes: int
    sha256: str


class Store:
    """The database of the lab. Threads may share one; each process opens its own."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        try:
            with translated(url):
                _create_or_check(self)
            self.check()
        except StoreError:
            self.close()  # a page that looks again every few seconds leaves no connections behind
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the store; what it writes is thrown away."""
        with translated(str(self._engine.url)), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a write transaction: all of it happens, or nothing when the block raises."""
        with translated(str(self._engine.url)), self._engine.connect() as connection:
            connection.execution_options(lab_write=True)
            with connection.begin():
                yield connection

    def check(self) -> None:
        """Raises StoreError unless the store answers and has every table and column that this program uses."""
        with self.read() as connection:
            for table in _metadata.sorted_tables:
                connection.execute(select(table).limit(0))

    def close(self) -> None:
        """None; the connections are closed, and opened again when the store is used again."""
        self._engine.dispose()

    def run(self, run_id: str) -> Run:
        """The run as it stands; StoreError when there is none with this id."""
        with self.read() as connection:
            return find_run(connection, run_id)

    def recent(self, limit: int, *, without: Collection[str] = ()) -> tuple[Run, ...]:
        """The newest runs first, those of the kinds in `without` left out."""
        query = select(runs).where(runs.c.kind.not_in(without)).order_by(runs.c.created.desc(), runs.c.id)
        with self.read() as connection:
            return tuple(_run(row) for row in connection.execute(query.limit(limit)))

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


def find_run(connection: Connection, run_id: str) -> Run:
    """The run as this transaction sees it, and as nobody else changes it until a write transaction ends."""
    query = select(runs).where(runs.c.id == run_id)
    if connection.get_execution_options().get("lab_write"):
        query = query.with_for_update()  # SQLite leaves it out: there a write transaction locks the whole database
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoRunError(run_id)
    return _run(row)


def add_event(connection: Connection, run_id: str, *, kind: str, detail: str = "") -> None:
    """None; the event is in the run's history when the transaction ends."""
    connection.execute(insert(run_events).values(run_id=run_id, at=time.time(), kind=kind, detail=detail))


def add_points(connection: Connection, run_id: str, *, points: Sequence[Point]) -> None:
    """None; a point of the same curve and step is replaced, so that a replay after a resume leaves no duplicates."""
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
    """None; an artifact of the same kind is replaced."""
    values = {**artifact._asdict(), "created": time.time()}
    connection.execute(
        upsert(connection, artifacts)
        .values(run_id=run_id, **values)
        .on_conflict_do_update(index_elements=["run_id", "kind"], set_=values)
    )


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that takes `on_conflict_...`: both dialects know the same words, but SQLAlchemy keeps them apart."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name].insert(table)


def _run(row: Any) -> Run:
    return Run(**row._mapping)


def _key_ids(connection: Connection, names: set[str]) -> dict[str, int]:
    known = _known_keys(connection)
    missing = [{"name": name} for name in sorted(names - known.keys())]
    if missing:
        connection.execute(upsert(connection, metric_keys).on_conflict_do_nothing(), missing)
        known = _known_keys(connection)
    return known


def _known_keys(connection: Connection) -> dict[str, int]:
    return {row.name: row.id for row in connection.execute(select(metric_keys))}


def _create_or_check(store: Store) -> None:
    """Many processes may open a new store at once; the write transaction lets one of them create it."""
    with store.read() as connection:
        version = _version(connection)
    if version is None:
        with store.write() as connection:
            version = _version(connection) or _create(connection)
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"the run store has schema version {version}, this program needs {SCHEMA_VERSION}; start the program that "
            "wrote it, or point LAB_HOME (or LAB_DATABASE_URL) at a new place"
        )


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table("schema_version"):
        return None
    return connection.execute(select(schema_version.c.version)).scalar_one_or_none()


def _create(connection: Connection) -> int:
    _metadata.create_all(connection)
    connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))
    return SCHEMA_VERSION
