"""The process that keeps the agents is killed or ends; its runs do not notice, or wait in good order."""

import signal
import subprocess
import sys
import time

import psutil
import pytest

from resnet_core.jobs.launcher import environment


@pytest.fixture
def serve(scene):
    """Starts what keeps the agents of a machine, as a server does, as a process of its own."""

    def serve():
        command = [sys.executable, "-m", "resnet_core.jobs.agent"]
        return subprocess.Popen(command, env=environment(scene.settings), stderr=subprocess.DEVNULL)

    return serve


def spares(server):
    return [child for child in psutil.Process(server.pid).children() if "--leashed" in child.cmdline()]


def gone(process):
    deadline = time.monotonic() + 20
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.05)
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_run_goes_on_without_its_server_and_the_next_one_finds_it(scene, serve):
    with serve() as first:
        run_id = scene.submit()
        scene.until(run_id, lambda run: run.step > 40)
        runner, worker = scene.runner(run_id), scene.worker(run_id)
        waiting = [spare for spare in spares(first) if spare.pid != runner.pid]
        first.kill()
    step = scene.store.run(run_id).step
    scene.until(run_id, lambda run: run.step > step + 40)
    late = scene.submit(epochs=1)
    assert all(map(gone, waiting)), "a spare without a server ends"
    with serve() as second:
        run = scene.until_state(run_id, "succeeded")
        assert (run.attempt, run.losses) == (1, 0)
        scene.until_state(late, "succeeded")
        assert gone(worker)
        assert gone(runner)
        second.terminate()


def test_a_server_that_ends_in_good_order_saves_its_runs_and_the_next_one_starts_them(scene, serve):
    with serve() as first:
        run_id = scene.submit()
        scene.until(run_id, lambda run: run.step > 40)
        runner = scene.runner(run_id)
        first.send_signal(signal.SIGTERM)
        first.wait(timeout=30)
        assert gone(runner), "the server waits until the run is saved"
    run = scene.store.run(run_id)
    assert (run.state, run.losses) == ("queued", 0)
    assert (scene.folder(run_id) / "last.safetensors").exists()
    with serve() as second:
        assert scene.until_state(run_id, "succeeded").attempt == 2
        second.terminate()
