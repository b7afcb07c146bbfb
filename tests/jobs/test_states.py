"""Every change of a run's state, and that no two can own the same run."""

import threading
import time

import pytest
from sqlalchemy import update

from resnet_core.jobs import states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.states import Claim, FencedError, Report
from resnet_core.schema import Progress, runs
from resnet_core.store import Point, Store
from resnet_core.wording import message
from tests.postgresql import BOTH
from tests.refusals import refused

DATABASES = BOTH
WHY = message("outcome-runner-gone")


def kinds(store, run_id):
    return [event.kind for event in store.events(run_id)]


def claimed_by_eight(lab_settings, *, slots):
    """The claims of eight claimers that began in the same moment and went on until none was left for them."""
    claims = []
    start = threading.Barrier(8)

    def claim_all():
        own = Store(lab_settings.database)
        start.wait()
        while claim := states.claim_next(own, slots=slots):
            claims.append(claim)
        own.close()

    threads = [threading.Thread(target=claim_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return claims


def test_eight_claimers_at_once_never_claim_a_run_twice(submit, lab_settings):
    expected = {submit() for _ in range(40)}
    claims = claimed_by_eight(lab_settings, slots=1000)
    assert len(claims) == len(expected)
    assert {claim.run_id for claim in claims} == expected


def test_eight_claimers_at_once_never_take_more_slots_than_there_are(submit, lab_settings):
    for _ in range(16):
        submit()
    assert len(claimed_by_eight(lab_settings, slots=3)) == 3


def test_no_more_runs_are_claimed_than_there_are_slots(store, submit):
    for _ in range(3):
        submit()
    assert states.claim_next(store, slots=2)
    assert states.claim_next(store, slots=2)
    assert states.claim_next(store, slots=2) is None


def test_a_second_learner_need_not_wait_for_all_runs_of_the_first(store, submit, claim_next):
    flood = [submit("ada") for _ in range(3)]
    late = submit("ben")
    with store.read() as connection:
        assert states.queue(connection) == [flood[0], late, flood[1], flood[2]]
    assert [claim_next().run_id for _ in range(4)] == [flood[0], late, flood[1], flood[2]]


def test_questions_and_training_do_not_wait_for_each_other(store, submit, ask, claim_next, claim_question):
    training, question = [submit(), submit()], [ask(), ask()]
    with store.read() as connection:
        assert states.queue(connection) == training
        assert states.queue(connection, quick=True) == question
    assert claim_next().run_id == training[0]
    assert states.claim_next(store, slots=1) is None
    assert claim_question().run_id == question[0]
    assert states.claim_next(store, slots=1, quick=True) is None


def test_a_succeeded_run_starts_again_only_when_that_is_asked_for(store, ask, claim_question):
    run_id = ask()
    states.finish(store, claim_question(), Outcome("succeeded"))
    states.resume(store, run_id, again_for="ben")
    assert store.run(run_id).state == "queued"


def test_the_same_key_of_the_same_owner_finds_the_first_run(store, submit):
    assert submit(key="click 1") == submit(key="click 1")
    assert submit(key="click 1") != submit(key="click 2")
    assert submit("ada", key="click 1") != submit("ben", key="click 1")


def test_the_path_of_a_run_is_in_its_history(store, claimed):
    states.advance(store, claimed, to="starting")
    states.advance(store, claimed, to="running")
    states.finish(store, claimed, Outcome("succeeded"))
    run = store.run(claimed.run_id)
    assert run.state == "succeeded"
    assert run.token is None
    assert run.created <= run.started <= run.ended
    assert kinds(store, run.id) == ["submitted", "assigned", "starting", "running", "succeeded"]


@pytest.mark.parametrize(
    "write",
    [
        lambda store, claim: states.beat(store, claim, ref="x"),
        lambda store, claim: states.advance(store, claim, to="running"),
        lambda store, claim: states.report(store, claim, Report(points=[Point("loss", 1, 1.0)])),
        lambda store, claim: states.finish(store, claim, Outcome("succeeded")),
        lambda store, claim: states.requeue(store, claim, reason=WHY, lost=False),
    ],
    ids=["beat", "advance", "report", "finish", "requeue"],
)
def test_an_attempt_that_was_replaced_can_write_nothing(store, claimed, write, claim_next):
    states.requeue(store, claimed, reason=WHY, lost=True)
    second = claim_next()
    before = store.run(claimed.run_id)
    with pytest.raises(FencedError, match="another attempt has taken over"):
        write(store, claimed)
    assert store.run(claimed.run_id) == before
    assert store.points_after(claimed.run_id, {}) == {}
    states.report(store, second, Report(points=[Point("loss", 1, 1.0)]))
    assert store.points_after(claimed.run_id, {}) == {"loss": [(1, 1.0)]}


def test_a_report_keeps_progress_and_curve_together(store, claimed):
    states.advance(store, claimed, to="running")
    progress = Progress(phase=message("phase-training"), step=7, total_steps=9, eta_seconds=1.5, progress_at=123.0)
    assert states.report(store, claimed, Report(progress, [Point("loss", 7, 0.1)], [("hint", "text")])) is False
    run = store.run(claimed.run_id)
    assert (run.phase, run.step, run.total_steps, run.eta_seconds, run.progress_at) == (
        message("phase-training"),
        7,
        9,
        1.5,
        123.0,
    )
    assert kinds(store, run.id)[-1] == "hint"


def test_a_waiting_run_stops_at_once_and_is_not_claimed(store, submit):
    run_id = submit()
    assert states.ask_stop(store, run_id) == "stopped"
    assert states.claim_next(store, slots=1) is None


def test_the_wish_to_stop_outlives_the_start_of_the_worker(store, claimed):
    assert states.ask_stop(store, claimed.run_id) == "stopping"
    states.advance(store, claimed, to="starting")
    states.advance(store, claimed, to="running")
    assert store.run(claimed.run_id).state == "stopping"
    assert states.report(store, claimed, Report()) is True
    assert states.ask_stop(store, claimed.run_id) == "stopping"


def test_a_finished_run_stays_as_it_is_when_asked_to_stop(store, claimed):
    states.finish(store, claimed, Outcome("succeeded"))
    assert states.ask_stop(store, claimed.run_id) == "succeeded"


def test_a_stopped_run_resumes_once_and_a_succeeded_one_never(store, claimed, claim_next):
    states.finish(store, claimed, Outcome("stopped", message=message("outcome-stopped-saved", step=5)))
    states.resume(store, claimed.run_id)
    states.resume(store, claimed.run_id)
    assert kinds(store, claimed.run_id).count("resumed") == 1
    second = claim_next()
    run = store.run(claimed.run_id)
    assert (run.attempt, run.message, run.ended) == (2, None, None)
    states.finish(store, second, Outcome("succeeded"))
    with refused("not-resumable", state="succeeded"):
        states.resume(store, claimed.run_id)


def test_a_run_that_loses_its_process_three_times_has_failed(store, claimed, claim_next):
    claim = claimed
    for _ in range(states.MAX_LOSSES - 1):
        assert states.requeue(store, claim, reason=WHY, lost=True) == "queued"
        claim = claim_next()
    assert states.requeue(store, claim, reason=WHY, lost=True) == "failed"
    run = store.run(claim.run_id)
    assert run.error_kind == "worker_lost"
    assert run.message == message("outcome-given-up", reason=WHY, losses=3)


def test_a_resumed_run_has_all_its_attempts_again(store, claimed, claim_next):
    claim = claimed
    for _ in range(states.MAX_LOSSES - 1):
        states.requeue(store, claim, reason=WHY, lost=True)
        claim = claim_next()
    states.requeue(store, claim, reason=WHY, lost=True)
    states.resume(store, claim.run_id)
    assert store.run(claim.run_id).losses == 0
    assert states.requeue(store, claim_next(), reason=WHY, lost=True) == "queued"


def test_a_run_started_when_its_first_attempt_did(store, claimed, claim_next):
    states.advance(store, claimed, to="running")
    started = store.run(claimed.run_id).started
    states.requeue(store, claimed, reason=WHY, lost=True)
    states.advance(store, claim_next(), to="running")
    assert store.run(claimed.run_id).started == started


def test_a_drained_run_does_not_use_up_its_attempts(store, claimed, claim_next):
    claim = claimed
    for _ in range(2 * states.MAX_LOSSES):
        assert states.requeue(store, claim, reason=WHY, lost=False) == "queued"
        claim = claim_next()


def test_a_run_that_was_asked_to_stop_is_not_queued_again_when_its_process_goes_away(store, claimed):
    states.ask_stop(store, claimed.run_id)
    assert states.requeue(store, claimed, reason=WHY, lost=True) == "stopped"


def test_a_question_that_goes_away_promises_nothing_that_was_saved(store, ask, claim_question):
    first = ask()
    claim = claim_question()
    assert claim.run_id == first
    states.requeue(store, claim, reason=WHY, lost=True)
    assert store.run(first).message == message("outcome-starts-anew", reason=WHY)
    claim = claim_question()
    states.ask_stop(store, claim.run_id)
    states.requeue(store, claim, reason=WHY, lost=False)
    assert store.run(claim.run_id).state == "stopped"
    assert store.run(claim.run_id).message.id == "outcome-stopped-lost"


def test_a_requeued_run_keeps_its_place_before_younger_ones(store, claimed, submit):
    younger = submit()
    states.requeue(store, claimed, reason=WHY, lost=True)
    with store.read() as connection:
        assert states.queue(connection) == [claimed.run_id, younger]


def test_a_claim_renews_both_clocks(store, submit, claim_next):
    run_id = submit()
    with store.write() as connection:
        connection.execute(update(runs).values(progress_at=1.0, heartbeat=1.0))
    before = time.time()
    assert claim_next() == Claim(run_id, store.run(run_id).token)
    run = store.run(run_id)
    assert run.heartbeat >= before
    assert run.progress_at >= before
