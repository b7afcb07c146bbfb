"""Who may dispatch, when a run counts as lost, and what a dispatcher must not believe."""

import os
import subprocess
import time

import pytest
from sqlalchemy import update

from resnet_core.jobs import dispatcher as dispatching
from resnet_core.jobs import leases, processes, states
from resnet_core.jobs.dispatcher import LEASE, Dispatcher
from resnet_core.jobs.outcomes import Outcome
from resnet_core.store import runs


class Engine:
    """A launcher whose processes are what the test says they are."""

    def __init__(self):
        self.living, self.claims, self.killed, self.asked = True, [], [], []

    def submit(self, claim):
        self.claims.append(claim)
        return f"engine:{len(self.claims)}"

    answer = submit

    def alive(self, ref):
        self.asked.append(ref)
        return self.living

    def drain(self, ref):
        self.living = not ref

    def kill(self, ref):
        self.killed.append(ref)

    def tend(self, *, busy):
        self.busy = busy

    def close(self):
        self.closed = True


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def dispatcher(store, engine, lab_settings):
    return Dispatcher(store, engine, lab_settings)


def silence(store, seconds):
    with store.write() as connection:
        connection.execute(update(runs).values(heartbeat=time.time() - seconds))


def test_a_tick_fills_the_slots_and_leaves_the_rest_waiting(dispatcher, engine, store, submit):
    first, second = submit(), submit()
    dispatcher.tick()
    assert [claim.run_id for claim in engine.claims] == [first]
    assert store.run(first).ref == "engine:1"
    assert store.run(second).state == "queued"
    assert engine.busy
    states.finish(store, engine.claims[0], Outcome("succeeded"))
    dispatcher.tick()
    assert engine.claims[1].run_id == second


def test_a_probe_starts_while_training_holds_the_slot_and_does_not_hold_it_itself(dispatcher, engine, submit, ask):
    training, waits, probe, second_probe = submit(), submit(), ask(), ask()
    dispatcher.tick()
    assert [claim.run_id for claim in engine.claims] == [training, probe]
    assert engine.busy
    states.finish(dispatcher._store, engine.claims[0], Outcome("succeeded"))
    states.finish(dispatcher._store, engine.claims[1], Outcome("succeeded"))
    dispatcher.tick()
    assert [claim.run_id for claim in engine.claims[2:]] == [waits, second_probe]
    states.finish(dispatcher._store, engine.claims[2], Outcome("succeeded"))
    dispatcher.tick()
    assert not engine.busy, "a probe alone leaves the machine free for a spare"


def test_a_silent_run_whose_process_is_there_is_left_alone(dispatcher, engine, store, submit):
    run_id = submit()
    dispatcher.tick()
    silence(store, 30)
    dispatcher.tick()
    assert store.run(run_id).attempt == 1
    assert engine.asked == ["engine:1"]
    assert not engine.killed


def test_a_silent_run_whose_process_is_gone_starts_again(dispatcher, engine, store, submit):
    run_id = submit()
    dispatcher.tick()
    engine.living = False
    dispatcher.tick()
    assert store.run(run_id).attempt == 1, "the heartbeat is still fresh"
    silence(store, 6)
    dispatcher.tick()
    assert store.run(run_id).attempt == 2
    assert "lost" in [event.kind for event in store.events(run_id)]


def test_a_process_that_is_there_but_silent_for_a_minute_is_ended(dispatcher, engine, store, submit):
    run_id = submit()
    dispatcher.tick()
    silence(store, 61)
    dispatcher.tick()
    assert engine.killed == ["engine:1"]
    assert store.run(run_id).attempt == 2


def test_after_its_own_pause_the_dispatcher_believes_no_old_heartbeat(dispatcher, engine, store, submit):
    run_id = submit()
    dispatcher.tick()
    engine.living = False
    silence(store, 45)
    dispatcher._last_tick -= 45  # the machine slept
    dispatcher.tick()
    assert store.run(run_id).attempt == 1
    dispatcher._trust_heartbeats_at = time.time()  # two periods later
    dispatcher.tick()
    assert store.run(run_id).attempt == 2


def test_one_of_two_dispatchers_works_and_the_other_follows_when_the_lease_runs_out(store, lab_settings, submit):
    first, second = Engine(), Engine()
    leader, standby = (Dispatcher(store, engine, lab_settings) for engine in (first, second))
    leader._me, standby._me = f"elsewhere:{os.getpid()}:1.00", f"elsewhere:{os.getpid()}:2.00"
    leader.tick()
    run_id = submit()
    standby.tick()
    assert not second.claims
    assert leases.acquire(store, LEASE, holder=leader._me, seconds=-1.0)  # its time is over
    standby.tick()
    assert [claim.run_id for claim in second.claims] == [run_id]
    leader.tick()
    assert not first.claims


def test_the_lease_of_a_dead_process_of_this_machine_is_taken_over_at_once(dispatcher, engine, store, submit, python):
    with subprocess.Popen([python, "-c", "import time; time.sleep(60)"]) as process:
        holder = processes.ref_of(process.pid)
        process.kill()
    assert leases.acquire(store, LEASE, holder=holder, seconds=60.0)
    submit()
    dispatcher.tick()
    assert engine.claims


def test_a_run_that_cannot_be_launched_waits_again_with_the_reason(dispatcher, engine, store, submit, monkeypatch):
    def refuse(claim):
        raise OSError("no more processes")

    monkeypatch.setattr(engine, "submit", refuse)
    run_id = submit()
    dispatcher.tick()
    assert store.run(run_id).state == "queued"
    assert "no more processes" in store.run(run_id).message
    monkeypatch.undo()
    dispatcher.tick()
    assert [claim.run_id for claim in engine.claims] == [run_id]


def test_a_stopped_dispatcher_drains_its_runs_and_frees_the_lease(dispatcher, engine, store, submit):
    submit()
    dispatcher.tick()
    dispatcher.stop()
    assert engine.living is False
    assert engine.closed
    assert leases.holder_of(store, LEASE) is None


def test_waking_the_dispatcher_starts_a_run_before_its_next_tick(dispatcher, engine, submit, monkeypatch):
    monkeypatch.setattr(dispatching, "TICK_SECONDS", 3600.0)
    dispatcher.start()
    submit()
    dispatcher.wake()
    deadline = time.monotonic() + 20
    while not engine.claims and time.monotonic() < deadline:
        time.sleep(0.01)
    monkeypatch.setattr(dispatching, "TICK_SECONDS", 1.0)
    dispatcher.stop()
    assert engine.claims
