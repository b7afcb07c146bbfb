"""Processes of a real run are killed, and the run comes to the same weights as one that nobody disturbed."""

import math
import signal
import time

import psutil

from resnet_core.store import find_run


def test_an_undisturbed_run_leaves_weights_results_and_a_whole_curve(shared, undisturbed):
    run = shared.store.run(undisturbed)
    assert (run.attempt, run.step, run.data) == (1, 800, "sketches")
    assert [step for step, _loss in shared.curve(undisturbed)] == list(range(1, 801))
    for kind in ("weights", "results", "wrong_images"):
        assert shared.lab.artifact(undisturbed, kind).stat().st_size > 0
    assert shared.lab.metrics(undisturbed)["test_accuracy"][0].tolist() == list(range(40, 801, 40))


def test_a_run_whose_worker_is_killed_goes_on_from_its_checkpoint(shared, undisturbed):
    run_id = shared.submit()
    shared.until_saved(run_id)
    shared.worker(run_id).kill()
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (2, 1)
    assert "checkpoint read" in shared.kinds(run_id)
    assert shared.same_end(run_id, undisturbed)


def test_a_worker_that_crashes_twice_at_the_same_place_ends_its_run_and_resume_tries_once(shared):
    run_id = shared.submit()
    shared.until_saved(run_id)
    for attempt in (1, 2):
        shared.until(run_id, lambda run, number=attempt: (run.state, run.attempt) == ("running", number))
        shared.worker(run_id).send_signal(signal.SIGABRT)
    run = shared.until_state(run_id, "failed")
    assert (run.error_kind, run.losses) == ("crashed", 1)
    assert run.message.values["signal"] == "SIGABRT"
    assert "CPU, 1 thread" in run.message.values["device"]
    shared.lab.resume(run_id)
    shared.until(run_id, lambda run: (run.state, run.attempt) == ("running", 3))
    shared.worker(run_id).send_signal(signal.SIGABRT)
    assert shared.until_state(run_id, "failed").attempt == 3


def test_a_run_whose_runner_is_killed_takes_its_worker_along_and_goes_on(shared, undisturbed):
    run_id = shared.submit()
    shared.until_saved(run_id)
    worker = shared.worker(run_id)
    shared.runner(run_id).kill()
    assert worker.wait(timeout=10) is None, "the worker has left by itself"
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (2, 1)
    assert shared.same_end(run_id, undisturbed)


def test_a_run_whose_machine_drains_is_saved_and_uses_up_no_attempt(shared, undisturbed):
    run_id = shared.submit()
    shared.until(run_id, lambda run: run.step > 40)
    shared.runner(run_id).send_signal(signal.SIGTERM)
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (2, 0)
    assert "drained" in shared.kinds(run_id)
    assert shared.same_end(run_id, undisturbed)


def test_a_stopped_run_is_saved_where_it_stood_and_resumes_to_the_same_end(shared, undisturbed):
    run_id = shared.submit()
    shared.until(run_id, lambda run: run.step > 40)
    shared.lab.stop(run_id)
    stopped = shared.until_state(run_id, "stopped")
    assert 40 < stopped.step < 800
    assert (shared.folder(run_id) / "last.safetensors").exists()
    assert stopped.message.id == "outcome-stopped-saved"
    shared.lab.resume(run_id)
    run = shared.until_state(run_id, "succeeded")
    assert run.attempt == 2
    assert f"goes on from step {stopped.step}" in [event.detail for event in shared.store.events(run_id)]
    assert shared.same_end(run_id, undisturbed)


def test_a_damaged_checkpoint_costs_some_steps_and_not_the_run(shared, undisturbed):
    run_id = shared.submit()
    previous = shared.folder(run_id) / "previous.safetensors"
    shared.until(run_id, lambda run: run.state == "running" and previous.exists())
    shared.lab.stop(run_id)
    shared.until_state(run_id, "stopped")
    last = shared.folder(run_id) / "last.safetensors"
    content = bytearray(last.read_bytes())
    content[-100] ^= 1
    last.write_bytes(content)
    shared.lab.resume(run_id)
    shared.until_state(run_id, "succeeded")
    assert shared.kinds(run_id).count("checkpoint refused") == 1
    assert shared.kinds(run_id).count("checkpoint read") == 1
    assert shared.same_end(run_id, undisturbed)


def test_a_loss_that_is_no_number_ends_as_diverged_and_keeps_its_curve(shared):
    run_id = shared.submit(lr=100.0, schedule="constant", momentum=0.99)
    run = shared.until_state(run_id, "diverged")
    assert run.error_kind == "diverged"
    assert run.message.id == "error-diverged"
    curves = shared.lab.metrics(run_id)
    steps, losses = curves["train_loss"]
    assert steps.tolist() == list(range(1, len(steps) + 1))
    assert not any(map(math.isnan, losses[:-1])), "it ends at the first value that is no number"
    assert math.isnan(losses[-1]) or math.isnan(curves["test_loss"][1][-1])


def test_a_worker_that_hangs_is_ended_and_leaves_its_last_checkpoint(shared):
    run_id = shared.submit()
    shared.until_saved(run_id)
    worker = shared.worker(run_id)
    with shared.store.write() as connection:  # so that it stops with no lock of the store's in its hands
        find_run(connection, run_id)
        worker.send_signal(signal.SIGSTOP)
        while worker.status() != psutil.STATUS_STOPPED:
            time.sleep(0.01)
    shared.lab.stop(run_id)
    run = shared.until_state(run_id, "stopped")
    assert run.message.id == "outcome-stopped-forced"
    assert (shared.folder(run_id) / "last.safetensors").exists()


def test_no_process_of_an_ended_run_is_left(shared):
    run_id = shared.submit(epochs=1)
    shared.until(run_id, lambda run: run.ref is not None and run.state == "running")
    runner, worker = shared.runner(run_id), shared.worker(run_id)
    shared.until_state(run_id, "succeeded")
    deadline = time.monotonic() + 20
    while (runner.is_running() or worker.is_running()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.is_running()
    assert not runner.is_running(), "the dispatcher has reaped it"
