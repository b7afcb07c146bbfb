"""How the run store's database is opened, and what its errors are called in words a learner can act on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from resnet_core.errors import StoreError

_BUSY_SECONDS = 5.0
_LACKS = re.compile(r"no such (column|table)|has no column|does not exist")


class StoreUnavailableError(StoreError):
    """The store does not answer now (locked, disk full, server away, half there); the same call may succeed later."""


def open_engine(url: str) -> Engine:
    """The connections to the database at `url`; the folder of an SQLite file is made."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_size=4, max_overflow=4, pool_pre_ping=True)
    if address.database and not address.database.startswith("file:"):
        try:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailableError(f"the run store has no folder ({error}); make it, then try again") from error
    engine = create_engine(address, pool_size=4, max_overflow=4, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Database errors as StoreErrors: what may pass as StoreUnavailableError, a damaged file by its name."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout, ProgrammingError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if _LACKS.search(str(cause)):
            raise StoreUnavailableError(
                f"{url}: the run store lacks what this program needs ({cause}); it was made by another version, or a "
                "part of it is gone: put the right one back, or point LAB_HOME (or LAB_DATABASE_URL) at a new place"
            ) from error
        if isinstance(error, ProgrammingError):
            raise
        raise StoreUnavailableError(
            f"the run store does not answer ({cause}); check the disk, then try again"
        ) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise
        raise StoreError(
            f"{url}: the run store is damaged ({error.orig}); move the file aside and start again, the runs' own "
            "folders are untouched"
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Take BEGIN into our own hands: the driver's late BEGIN makes a read that turns into a write fail at once."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("lab_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
