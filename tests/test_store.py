"""The store: one schema, NaN kept, replays without duplicates, failures told in words."""

import math
import sqlite3
import threading

import pytest
from sqlalchemy import insert, inspect, update

from resnet_core.database import StoreUnavailableError
from resnet_core.errors import StoreError
from resnet_core.jobs import states
from resnet_core.jobs.states import NewRun
from resnet_core.store import (
    SCHEMA_VERSION,
    Artifact,
    Point,
    Run,
    Store,
    add_artifact,
    add_event,
    add_points,
    metric_keys,
    runs,
    schema_version,
)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'deep' / 'lab.db'}"


@pytest.fixture
def store(url):
    store = Store(url)
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


def test_the_database_is_in_wal_mode_and_metrics_carry_no_rowid(store, url):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as raw:
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
    with pytest.raises(StoreError, match="run abc: there is no run with this id"):
        store.run("abc")


def test_another_schema_version_is_refused_with_both_versions(store, url):
    with store.write() as connection:
        connection.execute(update(schema_version).values(version=SCHEMA_VERSION + 1))
    with pytest.raises(StoreError, match=f"version {SCHEMA_VERSION + 1}, this program needs {SCHEMA_VERSION}"):
        Store(url)


@pytest.mark.parametrize("loss", ["TABLE runs RENAME COLUMN phase TO phases", "TABLE leases RENAME TO loans"])
def test_a_store_that_lacks_a_table_or_a_column_is_refused_with_its_name(store, url, loss):
    store.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute(f"ALTER {loss}")
    connection.close()
    with pytest.raises(StoreError, match=r"lacks what this program needs \(no such (column|table): .+ LAB_HOME"):
        Store(url)


def test_a_column_that_goes_while_the_store_is_open_is_named_too(store, url, run_id):
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE runs RENAME COLUMN phase TO phases")
    with pytest.raises(StoreUnavailableError, match="lacks what this program needs"):
        store.run(run_id)
    with store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE runs RENAME COLUMN phases TO phase")
    assert store.run(run_id).id == run_id


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "lab.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"lab\.db: the run store is damaged"):
        Store(f"sqlite:///{path}")


def test_processes_that_open_a_new_store_at_once_create_it_once(url):
    errors = []
    start = threading.Barrier(8)

    def open_store():
        start.wait()
        try:
            Store(url).close()
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=open_store) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    store = Store(url)
    with store.read() as connection:
        assert "runs" in inspect(connection).get_table_names()
        assert connection.execute(schema_version.select()).all() == [(SCHEMA_VERSION,)]
    store.close()


def test_a_locked_store_says_that_it_does_not_answer_and_then_works_again(store, url, run_id, monkeypatch):
    monkeypatch.setattr("resnet_core.database._BUSY_SECONDS", 0.05)
    impatient = Store(url)
    with store.write() as connection:
        connection.execute(insert(metric_keys).values(name="held"))
        with pytest.raises(StoreUnavailableError, match="does not answer"):
            add(impatient, run_id, Point("loss", 1, 1.0))
    add(impatient, run_id, Point("loss", 1, 1.0))
    assert impatient.points_after(run_id, {}) == {"loss": [(1, 1.0)]}
    impatient.close()
