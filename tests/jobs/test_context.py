"""What a task tells arrives, whole and in order, however long the store is away."""

import json
import math
import time

import pytest

from resnet_core.jobs import context as telling
from resnet_core.jobs import states
from resnet_core.jobs.context import Context, Reporter
from resnet_core.jobs.outcomes import FENCED
from resnet_core.store import Store, find_run
from resnet_core.wording import message
from tests.postgresql import BOTH
from tests.refusals import refused

DATABASES = BOTH


@pytest.fixture
def reporter(store, claimed, lab_settings, monkeypatch):
    monkeypatch.setattr("resnet_core.database._BUSY_SECONDS", 0.05)
    own = Store(lab_settings.database)
    reporter = Reporter(own, claimed, store.run(claimed.run_id))
    yield reporter
    reporter._closing.set()
    reporter._thread.join()
    own.close()


@pytest.fixture
def context(reporter, store, claimed, lab_settings):
    run = store.run(claimed.run_id)
    return Context(run, json.loads(run.config), settings=lab_settings, reporter=reporter)


def until(condition):
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


def test_points_and_progress_arrive_without_being_asked_for(context, store):
    context.emit(1, {"loss": 2.0, "lr": 0.1})
    context.progress(phase=message("phase-training"), step=1, total_steps=9)
    until(lambda: store.points_after(context.run_id, {}) == {"loss": [(1, 2.0)], "lr": [(1, 0.1)]})
    until(lambda: store.run(context.run_id).step == 1)


def test_an_infinite_value_is_told_as_no_number(context, reporter, store):
    context.emit(1, {"loss": math.inf})
    reporter.close()
    assert math.isnan(store.points_after(context.run_id, {})["loss"][0][1])


def test_an_outage_of_the_store_loses_no_point_and_no_event(context, reporter, store, monkeypatch):
    monkeypatch.setattr(telling, "FLUSH_SECONDS", 0.02)
    with store.write() as connection:
        find_run(connection, context.run_id)  # nobody else can write to it now
        for step in range(100):
            context.emit(step, {"loss": float(step)})
            context.progress(step=step)
            time.sleep(0.005)
        context.event("hint", "during the outage")
        context.settle()
        assert store.points_after(context.run_id, {}) == {}
    reporter.close()
    assert store.points_after(context.run_id, {})["loss"] == [(step, float(step)) for step in range(100)]
    assert store.run(context.run_id).step == 99
    assert [event.kind for event in store.events(context.run_id)].count("hint") == 1


def test_what_was_told_is_in_the_store_after_settling(context, store):
    context.emit(7, {"loss": 1.0})
    context.settle()
    assert store.points_after(context.run_id, {}) == {"loss": [(7, 1.0)]}


def test_too_long_an_outage_ends_the_task_with_a_reason(context, monkeypatch):
    monkeypatch.setattr(telling, "MAX_BUFFERED", -1)
    with refused("store-silent-for-long"):
        context.emit(1, {"loss": 1.0})


def test_the_wish_to_stop_comes_back_with_a_report(context, store):
    assert not context.stop_wanted()
    states.ask_stop(store, context.run_id)
    context.emit(1, {"loss": 1.0})
    until(context.stop_wanted)


def test_a_signal_is_a_wish_to_stop(context):
    context.ask_stop(15, None)
    assert context.stop_wanted()


def test_a_task_that_only_moves_renews_its_progress_clock(context, store):
    before = time.time()
    context.progress()
    until(lambda: store.run(context.run_id).progress_at >= before)


def test_the_process_of_a_replaced_attempt_ends_at_once(context, reporter, store, claimed, claim_next, monkeypatch):
    codes: list[int] = []

    def leave(code):
        codes.append(code)
        reporter._closing.set()  # the thread ends, where the process would have

    monkeypatch.setattr("resnet_core.jobs.context.os._exit", leave)
    states.requeue(store, claimed, reason=message("outcome-runner-gone"), lost=True)
    claim_next()
    context.emit(2, {"loss": 1.0})
    until(lambda: codes == [FENCED])
    assert store.points_after(context.run_id, {}) == {}


def test_an_artifact_is_told_with_its_size_checksum_and_place(context, reporter, store):
    context.folder.mkdir(parents=True)
    path = context.folder / "weights.safetensors"
    path.write_bytes(b"abc")
    context.artifact("weights", path)
    reporter.close()
    artifact = store.artifact(context.run_id, "weights")
    assert (artifact.bytes, artifact.path) == (3, f"{context.run_id}/weights.safetensors")
    assert artifact.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
