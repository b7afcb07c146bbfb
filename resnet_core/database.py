"""How the run store's database is opened, and what its errors are called in words a learner can act on."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from resnet_core.errors import StoreError

_BUSY_SECONDS = 5.0
_CONNECT_SECONDS = 5
_LACKS = re.compile(r"no such (column|table)|has no column")
_LACKS_STATES = ("42P01", "42703")
"""The same in PostgreSQL, whose words are those of its language."""
_FORBIDDEN, _READ_ONLY = "42501", "25006"


class StoreUnavailableError(StoreError):
    """The store does not answer now (locked, disk full, server away, half there); the same call may succeed later."""


def open_engine(url: str) -> Engine:
    """The connections to the database at `url`; the folder of an SQLite file is made."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError("store-no-address") from None
    return _open_sqlite(address) if address.get_backend_name() == "sqlite" else _open_server(address)


def for_reading(engine: Engine) -> Engine:
    """The same connections, in transactions that see one moment of the database and change nothing."""
    if engine.dialect.name == "sqlite":
        return engine  # every transaction of it sees one moment
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def alone(connection: Connection, what: str) -> None:
    """Waits until no other write transaction does `what`, and keeps others from it until this one ends."""
    if connection.dialect.name != "sqlite":  # where a write transaction has the whole file to itself
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"residual-lab {what}"))))


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Database errors as StoreErrors: what may pass as StoreUnavailableError, a damaged file by its name."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout, ProgrammingError, InternalError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(cause, "sqlstate", None)
        if state in _LACKS_STATES or _LACKS.search(str(cause)):
            raise StoreUnavailableError("store-lacks", url=url, reason=str(cause)) from error
        if state == _FORBIDDEN:
            raise StoreUnavailableError("store-forbidden", url=url, reason=str(cause)) from error
        if isinstance(error, ProgrammingError | InternalError) and state != _READ_ONLY:
            raise
        raise StoreUnavailableError("store-silent", reason=str(cause)) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise
        raise StoreError("store-damaged", url=url, reason=str(error.orig)) from error


def _open_server(address: URL) -> Engine:
    """Patience is as with SQLite: a server that is away, or a lock that is held, is told after some seconds."""
    patience = {"connect_timeout": _CONNECT_SECONDS, "options": f"-c lock_timeout={round(_BUSY_SECONDS * 1000)}"}
    try:
        return create_engine(address, pool_size=4, max_overflow=4, pool_pre_ping=True, connect_args=patience)
    except ModuleNotFoundError as error:
        raise StoreError("store-no-driver", driver=str(error.name)) from error


def _open_sqlite(address: URL) -> Engine:
    if address.database and not address.database.startswith("file:"):
        try:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailableError("store-no-folder", reason=str(error)) from error
    engine = create_engine(address, pool_size=4, max_overflow=4, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Take BEGIN into our own hands: the driver's late BEGIN makes a read that turns into a write fail at once."""
    connection.isolation_level = None
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _write_ahead(connection: Any) -> None:
    """Turns to write-ahead logging; several that do so at once are told `locked` at once, whatever they would wait."""
    patience = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("lab_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
