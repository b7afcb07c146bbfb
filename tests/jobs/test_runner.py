"""The runner and a worker that behaves badly: real processes, but no torch in them."""

import json
import subprocess
import threading
import time

import pytest
from sqlalchemy import update

from resnet_core.analysis.memory import Span
from resnet_core.jobs import outcomes, states
from resnet_core.jobs.admission import Needs
from resnet_core.jobs.outcomes import FENCED, FULL, INTERRUPTED, Outcome
from resnet_core.jobs.runner import Supervisor
from resnet_core.jobs.states import Report
from resnet_core.schema import Progress, runs
from resnet_core.store import Store, change_run
from resnet_core.wording import message, to_json

SLEEP = "import time; time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {SLEEP}"
POLITE = f"""
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit({INTERRUPTED}))
print('ready', flush=True)
{SLEEP}
"""
FILLED = POLITE.replace(str(INTERRUPTED), str(FULL))


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
        if code in (DEAF, POLITE, FILLED):
            worker.stdout.readline()
        own = Store(lab_settings.database)
        supervisor = Supervisor(claim, worker, store=own, settings=lab_settings.model_copy(update=limits))
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
            own.close()
        return store.run(claimed.run_id)

    return supervise


def test_the_outcome_that_the_worker_leaves_becomes_the_runs_state(supervise, claimed, lab_settings):
    path = lab_settings.runs_dir / claimed.run_id / "outcome.json"
    left = {
        "token": claimed.token,
        "state": "diverged",
        "error_kind": "diverged",
        "message": to_json(message("error-diverged", step=3, smaller_lr=0.1)),
        "detail": "",
    }
    run = supervise(f"open({str(path)!r}, 'w').write({json.dumps(left)!r})")
    assert (run.state, run.error_kind, run.message) == (
        "diverged",
        "diverged",
        message("error-diverged", step=3, smaller_lr=0.1),
    )


def test_the_outcome_of_an_earlier_attempt_is_not_believed(supervise, claimed, lab_settings):
    outcomes.save(lab_settings.runs_dir / claimed.run_id, "another token", Outcome("succeeded"))
    assert supervise("pass").state == "queued"


def test_a_worker_that_is_killed_puts_its_run_back_into_the_queue(supervise):
    run = supervise("import os; os.kill(os.getpid(), 9)")
    assert run.state == "queued"
    assert run.losses == 1
    assert run.message.values["reason"] == message("outcome-process-killed")


ABORT = "import os; os.abort()"


def test_a_worker_that_crashes_twice_at_the_same_place_ends_its_run_with_signal_and_processor(
    supervise, claim_next, store, claimed
):
    states.report(store, claimed, Report(Progress(step=7, device="Xeon (CPU, 1 thread)")))
    first = supervise(ABORT)
    assert (first.state, first.losses) == ("queued", 1)
    assert first.message.values["reason"] == message("outcome-process-crashed", signal="SIGABRT")
    run = supervise(ABORT, claim=claim_next())
    assert (run.state, run.error_kind) == ("failed", "crashed")
    assert run.message.id == "outcome-crashed-twice"
    assert run.message.values.items() >= {"step": 7, "signal": "SIGABRT", "device": "Xeon (CPU, 1 thread)"}.items()


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
    told = message("outcome-memory-limit", limit_mb=300)
    assert run.message == told, "the config of this test names no network that could be forecast"


def test_too_much_memory_is_told_beside_what_was_foretold(supervise, store, claimed):
    with store.write() as connection:
        change_run(connection, claimed.run_id, foretold=Needs(Span(100, 250), 0, None, 1).as_json())
    run = supervise(f"held = bytearray(400 * 2**20); {SLEEP}", memory_limit_mb=300)
    told = message("outcome-memory-limit", limit_mb=300)
    assert run.message == message("outcome-foretold-limit", reason=told, least_mb=100, most_mb=250, limit_mb=300)


def test_too_long_a_run_is_saved_and_ended_with_the_limit(supervise):
    run = supervise(POLITE, time_limit_s=0.5)
    assert (run.state, run.error_kind) == ("failed", "time_limit")
    assert run.message.id == "outcome-time-limit-saved"
    assert run.message.values["limit"] == outcomes.duration(0.5)


