"""When a run counts as lost, who may say so, and what a dispatcher must not believe."""

import os
import subprocess
import time

import pytest
from sqlalchemy import update

from resnet_core.jobs import dispatcher as dispatching
from resnet_core.jobs import leases, processes, states
from resnet_core.jobs.dispatcher import LEASE, Dispatcher
from resnet_core.schema import runs
from tests.postgresql import BOTH

DATABASES = BOTH


class Agents:
    """A launcher whose agents are what the test says they are."""

    def __init__(self):
        self.living, self.killed, self.asked, self.tended, self.woken = True, [], [], 0, 0
        self.drained = None

    def alive(self, ref):
        self.asked.append(ref)
        return self.living

    def kill(self, ref):
        self.killed.append(ref)

    def wake(self):
        self.woken += 1

    def tend(self):
        self.tended += 1

    def close(self, *, drain):
        self.drained = drain


@pytest.fixture
def agents():
    return Agents()


@pytest.fixture
def dispatcher(store, agents):
    return Dispatcher(store, agents)


@pytest.fixture
def runs_at(store, submit):
    """A new run that an agent with this ref has claimed."""

    def runs_at(ref):
        run_id = submit()
        claim = states.claim_next(store, slots=1, ref=ref)
        assert claim is not None
        assert claim.run_id == run_id
        return run_id

    return runs_at


def silence(store, seconds):
    with store.write() as connection:
        connection.execute(update(runs).values(heartbeat=time.time() - seconds))


def test_a_silent_run_whose_agent_is_there_is_left_alone(dispatcher, agents, store, runs_at):
    run_id = runs_at("its agent")
    silence(store, 30)
    dispatcher.tick()
    assert store.run(run_id).state == "assigned"
    assert agents.asked == ["its agent"]
    assert not agents.killed


def test_a_silent_run_whose_agent_is_gone_waits_again(dispatcher, agents, store, runs_at):
    run_id = runs_at("its agent")
    agents.living = False
    dispatcher.tick()
    assert store.run(run_id).state == "assigned", "the heartbeat is still fresh"
    silence(store, 6)
    dispatcher.tick()
    assert store.run(run_id).state == "queued"
    assert "lost" in [event.kind for event in store.events(run_id)]


def test_an_agent_that_is_there_but_silent_for_a_minute_is_ended(dispatcher, agents, store, runs_at):
    run_id = runs_at("its agent")
    silence(store, 61)
    dispatcher.tick()
    assert agents.killed == ["its agent"]
    assert store.run(run_id).state == "queued"


def test_of_an_agent_that_cannot_be_asked_the_heartbeat_decides_after_a_minute(dispatcher, agents, store, runs_at):
    run_id = runs_at("elsewhere")
    agents.living = None
    silence(store, 59)
    dispatcher.tick()
    assert store.run(run_id).state == "assigned"
    silence(store, 61)
    dispatcher.tick()
    assert store.run(run_id).state == "queued"
    assert not agents.killed


def test_after_its_own_pause_the_dispatcher_believes_no_old_heartbeat(dispatcher, agents, store, runs_at):
    run_id = runs_at("its agent")
    agents.living = False
    silence(store, 45)
    dispatcher._last_tick -= 45  # the machine slept
    dispatcher.tick()
    assert store.run(run_id).state == "assigned"
    dispatcher._trust_heartbeats_at = time.time()  # two periods later
    dispatcher.tick()
    assert store.run(run_id).state == "queued"


def test_one_of_two_dispatchers_looks_after_the_runs_and_the_other_follows_when_the_lease_runs_out(store, runs_at):
    first, second = Agents(), Agents()
    leader, standby = (Dispatcher(store, agents) for agents in (first, second))
    leader._lease.holder, standby._lease.holder = (f"elsewhere:{os.getpid()}:{start}.00" for start in (1, 2))
    leader.tick()
    runs_at("its agent")
    silence(store, 30)
    standby.tick()
    assert not second.asked
    assert second.tended == 1, "each keeps its own machine's agents"
    assert leases.acquire(store, LEASE, holder=leader._lease.holder, seconds=-1.0)  # its time is over
    standby.tick()
    assert second.asked
    leader.tick()
    assert not first.asked


def test_the_lease_of_a_dead_process_of_this_machine_is_taken_over_at_once(dispatcher, agents, store, runs_at, python):
    with subprocess.Popen([python, "-c", "import time; time.sleep(60)"]) as process:
        holder = processes.ref_of(process.pid)
        process.kill()
    assert leases.acquire(store, LEASE, holder=holder, seconds=60.0)
    runs_at("its agent")
    silence(store, 30)
    dispatcher.tick()
    assert agents.asked


@pytest.mark.parametrize("drain", [True, False])
def test_a_stopped_dispatcher_ends_its_agents_and_frees_the_lease(dispatcher, agents, store, drain):
    dispatcher.tick()
    dispatcher.stop(drain=drain)
    assert agents.drained is drain
    assert leases.holder_of(store, LEASE) is None


def test_waking_the_dispatcher_wakes_the_agents_and_tends_them_before_the_next_tick(dispatcher, agents, monkeypatch):
    monkeypatch.setattr(dispatching, "TICK_SECONDS", 3600.0)
    dispatcher.start()
    until(lambda: agents.tended == 1)
    dispatcher.wake()
    until(lambda: agents.tended == 2)
    monkeypatch.setattr(dispatching, "TICK_SECONDS", 1.0)
    dispatcher.stop()
    assert agents.woken == 1


def until(condition):
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()
