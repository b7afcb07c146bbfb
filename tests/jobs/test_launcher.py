"""Agents are kept as many as there is work, and wait on a leash; refs tell one process from the next of its number."""

import os
import socket
import subprocess
import sys
import time

import pytest

from resnet_core.jobs import launcher, leases, processes, states
from resnet_core.jobs.launcher import Apart, Local, environment
from resnet_core.jobs.outcomes import Outcome

LISTENS = "import sys; [open(sys.argv[1], 'a').write('woken ') for line in sys.stdin]"


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the agents are told; a short program stands in for each, which claims nothing and ends with its leash."""
    path = tmp_path / "told"
    path.touch()
    stand_in(monkeypatch, LISTENS, str(path))
    return path


_POPEN = subprocess.Popen


def stand_in(monkeypatch, code, *arguments):
    """Lets this code be what the launcher starts as an agent."""

    def popen(_command, **options):
        return _POPEN([sys.executable, "-c", code, *arguments], **options)

    monkeypatch.setattr("resnet_core.jobs.launcher.subprocess.Popen", popen)


@pytest.fixture
def local(store, lab_settings, monkeypatch, told):
    """A launcher that keeps one agent waiting, from the start."""
    monkeypatch.setattr(launcher, "FIRST_SPARE_SECONDS", 0.0)
    local = Local(store, lab_settings.model_copy(update={"warm_workers": 1}))
    yield local
    agents = local._agents
    local.close(drain=False)
    for agent in agents:
        agent.wait(timeout=10)


def takes(store, agent, *, quick=False):
    """Plays the agent, which claims the run whose turn it is."""
    claim = states.claim_next(store, slots=10, quick=quick, ref=processes.ref_of(agent.pid))
    assert claim is not None
    return claim


def test_one_agent_waits_and_no_second(local):
    local.tend()
    local.tend()
    assert len(local._agents) == 1


def test_waking_tells_every_agent(local, told):
    local.tend()
    local.wake()
    deadline = time.monotonic() + 20
    local.close(drain=False)
    while not told.read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert told.read_text() == "woken "


def test_a_run_that_the_waiting_agent_will_claim_starts_no_other(local, submit):
    local.tend()
    submit()
    local.tend()
    assert len(local._agents) == 1


def test_each_waiting_run_that_has_a_slot_gets_an_agent_when_none_waits(local, store, submit, ask):
    local.tend()
    submit()
    takes(store, local._agents[0])
    submit(), ask()
    local.tend()
    assert len(local._agents) == 2, "one for the question; the second training has no slot yet"


def test_an_agent_that_trains_is_replaced_at_once_while_a_slot_is_free_and_later_when_none_is(
    local, store, submit, monkeypatch
):
    local.tend()
    submit()
    claim = takes(store, local._agents[0])
    local._spare_at = 0.0
    local.tend()
    assert len(local._agents) == 1, "a short run does not pay for the next one"
    monkeypatch.setattr(launcher, "_BUSY_PAUSE_SECONDS", 0.0)
    local.tend()
    assert len(local._agents) == 2
    states.finish(store, claim, Outcome("succeeded"))


def test_an_agent_that_answers_a_question_will_wait_again_so_no_other_is_started(local, store, ask):
    local.tend()
    ask()
    takes(store, local._agents[0], quick=True)
    local._spare_at = 0.0
    local.tend()
    assert len(local._agents) == 1


def test_of_more_agents_than_the_settings_say_one_is_let_off_its_leash(local, store, ask):
    local.tend()
    local._agents += (local._start(),)
    first, second = local._agents
    local.tend()
    assert second.wait(timeout=10) == 0
    assert first.poll() is None


def test_agents_that_end_with_an_error_are_not_started_in_a_loop(local, submit):
    local.tend()
    local._agents[0].kill()
    local._agents[0].wait()
    submit()
    local.tend()
    assert not local._agents
    local._start_at = 0.0  # a while later
    local.tend()
    assert len(local._agents) == 1


def test_only_one_of_two_servers_on_a_machine_keeps_agents(local, store, lab_settings):
    assert leases.acquire(store, local._lease._name, holder=f"elsewhere:{os.getpid()}:1.00", seconds=60.0)
    local.tend()
    assert not local._agents


def test_a_server_without_slots_keeps_no_agents_and_leaves_the_machine_to_whoever_has_some(
    local, store, lab_settings, submit, ask
):
    submit(), ask()
    without = Local(store, lab_settings.model_copy(update={"slots": 0, "quick_slots": 0, "warm_workers": 1}))
    without.tend()
    assert not without._agents
    local.tend()
    assert len(local._agents) == 2, "the lease was free"
    without.close(drain=True)
    assert all(agent.poll() is None for agent in local._agents)


def test_a_server_with_quick_slots_alone_keeps_an_agent_for_questions_only(store, lab_settings, told, submit, ask):
    only_quick = Local(store, lab_settings.model_copy(update={"slots": 0, "warm_workers": 1}))
    only_quick._spare_at = 0.0
    only_quick.tend()
    assert len(only_quick._agents) == 1, "one waits, though no training has a slot"
    submit(), submit(), ask()
    only_quick.tend()
    assert len(only_quick._agents) == 1
    only_quick.close(drain=False)


def test_closing_ends_the_agents_that_wait(local):
    local.tend()
    (agent,) = local._agents
    local.close(drain=False)
    assert agent.returncode == 0


def test_closing_leaves_an_agent_with_a_run_alone_unless_it_drains(local, store, submit, monkeypatch):
    stand_in(monkeypatch, "import time; time.sleep(60)")
    local.tend()
    run_id = submit()
    (agent,) = local._agents
    takes(store, agent)
    asked = []

    def terminate(ref):
        asked.append(ref)
        agent.kill()

    monkeypatch.setattr(processes, "terminate", terminate)
    local.close(drain=False)
    assert not asked
    local.close(drain=True)
    assert asked == [store.run(run_id).ref]


def test_a_child_gets_every_setting_and_finds_the_package_from_anywhere(lab_settings, tmp_path):
    code = "from resnet_core.settings import settings; print(settings().model_dump_json())"
    command = [sys.executable, "-c", code]
    output = subprocess.check_output(command, env=environment(lab_settings), cwd=tmp_path, text=True)
    assert type(lab_settings).model_validate_json(output) == lab_settings


def test_a_ref_is_of_one_process_and_not_of_the_next_with_its_number():
    ref = processes.ref_of(os.getpid())
    host, pid, started = ref.rsplit(":", 2)
    assert processes.alive(ref) is True
    assert processes.alive(f"{host}:{pid}:{float(started) - 60:.2f}") is False
    assert processes.alive(None) is False


def test_of_another_machines_process_nothing_is_known():
    assert processes.alive(f"not-{socket.gethostname()}:1:0.00") is None


def test_a_process_that_has_ended_but_is_not_reaped_is_not_alive():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        ref = processes.ref_of(process.pid)
        processes.kill(ref)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert processes.alive(ref) is False


def test_what_keeps_the_agents_apart_is_started_again_when_it_has_ended(lab_settings, told, monkeypatch):
    monkeypatch.setattr(launcher, "_PAUSE_SECONDS", 0.0)
    apart = Apart(lab_settings)
    apart.start()
    first = until(lambda: apart._process)
    first.kill()
    second = until(lambda: apart._process if apart._process is not first else None)
    apart.wake()
    apart.stop()
    assert second.wait(timeout=20) == 0
    assert told.read_text() == "woken "


def until(look):
    """What `look` finds, once it finds anything."""
    deadline = time.monotonic() + 20
    while (found := look()) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert found is not None
    return found
