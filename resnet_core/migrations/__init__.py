"""The revisions of the run store: a store of an older program becomes one of this program when it is opened.

Alembic keeps the revisions (`versions/`) and the number of the present one in the store. It is imported only where
there is something to do: every process opens the store, and almost always it stands at HEAD.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select
from sqlalchemy.schema import CreateSchema, DropSchema

from resnet_core.database import alone
from resnet_core.errors import StoreError
from resnet_core.schema import metadata, revision, schema_version

HEAD = "0005"
"""The newest file of `versions/`; a test compares the two."""
FIRST = "0001"
"""What the stores from before the revisions are: their number was the 1 in `schema_version`."""
_FIRST_NUMBER, _NUMBER = 1, 2


def bring_up_to_date(engine: Engine) -> None:
    """Creates a new store at HEAD and migrates an older one; StoreError for one that a newer program wrote.

    Many processes may open it at once: one of them does the work in one transaction, the others wait for its end.
    """
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.connect().execution_options(lab_write=True) as connection, connection.begin():
        alone(connection, "migration")
        found = _revision(connection)
        if found is None:
            _create(connection)
        elif found != HEAD:
            _migrate(connection, found)


def _revision(connection: Connection) -> str | None:
    """Where the store stands; None when there is nothing in it."""
    tables = inspect(connection).get_table_names()
    if revision.name in tables:
        return str(connection.execute(select(revision.c.version_num)).scalar_one())
    if schema_version.name not in tables:
        return None
    number = connection.execute(select(schema_version.c.version)).scalar_one()
    if number != _FIRST_NUMBER:
        raise StoreError("store-newer", found=str(number), known=HEAD)
    return FIRST


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(insert(revision).values(version_num=HEAD))
    connection.execute(insert(schema_version).values(version=_NUMBER))


def _migrate(connection: Connection, found: str) -> None:
    """The revisions between, after a copy of the file; nothing of them stays when one fails."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    if found not in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}:
        raise StoreError("store-newer", found=found, known=HEAD)
    _copy(connection, found)
    config.attributes["connection"] = connection
    if not inspect(connection).has_table(revision.name):
        command.stamp(config, found)
    command.upgrade(config, HEAD)


def _copy(connection: Connection, found: str) -> None:
    """Puts the store as it is now beside itself: an SQLite file beside the file, else a schema beside the tables."""
    name = f"before-{HEAD}-from-{found}"
    if connection.dialect.name == "sqlite":
        _copy_file(connection.engine.url.database, name)
    else:
        _copy_tables(connection, name)


def _copy_file(path: str | None, name: str) -> None:
    if not path or not Path(path).is_file():
        return
    beside = Path(f"{path}.{name}")
    part = beside.with_name(f"{beside.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(beside)


def _copy_tables(connection: Connection, name: str) -> None:
    """In the transaction of the migration, so that it is there exactly when the migration is."""
    tables = inspect(connection).get_table_names()
    quoted = connection.dialect.identifier_preparer.quote
    connection.execute(DropSchema(name, cascade=True, if_exists=True))
    connection.execute(CreateSchema(name))
    for table in tables:
        connection.exec_driver_sql(f"CREATE TABLE {quoted(name)}.{quoted(table)} AS TABLE {quoted(table)}")
