"""The runner and a worker that behaves badly: real processes, but no torch in them."""

import json
import subprocess
import threading
import time

import pytest
from sqlalchemy import update

from resnet_core.jobs import outcomes, states
from resnet_core.jobs.outcomes import FENCED, INTERRUPTED, Outcome
from resnet_core.jobs.runner import Supervisor
from resnet_core.jobs.states import Progress, Report
from resnet_core.store import runs

SLEEP = "import time; time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {SLEEP}"
POLITE = f"""
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit({INTERRUPTED}))
print('ready', flush=True)
{SLEEP}
"""


@pytest.fixture
def supervise(store, claimed, lab_settings, python, monkeypatch):
    """Runs a supervisor to its end over a worker that executes `code`; `during` happens once it runs."""
    monkeypatch.setattr("resnet_core.jobs.runner.BEAT_SECONDS", 0.1)
    monkeypatch.setattr("resnet_core.jobs.runner.GRACE_SECONDS", 0.3)
    (lab_settings.runs_dir / claimed.run_id).mkdir(parents=True)

    def supervise(code, during=lambda _supervisor: None, *, claim=claimed, **limits):
        worker = subprocess.Popen([python, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert worker.stdin
        assert worker.stdout
        if code in (DEAF, POLITE):
            worker.stdout.readline()
        supervisor = Supervisor(claim, worker, lab_settings.model_copy(update=limits))
        thread = threading.Thread(target=supervisor.run)
        thread.start()
        try:
            during(supervisor)
            thread.join(timeout=30)
            assert not thread.is_alive()
            assert worker.poll() is not None, "no worker outlives its supervisor"
        finally:
            worker.kill()
            worker.stdin.close()
            worker.stdout.close()
        return store.run(claimed.run_id)

    return supervise


def test_the_outcome_that_the_worker_leaves_becomes_the_runs_state(supervise, claimed, lab_settings):
    path = lab_settings.runs_dir / claimed.run_id / "outcome.json"
    left = {"token": claimed.token, "state": "diverged", "error_kind": "diverged", "message": "NaN", "detail": ""}
    run = supervise(f"open({str(path)!r}, 'w').write({json.dumps(left)!r})")
    assert (run.state, run.error_kind, run.message) == ("diverged", "diverged", "NaN")


def test_the_outcome_of_an_earlier_attempt_is_not_believed(supervise, claimed, lab_settings):
    outcomes.save(lab_settings.runs_dir / claimed.run_id, "another token", Outcome("succeeded"))
    assert supervise("pass").state == "queued"


def test_a_worker_that_is_killed_puts_its_run_back_into_the_queue(supervise):
    run = supervise("import os; os.kill(os.getpid(), 9)")
    assert run.state == "queued"
    assert run.losses == 1
    assert "from outside (SIGKILL)" in run.message


ABORT = "import os; os.abort()"


def test_a_worker_that_crashes_twice_at_the_same_place_ends_its_run_with_signal_and_processor(
    supervise, claim_next, store, claimed
):
    states.report(store, claimed, Report(Progress(step=7, device="Xeon (CPU, 1 thread)")))
    first = supervise(ABORT)
    assert (first.state, first.losses) == ("queued", 1)
    assert "crashed in itself (SIGABRT)" in first.message
    run = supervise(ABORT, claim=claim_next())
    assert (run.state, run.error_kind) == ("failed", "crashed")
    assert "twice at the same place, after step 7, with SIGABRT, on Xeon (CPU, 1 thread)" in run.message


def test_a_run_that_crashed_and_is_resumed_takes_one_attempt_and_no_more(supervise, claim_next, store, claimed):
    supervise(ABORT)
    supervise(ABORT, claim=claim_next())
    states.resume(store, claimed.run_id)
    run = supervise(ABORT, claim=claim_next())
    assert (run.state, run.error_kind, run.attempt) == ("failed", "crashed", 3)


def test_a_run_that_was_saved_between_two_crashes_has_come_further_and_goes_on(
    supervise, claim_next, claimed, lab_settings
):
    supervise(ABORT)
    (lab_settings.runs_dir / claimed.run_id / "last.safetensors").write_text("a checkpoint")
    assert supervise(ABORT, claim=claim_next()).state == "queued"


def test_two_different_signals_are_not_the_same_crash(supervise, claim_next):
    supervise(ABORT)
    segfault = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    assert supervise(segfault, claim=claim_next()).state == "queued"


def test_a_worker_that_is_killed_twice_is_tried_a_third_time(supervise, claim_next):
    for claim in (None, claim_next):
        given = {"claim": claim()} if claim else {}
        run = supervise("import os; os.kill(os.getpid(), 9)", **given)
        assert run.state == "queued"


def test_too_much_memory_ends_the_run_with_the_limit_and_a_way_out(supervise):
    run = supervise(f"held = bytearray(400 * 2**20); {SLEEP}", memory_limit_mb=300)
    assert (run.state, run.error_kind) == ("failed", "memory_limit")
    assert "300 MB" in run.message
    assert "smaller network" in run.message, "the config of this test names none that could be forecast"


def test_too_long_a_run_is_saved_and_ended_with_the_limit(supervise):
    run = supervise(POLITE, time_limit_s=0.5)
    assert (run.state, run.error_kind) == ("failed", "time_limit")
    assert "time limit of 0.5 s" in run.message


def test_an_experiment_that_takes_too_long_does_not_say_that_it_was_saved(supervise, store):
    with store.write() as connection:
        connection.execute(update(runs).values(kind="growth"))
    run = supervise(POLITE, time_limit_s=0.5)
    assert run.error_kind == "time_limit"
    assert "nothing of it is kept" in run.message


def test_a_run_that_stands_still_is_ended_with_the_time_it_stood(supervise):
    run = supervise(DEAF, stall_limit_s=0.5)
    assert (run.state, run.error_kind) == ("failed", "stalled")
    assert "0.5 s" in run.message


def test_a_run_that_reports_does_not_count_as_standing_still(supervise, store, claimed):
    def report(_supervisor):
        for _ in range(10):
            with store.write() as connection:
                connection.execute(update(runs).values(progress_at=time.time()))
            time.sleep(0.1)
        states.ask_stop(store, claimed.run_id)

    assert supervise(POLITE, report, stall_limit_s=0.8).state == "stopped"


def test_a_stopped_run_whose_worker_saves_says_that_it_can_go_on(supervise, store, claimed):
    run = supervise(POLITE, lambda _: states.ask_stop(store, claimed.run_id))
    assert run.state == "stopped"
    assert "saved" in run.message


def test_a_worker_that_does_not_listen_is_ended_after_the_grace(supervise, store, claimed):
    run = supervise(DEAF, lambda _: states.ask_stop(store, claimed.run_id))
    assert run.state == "stopped"
    assert "did not stop by itself" in run.message


def test_a_drained_run_waits_again_and_no_attempt_is_used_up(supervise):
    run = supervise(POLITE, lambda supervisor: supervisor.drain())
    assert (run.state, run.losses) == ("queued", 0)


def test_a_worker_is_ended_when_another_attempt_has_taken_over(supervise, store, claimed, claim_next):
    def take_over(_supervisor):
        states.requeue(store, claimed, reason="partition", lost=True)
        claim_next()

    run = supervise(SLEEP, take_over)
    assert (run.state, run.attempt) == ("assigned", 2)


def test_a_worker_that_finds_itself_fenced_changes_nothing(supervise):
    assert supervise(f"raise SystemExit({FENCED})").state == "starting"


def test_an_outage_of_the_store_is_waited_out(supervise, store, claimed, monkeypatch):
    monkeypatch.setattr("resnet_core.database._BUSY_SECONDS", 0.05)

    def lock(_supervisor):
        time.sleep(0.3)
        with store.write():
            time.sleep(1.0)

    run = supervise("import time; time.sleep(1)", lock)
    assert (run.state, run.losses) == ("queued", 1)


@pytest.fixture
def probed(store, ask, claim_probe, lab_settings, python):
    """Runs a supervisor over a worker that leaves this outcome for a probe and then waits for the next claim."""
    workers = []

    def probed(outcome):
        ask()
        claim = claim_probe()
        (lab_settings.runs_dir / claim.run_id).mkdir(parents=True)
        outcomes.save(lab_settings.runs_dir / claim.run_id, claim.token, outcome)
        worker = subprocess.Popen([python, "-c", SLEEP], stdin=subprocess.PIPE, text=True)
        workers.append(worker)
        return Supervisor(claim, worker, lab_settings).run(), worker, store.run(claim.run_id)

    yield probed
    for worker in workers:
        worker.kill()
        worker.communicate()


@pytest.mark.parametrize("outcome", [Outcome("succeeded"), Outcome("failed", "refused", "no")])
def test_a_worker_that_answered_a_probe_or_refused_it_is_kept_for_the_next(probed, outcome):
    fit, worker, run = probed(outcome)
    assert (fit, worker.poll(), run.state) == (True, None, outcome.state)


def test_a_probes_worker_that_ran_out_of_memory_is_not_kept(probed, monkeypatch, store):
    monkeypatch.setattr("resnet_core.jobs.runner.BEAT_SECONDS", 0.1)
    limited = threading.Timer(1.0, lambda: [states.ask_stop(store, run.id) for run in states.active(store)])
    monkeypatch.setattr("resnet_core.jobs.runner.GRACE_SECONDS", 0.3)
    limited.start()
    fit, worker, run = probed(Outcome("failed", "memory_limit", "too much"))
    assert not fit
    assert worker.poll() is not None
    assert run.error_kind == "memory_limit"
