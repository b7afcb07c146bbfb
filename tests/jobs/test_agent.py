"""What an agent claims, when it claims nothing more, and who shares its slots; each worker here is a few lines."""

import subprocess
import threading
import time

import pytest

from resnet_core.jobs import agent as agents
from resnet_core.jobs import outcomes, states
from resnet_core.jobs.agent import Agent
from resnet_core.store import Store

ANSWERS = """
import json, pathlib, sys
for line in sys.stdin:
    run, token = line.split()
    folder = pathlib.Path(sys.argv[1]) / run
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "outcome.part").write_text(json.dumps({"token": token, "state": "succeeded", "message": ""}))
    (folder / "outcome.part").replace(folder / "outcome.json")
"""
TRAINS = "import sys; sys.stdin.readline()"


@pytest.fixture
def worker(monkeypatch, lab_settings, python):
    """Lets every agent have a worker that executes this code; those that were started so far."""
    started = []

    def worker(code):
        def start():
            command = [python, "-c", code, str(lab_settings.runs_dir)]
            started.append(subprocess.Popen(command, stdin=subprocess.PIPE, text=True))
            return started[-1]

        monkeypatch.setattr(agents, "start_worker", start)
        return started

    yield worker
    for each in started:
        assert each.poll() is not None, "no worker outlives its agent"
        each.stdin.close()


@pytest.fixture
def serves(lab_settings, monkeypatch):
    """Starts an agent that serves in a thread, and ends it with the test."""
    monkeypatch.setattr(agents, "LOOK_SECONDS", 0.05)
    serving = []

    def serves(**changes):
        agent = Agent(Store(lab_settings.database), lab_settings.model_copy(update=changes))
        thread = threading.Thread(target=agent.serve)
        thread.start()
        serving.append((agent, thread))
        return agent, thread

    yield serves
    for agent, thread in serving:
        agent.drain()
        thread.join(timeout=30)
        assert not thread.is_alive()
        agent._store.close()


def until_state(store, run_id, state):
    deadline = time.monotonic() + 30
    while store.run(run_id).state != state and time.monotonic() < deadline:
        time.sleep(0.01)
    assert store.run(run_id).state == state
    return store.run(run_id)


def test_one_agent_with_one_worker_answers_questions_one_after_the_other(store, ask, worker, serves):
    started = worker(ANSWERS)
    asked = [ask() for _ in range(4)]
    serves()
    for run_id in asked:
        until_state(store, run_id, "succeeded")
    assert len(started) == 1


def test_an_agent_finds_what_is_asked_while_it_waits(store, ask, worker, serves):
    worker(ANSWERS)
    serves()
    until_state(store, ask(), "succeeded")


def test_a_woken_agent_does_not_wait_for_its_next_look(store, ask, worker, serves, monkeypatch):
    worker(ANSWERS)
    agent, _ = serves()
    monkeypatch.setattr(agents, "LOOK_SECONDS", 3600.0)
    time.sleep(0.2)
    run_id = ask()
    agent.wake()
    until_state(store, run_id, "succeeded")


def test_a_training_spends_the_worker_and_with_it_the_agent(store, submit, worker, serves):
    worker(TRAINS)
    run_id = submit()
    _, thread = serves()
    thread.join(timeout=30)
    assert not thread.is_alive()
    assert store.run(run_id).losses == 1, "this worker left without an outcome"


def test_an_agent_that_leaves_ends_its_run_and_claims_no_other(store, ask, worker, serves, lab_settings):
    worker("import sys; sys.stdin.readline(); sys.stdin.readline()")
    first = ask()
    agent, thread = serves()
    run = until_state(store, first, "starting")
    agent.leave()
    second = ask()
    folder = lab_settings.runs_dir / first
    folder.mkdir(parents=True)
    outcomes.save(folder, run.token, outcomes.Outcome("succeeded"))
    thread.join(timeout=30)
    assert (store.run(first).state, store.run(second).state) == ("succeeded", "queued")


def test_a_drained_agent_hands_its_run_back_and_claims_no_other(store, submit, worker, serves):
    worker("import time; time.sleep(60)")
    run_id = submit()
    agent, thread = serves()
    until_state(store, run_id, "starting")
    agent.drain()
    thread.join(timeout=30)
    run = store.run(run_id)
    assert (run.state, run.losses) == ("queued", 0)


def test_an_agent_whose_worker_has_died_claims_nothing(store, submit, worker, serves):
    worker("raise SystemExit")
    _, thread = serves()
    thread.join(timeout=30)
    assert not thread.is_alive()
    assert store.run(submit()).state == "queued"


def test_agents_of_one_machine_share_its_slots_and_those_of_another_do_not_count(store, submit, worker, serves):
    elsewhere, here, waits = submit(), submit(), submit()
    states.claim_next(store, slots=1, ref="another-machine:1:0.00")
    worker("import time; time.sleep(60)")
    serves(), serves()
    until_state(store, here, "starting")
    time.sleep(0.3)
    assert store.run(waits).state == "queued"
    assert store.run(elsewhere).state == "assigned"


def test_an_agent_without_training_slots_answers_questions_and_leaves_trainings_in_the_queue(
    store, submit, ask, worker, serves
):
    training, question = submit(), ask()
    worker(ANSWERS)
    serves(slots=0)
    until_state(store, question, "succeeded")
    assert store.run(training).state == "queued"


def test_under_ray_the_slots_are_those_of_the_cluster(store, submit, worker, serves):
    submit(), submit()
    states.claim_next(store, slots=1, ref="another-machine:1:0.00")
    worker("import time; time.sleep(60)")
    serves(ray_address="ray://somewhere")
    time.sleep(0.3)
    assert len(states.active(store)) == 1


def test_an_agent_waits_for_a_store_that_does_not_answer(store, ask, worker, serves, monkeypatch):
    worker(ANSWERS)
    monkeypatch.setattr("resnet_core.database._BUSY_SECONDS", 0.05)
    with store.write():
        run_id = None
        serves()
        time.sleep(0.5)
    run_id = ask()
    until_state(store, run_id, "succeeded")
