"""The store: one schema, NaN kept, replays without duplicates, failures told in words."""

import math
import sqlite3
import sys
import threading

import pytest
from sqlalchemy import func, insert, select

from resnet_core.database import alone
from resnet_core.jobs import states
from resnet_core.jobs.states import NewRun
from resnet_core.schema import Run, metric_keys, run_events, runs
from resnet_core.store import Artifact, Point, Store, add_artifact, add_event, add_points
from tests.postgresql import BOTH
from tests.refusals import refused

DATABASES = BOTH


@pytest.fixture
def store(database):
    store = Store(database)
    yield store
    store.close()


@pytest.fixture
def run_id(store):
    return states.submit(store, NewRun("train", "{}", "a name", "ada", None, "speed"))


def add(store, run_id, *points):
    with store.write() as connection:
        add_points(connection, run_id, points=points)


def test_a_run_has_exactly_the_columns_of_its_table():
    assert list(Run.__dataclass_fields__) == [column.name for column in runs.columns]


def test_a_file_is_in_wal_mode_and_its_metrics_carry_no_rowid(tmp_path):
    path = tmp_path / "deep" / "lab.db"
    Store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'metrics'").fetchone()
    raw.close()
    assert "WITHOUT ROWID" in sql


def test_what_a_failed_write_did_is_undone(store, run_id):
    def fail():
        with store.write() as connection:
            add_event(connection, run_id, kind="never")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [event.kind for event in store.events(run_id)] == ["submitted"]


def test_nan_and_infinity_come_back_as_nan(store, run_id):
    add(store, run_id, Point("loss", 1, 2.5), Point("loss", 2, math.nan), Point("loss", 3, math.inf))
    values = [value for _step, value in store.points_after(run_id, {})["loss"]]
    assert values[0] == 2.5
    assert all(map(math.isnan, values[1:]))


def test_a_replayed_step_replaces_the_first_and_leaves_no_duplicate(store, run_id):
    add(store, run_id, *(Point("loss", step, 1.0) for step in range(10)))
    add(store, run_id, *(Point("loss", step, 2.0) for step in range(5, 15)))
    points = store.points_after(run_id, {})["loss"]
    assert points == [(step, 1.0 if step < 5 else 2.0) for step in range(15)]


def test_a_read_brings_only_what_is_new_of_each_curve(store, run_id):
    add(store, run_id, Point("loss", 1, 1.0), Point("loss", 2, 0.5), Point("accuracy", 1, 0.3))
    assert store.points_after(run_id, {"loss": 1}) == {"loss": [(2, 0.5)], "accuracy": [(1, 0.3)]}
    assert store.points_after(run_id, {"loss": 2, "accuracy": 1}) == {}


def test_curves_of_two_runs_stay_apart(store, run_id):
    other = states.submit(store, NewRun("train", "{}", "", "ada", None, "speed"))
    add(store, run_id, Point("loss", 1, 1.0))
    add(store, other, Point("loss", 1, 9.0))
    assert store.points_after(run_id, {}) == {"loss": [(1, 1.0)]}


def test_an_artifact_of_the_same_kind_is_replaced(store, run_id):
    for size in (1, 2):
        with store.write() as connection:
            add_artifact(connection, run_id, artifact=Artifact("weights", "a/b", size, "00"))
    assert store.artifact(run_id, "weights") == Artifact("weights", "a/b", 2, "00")
    assert store.artifact(run_id, "results") is None


def test_a_run_that_is_not_there_is_named(store):
    with refused("no-such-run", run="abc"):
        store.run("abc")


@pytest.mark.parametrize("loss", ["TABLE runs RENAME COLUMN phase TO phases", "TABLE leases RENAME TO loans"])
def test_a_store_that_lacks_a_table_or_a_column_is_refused_with_its_name(store, database, loss):
    with store.write() as connection:
        connection.exec_driver_sql(f"ALTER {loss}")
    with refused("store-lacks", url=database):
        Store(database)


def test_a_column_that_goes_while_the_store_is_open_is_named_too(store, run_id):
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE runs RENAME COLUMN phase TO phases")
    with refused("store-lacks"):
        store.run(run_id)
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE runs RENAME COLUMN phases TO phase")
    assert store.run(run_id).id == run_id


def test_a_read_sees_one_moment_whatever_is_written_meanwhile(store, run_id):
    count = select(func.count()).select_from(run_events)
    with store.read() as reading:
        before = reading.execute(count).scalar_one()
        with store.write() as writing:
            add_event(writing, run_id, kind="meanwhile")
        assert reading.execute(count).scalar_one() == before
    with store.read() as reading:
        assert reading.execute(count).scalar_one() == before + 1


def test_two_writers_that_must_be_alone_go_one_after_the_other(store):
    order, inside = [], threading.Event()

    def second():
        inside.wait()
        with store.write() as connection:
            alone(connection, "this")
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with store.write() as connection:
        alone(connection, "this")
        inside.set()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.parametrize("address", ["", "nonsense", "postgresql+psycopg//lab"])
def test_an_address_that_is_none_is_refused(address):
    with refused("store-no-address"):
        Store(address)


def test_a_driver_that_is_not_installed_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with refused("store-no-driver", driver="psycopg"):
        Store("postgresql+psycopg://lab@127.0.0.1/lab")


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "lab.db"
    path.write_bytes(b"not a database at all" * 100)
    with refused("store-damaged", url=f"sqlite:///{path}"):
        Store(f"sqlite:///{path}")


def test_a_locked_store_says_that_it_does_not_answer_and_then_works_again(store, database, run_id, monkeypatch):
    monkeypatch.setattr("resnet_core.database._BUSY_SECONDS", 0.05)
    impatient = Store(database)
    with store.write() as connection:
        connection.execute(insert(metric_keys).values(name="loss"))
        with refused("store-silent"):
            add(impatient, run_id, Point("loss", 1, 1.0))
    add(impatient, run_id, Point("loss", 1, 1.0))
    assert impatient.points_after(run_id, {}) == {"loss": [(1, 1.0)]}
    impatient.close()


def test_a_server_that_takes_no_writes_or_is_away_says_that_it_does_not_answer_and_then_works_again(postgresql):
    url = postgresql.new_database()
    store = Store(url)
    name = url.rsplit("/", 1)[1]
    postgresql.tell(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store.close()
    with refused("store-silent"):
        states.submit(store, NewRun("train", "{}", "", "ada", None, "speed"))
    postgresql.tell(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    postgresql.stop()
    with refused("store-silent"):
        store.recent(1)
    postgresql.start()
    assert store.recent(1) == ()
    store.close()


def test_a_database_that_denies_its_user_a_schema_is_told_so(postgresql):
    url = postgresql.new_database()
    postgresql.tell("CREATE ROLE stranger LOGIN")
    with refused("store-forbidden"):
        Store(url.replace("lab@", "stranger:secret@"))


def test_a_full_disk_says_that_the_store_does_not_answer_and_harms_nothing_that_is_in_it(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'lab.db'}")
    run_id = states.submit(store, NewRun("train", "{}", "a name", "ada", None, "speed"))

    def fill():
        with store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")  # no page more than there are
            add_points(connection, run_id, points=[Point("loss", step, 1.0) for step in range(100_000)])

    with refused("store-silent"):
        fill()
    store.close()
    add(store, run_id, Point("loss", 1, 1.0))
    assert store.points_after(run_id, {}) == {"loss": [(1, 1.0)]}
    store.close()
