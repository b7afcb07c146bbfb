"""Places in the queue: how many are before a run, and when it starts."""

import time

import pytest
from sqlalchemy import event, update

from resnet_core import gallery
from resnet_core.jobs import states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.places import Occupant, places
from resnet_core.jobs.speeds import speed_key, start_seconds
from resnet_core.jobs.states import NewRun, Report
from resnet_core.presets import PRESETS
from resnet_core.schema import Progress, runs
from tests.postgresql import BOTH

DATABASES = BOTH
QUICK = PRESETS["quick"]
SECONDS = 60_000 / 2000
"""Of a run of `quick` at 2,000 images a second, without its tests."""


@pytest.fixture
def submit(store):
    def submit(config=QUICK, kind="train"):
        key = speed_key(config) if kind == "train" else ""
        return states.submit(store, NewRun(kind, config.model_dump_json() if key else "{}", kind, "ada", None, key))

    return submit


@pytest.fixture
def tell(store, claim_next):
    """The next run begins and tells this of itself."""

    def tell(**progress):
        claim = claim_next()
        states.advance(store, claim, to="running")
        states.report(store, claim, Report(progress=Progress(progress_at=time.time(), **progress)))
        return claim

    return tell


@pytest.fixture
def found(store):
    def found(slots=1):
        return places(store, slots=slots, quick_slots=1)

    return found


def test_whoever_runs_is_before_whoever_waits(submit, claim_next, found):
    waiting = [submit() for _ in range(6)][1:]
    claim_next()
    assert [found()[run_id].before for run_id in waiting] == [1, 2, 3, 4, 5]


def test_a_free_slot_is_waited_for_by_nobody(submit, claim_next, found):
    first, second, third = (submit() for _ in range(3))
    assert [found(slots=2)[run_id].before for run_id in (first, second, third)] == [0, 0, 2]
    claim_next()
    assert [found(slots=2)[run_id].before for run_id in (second, third)] == [0, 2]
    assert found(slots=2)[second].seconds == 0


def test_a_run_starts_when_those_before_it_have_ended(submit, tell, found):
    ids = [submit() for _ in range(3)]
    tell(images_per_second=2000.0, eta_seconds=10.0)
    assert found()[ids[1]].seconds == pytest.approx(10, abs=1)
    assert found()[ids[2]].seconds == pytest.approx(10 + SECONDS, abs=1)


def test_the_two_hundred_and_first_knows_its_start_too(submit, tell, found):
    ids = [submit() for _ in range(202)]
    tell(images_per_second=2000.0, eta_seconds=10.0)
    last = found()[ids[-1]]
    assert last.before == 201
    assert last.seconds == pytest.approx(10 + 200 * SECONDS, rel=0.01)


def test_two_slots_halve_the_wait(submit, tell, found):
    ids = [submit() for _ in range(6)]
    tell(images_per_second=2000.0, eta_seconds=10.0)
    tell(images_per_second=2000.0, eta_seconds=20.0)
    starts = [found(slots=2)[run_id].seconds for run_id in ids[2:]]
    assert starts == pytest.approx([10, 20, 10 + SECONDS, 20 + SECONDS], abs=1)


def test_a_run_that_has_finished_is_the_measure_of_the_next_one(store, submit, tell, found):
    submit()
    claim = tell(images_per_second=3000.0, evaluation_images_per_second=10_000.0, device="here")
    states.finish(store, claim, Outcome("succeeded"))
    ids = [submit() for _ in range(3)]
    tell()
    assert found()[ids[2]].seconds == pytest.approx(2 * (60_000 / 3000 + 2), abs=1)


OTHER = QUICK.model_copy(update={"training": QUICK.training.model_copy(update={"batch_size": 64})})
"""Half the batch: half the multiply-adds a step, and twice the steps."""


def test_behind_a_network_that_was_never_measured_a_start_is_rough_and_has_wide_bounds(submit, tell, found):
    submit()
    behind_known, behind_unknown = submit(OTHER), submit()
    tell(images_per_second=2000.0, evaluation_images_per_second=6000.0, eta_seconds=10.0)
    assert (found()[behind_known].seconds, found()[behind_known].bounds) == (pytest.approx(10, abs=1), None)
    rough = found()[behind_unknown]
    seconds = (60_000 + 2 * 10_000 / 3) / 2000  # as many multiply-adds a second as the network under way
    assert rough.seconds == pytest.approx(10 + seconds, rel=0.05)
    assert rough.bounds == pytest.approx((10 + seconds / 4, 10 + 4 * 2 * seconds), rel=0.05)


def test_where_nothing_was_ever_measured_a_start_is_not_foretold_unless_recorded_runs_may_stand_in(store, submit):
    waiting = [submit() for _ in range(3)]
    assert places(store, slots=1, quick_slots=1)[waiting[1]].seconds is None
    place = places(store, slots=1, quick_slots=1, elsewhere=True)[waiting[2]]
    recorded = 2 * gallery.load("quick").seconds
    assert place.seconds == pytest.approx(recorded)
    assert place.bounds == pytest.approx((recorded / 4, 4 * recorded))


def test_a_measurement_takes_as_long_as_those_of_its_kind(store, submit, claim_next, found):
    for seconds in (10, 20, 60):
        run_id = submit(kind="race")
        states.advance(store, claim := claim_next(), to="running")
        states.finish(store, claim, Outcome("succeeded"))
        with store.write() as connection:
            connection.execute(update(runs).where(runs.c.id == run_id).values(started=0.0, ended=float(seconds)))
    submit(kind="race")
    claim_next()
    waiting = submit()
    place = found()[waiting]
    assert place.seconds == pytest.approx(20, abs=1)
    [occupant] = place.behind
    assert (occupant.kind, occupant.seconds) == ("race", pytest.approx(20, abs=1))


def test_who_holds_the_slot_is_named(submit, tell, found):
    submit()
    waiting = submit()
    tell()
    assert found()[waiting].behind == (Occupant("train", "train", None),)


def test_quick_questions_wait_in_a_queue_of_their_own(submit, claim_next, found):
    submit()
    claim_next()
    quick, slow = submit(kind="three_forms"), submit(kind="race")
    assert (found()[quick].before, found()[slow].before) == (0, 1)


def test_a_long_queue_is_read_in_as_few_queries_as_a_short_one(store, submit, found):
    asked = []
    event.listen(store._engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    counts = []
    for _ in range(2):
        for _ in range(20):
            submit()
        asked.clear()
        found()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_only_starts_of_workers_that_were_not_ready_are_the_measure_of_a_start(store, submit, claim_next, monkeypatch):
    for seconds in (0.5, 12.0, 0.5, 20.0, 14.0):
        submit()
        claim, now = claim_next(), time.time()
        monkeypatch.setattr("resnet_core.store.time.time", lambda: now)  # noqa: B023 - called before the next round
        states.advance(store, claim, to="starting")
        monkeypatch.setattr("resnet_core.store.time.time", lambda: now + seconds)  # noqa: B023
        states.advance(store, claim, to="running")
        monkeypatch.undo()
        states.finish(store, claim, Outcome("succeeded"))
    with store.read() as connection:
        assert start_seconds(connection) == pytest.approx(14, abs=0.1)


def test_without_a_start_there_is_no_measure_of_one(store, submit):
    submit()
    with store.read() as connection:
        assert start_seconds(connection) is None
