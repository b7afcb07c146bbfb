"""The revisions of the store: a new store stands at the newest, an old one gets there with a copy beside it."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import TypeDecorator, create_engine, update
from sqlalchemy.exc import IntegrityError

from resnet_core import migrations
from resnet_core.errors import StoreError
from resnet_core.jobs import states
from resnet_core.schema import metadata, revision
from resnet_core.store import Store
from resnet_core.wording import message, sentence
from tests.refusals import refused as refused_with

STORES = Path(__file__).parent / "stores"
OLD = STORES / "version_1.db"
"""Made by the last program before the revisions, with runs in seven states."""
REAL = {"sqlite": STORES / "revision_0002.db", "postgresql": STORES / "revision_0002.sql"}
"""Made by the lab of revision 0002 with runs that really trained: curves, artifacts, an answer, and one that waits."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "lab.db"


@pytest.fixture
def old(path):
    path.parent.mkdir()
    return shutil.copy(OLD, path)


def opened(path):
    return Store(f"sqlite:///{path}")


def rows(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def at_once(url, count=8):
    """What `count` programs met that opened the store in the same moment."""
    errors, start = [], threading.Barrier(count)

    def open_store():
        start.wait()
        try:
            Store(url).close()
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=open_store) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_the_newest_revision_is_the_head_of_the_files():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == migrations.HEAD
    assert scripts.get_base() == migrations.FIRST


def test_a_new_store_stands_at_the_newest_revision_without_a_copy(path):
    opened(path).close()
    assert rows(path, "SELECT version_num FROM alembic_version") == [(migrations.HEAD,)]
    assert list(path.parent.glob("*before*")) == []


def test_programs_that_open_a_new_store_at_once_create_it_once(path):
    assert at_once(f"sqlite:///{path}") == []
    assert rows(path, "SELECT version_num FROM alembic_version") == [(migrations.HEAD,)]