def test_an_experiment_that_takes_too_long_does_not_say_that_it_was_saved(supervise, store):
    with store.write() as connection:
        connection.execute(update(runs).values(kind="growth"))
    run = supervise(POLITE, time_limit_s=0.5)
    assert run.error_kind == "time_limit"
    assert run.message.id == "outcome-time-limit-lost"


def test_a_run_that_stands_still_is_ended_with_the_time_it_stood(supervise):
    run = supervise(DEAF, stall_limit_s=0.5)
    assert (run.state, run.error_kind) == ("failed", "stalled")
    assert run.message == message("outcome-stalled-saved", limit=outcomes.duration(0.5))


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
    assert run.message.id == "outcome-stopped-saved"


def test_a_worker_that_does_not_listen_is_ended_after_the_grace(supervise, store, claimed):
    run = supervise(DEAF, lambda _: states.ask_stop(store, claimed.run_id))
    assert run.state == "stopped"
    assert run.message == message("outcome-stopped-forced")


def test_a_run_stopped_on_a_full_disk_is_told_to_be_saved_before(supervise, store, claimed):
    run = supervise(FILLED, lambda _: states.ask_stop(store, claimed.run_id))
    assert (run.state, run.message) == ("stopped", message("outcome-stopped-full", step=run.step))


def test_a_run_drained_on_a_full_disk_waits_again(supervise):
    run = supervise(FILLED, lambda supervisor: supervisor.drain())
    assert (run.state, run.losses) == ("queued", 0)


def test_a_worker_that_finds_no_room_for_its_outcome_ends_with_that_reason(supervise):
    run = supervise(f"import sys; sys.exit({FULL})")
    assert (run.state, run.error_kind, run.message) == ("failed", "disk_full", message("outcome-disk-full"))


def test_a_drained_run_waits_again_and_no_attempt_is_used_up(supervise):
    run = supervise(POLITE, lambda supervisor: supervisor.drain())
    assert (run.state, run.losses) == ("queued", 0)


def test_a_worker_is_ended_when_another_attempt_has_taken_over(supervise, store, claimed, claim_next):
    def take_over(_supervisor):
        states.requeue(store, claimed, reason=message("outcome-runner-gone"), lost=True)
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
def answered(store, ask, claim_question, lab_settings, python):
    """Runs a supervisor over a worker that leaves this outcome for a question and then waits for the next claim."""
    workers = []

    def answered(outcome):
        ask()
        claim = claim_question()
        (lab_settings.runs_dir / claim.run_id).mkdir(parents=True)
        outcomes.save(lab_settings.runs_dir / claim.run_id, claim.token, outcome)
        worker = subprocess.Popen([python, "-c", SLEEP], stdin=subprocess.PIPE, text=True)
        workers.append(worker)
        return Supervisor(claim, worker, store=store, settings=lab_settings).run(), worker, store.run(claim.run_id)

    yield answered
    for worker in workers:
        worker.kill()
        worker.communicate()


@pytest.mark.parametrize(
    "outcome", [Outcome("succeeded"), Outcome("failed", "refused", message("error-plain", text="no"))]
)
def test_a_worker_that_answered_a_question_or_refused_it_is_kept_for_the_next(answered, outcome):
    fit, worker, run = answered(outcome)
    assert (fit, worker.poll(), run.state) == (True, None, outcome.state)


def test_an_answering_worker_that_ran_out_of_memory_is_not_kept(answered, monkeypatch, store):
    monkeypatch.setattr("resnet_core.jobs.runner.BEAT_SECONDS", 0.1)
    limited = threading.Timer(1.0, lambda: [states.ask_stop(store, run.id) for run in states.active(store)])
    monkeypatch.setattr("resnet_core.jobs.runner.GRACE_SECONDS", 0.3)
    limited.start()
    fit, worker, run = answered(Outcome("failed", "memory_limit", message("outcome-memory-limit", limit_mb=300)))
    assert not fit
    assert worker.poll() is not None
    assert run.error_kind == "memory_limit"