@pytest.fixture(params=REAL)
def real(request, tmp_path):
    """The address of a store of revision 0002."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(REAL['sqlite'], tmp_path / 'lab.db')}"
    else:
        cluster = request.getfixturevalue("postgresql")
        url = cluster.new_database()
        told(url, REAL["postgresql"].read_text(encoding="utf-8"))
        yield url
        cluster.drop(url)


def told(url, sql):
    """What the database answers to the statements."""
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin():
        answer = connection.exec_driver_sql(sql)
        rows = [tuple(row) for row in answer] if answer.returns_rows else []
    engine.dispose()
    return rows


def test_a_store_of_real_runs_has_all_of_them_after_its_migration(real):
    counts = [f"SELECT count(*) FROM {table}" for table in ("runs", "metrics", "run_events", "artifacts")]
    before = [told(real, count) for count in counts]
    assert min(before) > [(0,)]
    with closing(Store(real)) as store:
        runs = {run.name or run.kind: run for run in store.recent(20)}
        assert {name: run.state for name, run in runs.items()} == {
            "a success": "succeeded",
            "a divergence": "diverged",
            "three_forms": "succeeded",
            "one that was stopped while it waited": "stopped",
            "one that waits": "queued",
        }
        success = runs["a success"].id
        assert [step for step, _ in store.points_after(success, {})["train_loss"]] == list(range(1, 9))
        assert store.artifact(success, "weights").bytes > 0
        assert states.claim_next(store, slots=1).run_id == runs["one that waits"].id
    assert [told(real, count) for count in counts[:2]] == before[:2]
    assert told(real, "SELECT version_num FROM alembic_version") == [(migrations.HEAD,)]


def test_a_store_of_real_runs_has_the_tables_of_a_new_one_once_it_is_opened(real):
    Store(real).close()
    assert differences(real) == []


def test_programs_that_open_a_store_of_real_runs_at_once_migrate_it_once(real, monkeypatch):
    migrated = counted_migrations(monkeypatch)
    assert at_once(real) == []
    assert len(migrated) == 1


def test_programs_that_open_an_empty_server_at_once_make_one_store(postgresql):
    url = postgresql.new_database()
    assert at_once(url) == []
    assert differences(url) == []


def test_the_copy_beside_the_tables_of_a_server_is_the_store_as_it_was(postgresql):
    url = postgresql.new_database()
    told(url, REAL["postgresql"].read_text(encoding="utf-8"))
    queries = ["SELECT * FROM {}runs ORDER BY id", "SELECT * FROM {}metrics ORDER BY run_id, key_id, step"]
    before = [told(url, query.format("")) for query in queries]
    Store(url).close()
    copy = f'"before-{migrations.HEAD}-from-0002".'
    assert [told(url, query.format(copy)) for query in queries] == before
    assert told(url, f"SELECT version_num FROM {copy}alembic_version") == [("0002",)]


def test_a_store_on_a_server_of_a_newer_revision_is_refused_and_left_alone(postgresql):
    url = postgresql.new_database()
    Store(url).close()
    told(url, "UPDATE alembic_version SET version_num = '9999'")
    with refused_with("store-newer", found="9999", known=migrations.HEAD):
        Store(url)
    assert told(url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%%'") == []


def test_an_old_store_has_the_tables_of_a_new_one_once_it_is_opened(old):
    opened(old).close()
    assert differences(f"sqlite:///{old}") == []


def differences(url):
    """What a migration would still change."""
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": other_kind})
        found = compare_metadata(context, metadata)
    engine.dispose()
    return found


def other_kind(_context, _inspected, _column, there, here):
    """Whether the column holds another kind of value; SQLite keeps any length in any column."""
    kept = here.impl if isinstance(here, TypeDecorator) else here
    return there.python_type is not kept.python_type


def test_every_run_of_an_old_store_is_kept_and_says_what_it_said(old):
    before = rows(old, "SELECT id, state, message, phase, config, step FROM runs")
    store = opened(old)
    for run_id, state, words, phase, config, step in before:
        run = store.run(run_id)
        assert (run.state, run.config, run.step) == (state, config, step)
        assert (sentence(run.message) if run.message else "") == words
        assert (sentence(run.phase) if run.phase else "") == phase
    store.close()
    assert {state for _, state, *_ in before} >= {"succeeded", "stopped", "failed", "diverged", "running", "queued"}
    assert sum(bool(words) for _, _, words, *_ in before) == 4


def test_a_fixed_phase_becomes_its_message_and_every_other_one_a_sentence(old):
    store = opened(old)
    phases = {run.name: run.phase for run in store.recent(20)}
    store.close()
    assert phases["one that waits"] == message("phase-waiting")
    assert phases["a run at work"] == message("outcome-said", text="fetching the data, 40%")
    assert phases["a success"] is None


def test_the_copy_beside_an_old_store_is_the_store_as_it_was(old):
    dump = "SELECT id, message, phase FROM runs ORDER BY id"
    before = rows(old, dump)
    opened(old).close()
    (copy,) = old.parent.glob("*before*")
    assert rows(copy, dump) == before
    assert rows(copy, "SELECT version FROM schema_version") == [(1,)]
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]


def counted_migrations(monkeypatch):
    """A list that grows with each migration."""
    migrated = []
    migrate = migrations._migrate

    def counted(*given):
        migrated.append(given)
        migrate(*given)

    monkeypatch.setattr(migrations, "_migrate", counted)
    return migrated


def test_programs_that_open_an_old_store_at_once_migrate_it_once(old, monkeypatch):
    migrated = counted_migrations(monkeypatch)
    assert at_once(f"sqlite:///{old}") == []
    assert len(migrated) == 1
    assert rows(old, "SELECT version_num FROM alembic_version") == [(migrations.HEAD,)]


def test_a_migration_that_fails_leaves_the_store_as_it_was(old):
    before = rows(old, "SELECT id, message, phase FROM runs")
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TRIGGER t BEFORE UPDATE ON schema_version BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(IntegrityError):
        opened(old)
    assert rows(old, "SELECT id, message, phase FROM runs") == before
    assert ("alembic_version",) not in rows(old, "SELECT name FROM sqlite_master")


def test_a_program_from_before_the_revisions_refuses_what_this_one_wrote(path, old):
    new = path.with_name("new.db")
    for store in (old, new):
        opened(store).close()
        assert rows(store, "SELECT version FROM schema_version") == [(2,)], "it knows 1 only"


def refused(path):
    with pytest.raises(StoreError) as caught:
        opened(path)
    assert list(path.parent.glob("*before*")) == [], "it is left alone"
    return caught.value


def test_a_store_of_a_newer_revision_is_refused_with_both(path):
    store = opened(path)
    with store.write() as connection:
        connection.execute(update(revision).values(version_num="9999"))
    store.close()
    error = refused(path)
    assert (error.code, error.values) == ("store-newer", {"found": "9999", "known": migrations.HEAD})


def test_a_store_of_a_newer_number_without_a_revision_is_refused_as_well(old):
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE schema_version SET version = 3")
    assert refused(old).values["found"] == "3"


def test_a_store_at_the_newest_revision_is_opened_without_alembic(path):
    opened(path).close()
    program = f"import sys; from resnet_core.store import Store; Store('sqlite:///{path.as_posix()}').close()"
    subprocess.run([sys.executable, "-c", f"{program}; assert 'alembic' not in sys.modules"], check=True)
