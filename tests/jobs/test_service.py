"""The lab as pages use it; no run is executed here."""

import math
import threading

import pytest
from sqlalchemy import update

from resnet_core.config import RunConfig, parse
from resnet_core.jobs import looks, states
from resnet_core.jobs.admission import Needs
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Lab
from resnet_core.jobs.states import Report
from resnet_core.schema import Progress, runs
from resnet_core.settings import Settings
from resnet_core.store import Artifact, Point, add_event
from resnet_core.wording import message
from tests.postgresql import BOTH
from tests.refusals import refused

DATABASES = BOTH
CONFIG = {"network": {"stages": [{"blocks": 1, "channels": 8}]}, "training": {"epochs": 2}}


@pytest.fixture
def woken():
    return []


@pytest.fixture
def lab(store, lab_settings, woken):
    return Lab(store, lab_settings, wake=lambda: woken.append(1)).of(LOCAL)


@pytest.fixture
def queues_only(store, lab_settings):
    """The lab of a server without slots."""
    known = {"slots": 0, "quick_slots": 0, "memory_limit_mb": 10**9, "device": "auto"}
    return Lab(store, Settings(**lab_settings.model_dump() | known)).of(LOCAL)


@pytest.fixture
def fresh(lab, monkeypatch):
    """The lab without its caches' rest, so that a test sees what is in the store now."""
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    monkeypatch.setattr(looks, "GAUGE_SECONDS", 0.0)
    monkeypatch.setattr("resnet_core.jobs.curves.REFRESH_SECONDS", 0.0)
    return lab


def test_a_submitted_run_waits_wakes_the_dispatcher_and_holds_its_whole_config(lab, woken):
    view = lab.view(lab.submit("train", CONFIG, name="mine"))
    assert (view.state, view.name, view.attempt) == ("queued", "mine", 0)
    assert view.place is not None
    assert view.config == parse(RunConfig, CONFIG).model_dump(mode="json")
    assert not view.finished
    assert woken == [1]


def test_a_config_out_of_bounds_is_refused_at_the_door(lab):
    with refused("too-small", setting="training.epochs", value="0", bound=1):
        lab.submit("train", {**CONFIG, "training": {"epochs": 0}})
    assert lab.runs() == ()


def test_a_double_click_submits_one_run(lab):
    assert lab.submit("train", CONFIG, key="k") == lab.submit("train", CONFIG, key="k")
    assert len(lab.runs()) == 1


@pytest.fixture
def answer_next(store, lab_settings, claim_question):
    """Plays the worker of the question whose turn it is."""

    def answer_next():
        claim = claim_question()
        folder = lab_settings.runs_dir / claim.run_id
        folder.mkdir(parents=True)
        (folder / "results.json").write_text('{"answer": 42}')
        states.report(store, claim, Report(artifacts=[Artifact("results", f"{claim.run_id}/results.json", 1, "")]))
        states.finish(store, claim, Outcome("succeeded"))

    return answer_next


def test_the_same_question_has_one_run_waiting_or_answered(lab, store, answer_next):
    first = lab.ask("three_forms", {"channels": 8})
    assert lab.ask("three_forms", {"channels": 8, "seed": 0}) == first, "a default said aloud changes nothing"
    assert lab.results(first) is None
    answer_next()
    assert lab.ask("three_forms", {"channels": 8}) == first
    assert lab.results(first) == {"answer": 42}
    assert store.run(first).attempt == 1


def test_another_config_another_kind_and_other_code_are_other_questions(lab, monkeypatch):
    first = lab.ask("three_forms", {"channels": 8})
    assert lab.ask("three_forms", {"channels": 16}) != first
    assert lab.ask("addition", {"seed": 3}) != lab.ask("addition", {})
    monkeypatch.setattr("resnet_core.jobs.questions.code_version", lambda: "the next release")
    assert lab.ask("three_forms", {"channels": 8}) != first


@pytest.mark.parametrize(
    "outcome", [Outcome("failed", "refused", message("error-plain", text="no")), Outcome("stopped")]
)
def test_a_question_without_an_answer_is_asked_again(lab, store, outcome, woken, claim_question):
    run_id = lab.ask("three_forms", {})
    states.finish(store, claim_question(), outcome)
    del woken[:]
    assert lab.ask("three_forms", {}) == run_id
    assert lab.view(run_id).state == "queued"
    assert woken


def test_an_answer_whose_file_is_gone_is_computed_again(lab, answer_next):
    run_id = lab.ask("three_forms", {})
    answer_next()
    lab.artifact(run_id, "results").unlink()
    lab.ask("three_forms", {})
    assert lab.view(run_id).state == "queued"


def test_a_question_is_checked_by_the_rules_of_its_kind(lab):
    with refused("too-small", setting="channels", bound=1):
        lab.ask("three_forms", {"channels": 0})
    with refused("several"):
        lab.ask("three_forms", CONFIG)
    with refused("no-such-kind", kind="tea"):
        lab.ask("tea", {})


def test_questions_are_not_among_the_runs_and_know_their_own_place(lab):
    lab.ask("three_forms", {})
    train, question = lab.submit("train", CONFIG), lab.ask("three_forms", {"seed": 1})
    assert [view.id for view in lab.runs()] == [train]
    assert [view.place and view.place.before for view in map(lab.view, (train, question))] == [0, 1]


def test_a_run_knows_its_place_from_the_first_look_on(lab, monkeypatch):
    """However many look at others in this very moment, whose places are read once for all."""
    monkeypatch.setattr(looks, "VIEW_SECONDS", 3600.0)
    for before in range(3):
        run = lab.submit("train", CONFIG)
        assert (place := lab.view(run).place) is not None
        assert place.before == before


def test_waiting_runs_know_their_place_and_newer_runs_come_first_in_the_list(lab, store, claim_next):
    first, second, third = (lab.submit("train", CONFIG) for _ in range(3))
    claim_next()
    assert [view.id for view in lab.runs()] == [third, second, first]
    assert [view.place and view.place.before for view in lab.runs()] == [2, 1, None]
    assert [view.id for view in lab.runs(limit=1)] == [third]


def test_stop_and_resume_show_at_once(lab):
    run_id = lab.submit("train", CONFIG)
    assert lab.view(run_id).state == "queued"
    lab.stop(run_id)
    assert (lab.view(run_id).state, lab.view(run_id).resumable) == ("stopped", True)
    lab.resume(run_id)
    assert lab.view(run_id).state == "queued"


def test_a_diverged_run_is_seen_as_such_with_its_curve(fresh, store, claim_next):
    run_id = fresh.submit("train", CONFIG)
    claim = claim_next()
    states.report(store, claim, Report(points=[Point("train_loss", 1, 2.3), Point("train_loss", 2, math.nan)]))
    states.finish(store, claim, Outcome("diverged", "diverged", message("error-diverged", step=2, smaller_lr=0.1)))
    view = fresh.view(run_id)
    assert (view.state, view.error_kind, view.finished, view.resumable) == ("diverged", "diverged", True, False)
    steps, values = fresh.metrics(run_id)["train_loss"]
    assert steps.tolist() == [1, 2]
    assert math.isnan(values[1])


def test_the_remaining_time_runs_down_between_reports(fresh, store, monkeypatch, claim_next):
    run_id = fresh.submit("train", CONFIG)
    assert fresh.view(run_id).eta_seconds is None
    claim = claim_next()
    states.report(store, claim, Report(Progress(eta_seconds=100.0, progress_at=1000.0)))
    monkeypatch.setattr("resnet_core.jobs.looks.time.time", lambda: 1030.0)
    assert fresh.view(run_id).eta_seconds == 70.0
    monkeypatch.setattr("resnet_core.jobs.looks.time.time", lambda: 1130.0)
    assert fresh.view(run_id).eta_seconds == 0.0


def test_new_points_are_added_to_what_was_read_and_a_new_attempt_is_read_anew(fresh, store, claim_next):
    run_id = fresh.submit("train", CONFIG)
    claim = claim_next()
    states.report(store, claim, Report(points=[Point("lr", 1, 0.1), Point("lr", 2, 0.2)]))
    assert fresh.metrics(run_id)["lr"][1].tolist() == [0.1, 0.2]
    states.report(store, claim, Report(points=[Point("lr", 3, 0.3)]))
    steps, values = fresh.metrics(run_id)["lr"]
    assert (steps.tolist(), values.tolist()) == ([1, 2, 3], [0.1, 0.2, 0.3])
    states.requeue(store, claim, reason=message("outcome-runner-gone"), lost=True)
    second = claim_next()
    states.report(store, second, Report(points=[Point("lr", 2, 9.0)]))
    assert fresh.metrics(run_id)["lr"][1].tolist() == [0.1, 9.0, 0.3]


def test_shared_curves_cannot_be_written(lab, store, claim_next):
    run_id = lab.submit("train", CONFIG)
    states.report(store, claim_next(), Report(points=[Point("lr", 1, 0.1)]))
    with pytest.raises(ValueError, match="read-only"):
        lab.metrics(run_id)["lr"][1][0] = 7.0


def counted(method, reads):
    def call(*arguments):
        reads.append(method.__name__)
        return method(*arguments)

    return call


def test_thirty_viewers_cost_one_read(lab, store, monkeypatch, claim_next):
    run_id = lab.submit("train", CONFIG)
    states.report(store, claim_next(), Report(points=[Point("lr", 1, 0.1)]))
    reads: list[str] = []
    monkeypatch.setattr("resnet_core.jobs.curves.REFRESH_SECONDS", 60.0)
    monkeypatch.setattr(looks, "VIEW_SECONDS", 60.0)
    for name in ("points_after", "run"):
        monkeypatch.setattr(store, name, counted(getattr(store, name), reads))
    seen = []
    viewers = [threading.Thread(target=lambda: seen.append(lab.metrics(run_id)["lr"][0].tolist())) for _ in range(30)]
    for viewer in viewers:
        viewer.start()
    for viewer in viewers:
        viewer.join()
    assert seen == [[1]] * 30
    assert sorted(reads) == ["points_after", "run"]


def test_an_artifact_whose_file_is_gone_is_none(lab, store, lab_settings, claim_next):
    run_id = lab.submit("train", CONFIG)
    claim = claim_next()
    states.report(store, claim, Report(artifacts=[Artifact("weights", f"{run_id}/w.safetensors", 1, "00")]))
    assert lab.artifact(run_id, "weights") is None
    path = lab_settings.runs_dir / run_id / "w.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"w")
    assert lab.artifact(run_id, "weights") == path
    assert lab.artifact(run_id, "results") is None


def test_a_run_that_is_not_there_is_an_error_with_its_id(lab):
    with refused("no-such-run", run="nope"):
        lab.view("nope")


@pytest.fixture
def measured(lab, store, claim_next):
    """A run of CONFIG that has finished here, with what its worker told."""

    def measured(**progress):
        run_id = lab.submit("train", CONFIG)
        claim = claim_next()
        states.report(store, claim, Report(Progress(progress_at=1.0, **({"device": "a CPU"} | progress))))
        states.finish(store, claim, Outcome("succeeded"))
        return run_id

    return measured


def test_a_speed_is_the_median_of_what_like_runs_measured(fresh, measured):
    config = parse(RunConfig, CONFIG)
    assert fresh.gauge().speed(config) is None
    for images_per_second, peak_mb in ((100.0, 900), (200.0, 950), (120.0, 920)):
        measured(images_per_second=images_per_second, evaluation_images_per_second=400.0, peak_mb=peak_mb)
    gauge = fresh.gauge()
    assert gauge.speed(config) == (120.0, 400.0, "a CPU", 3, 2.0, (900, 950))
    seconds = 2 * 60_000 / 120 + 3 * 10_000 / 400
    assert gauge.seconds(config) == (seconds / 2, seconds, 2 * seconds, "measured", 3)
    other = parse(RunConfig, {**CONFIG, "training": {"batch_size": 64}})
    assert gauge.speed(other) is None
    assert gauge.seconds(other).basis == "rough"


def test_what_a_run_was_foretold_to_need_stays_with_it(fresh, measured):
    first, then = measured(images_per_second=100.0, peak_mb=900), measured(images_per_second=100.0)
    before, after = (Needs.from_json(fresh.view(run_id).foretold) for run_id in (first, then))
    assert (before.memory_runs, after.memory_runs) == (0, 1)
    assert after.memory == (math.floor(900 / 1.05), math.ceil(900 * 1.05))
    assert (before.seconds.basis, after.seconds.basis) == ("recorded", "measured")
    assert after.seconds.likely == 2 * 60_000 / 100


def test_what_a_run_took_is_held_against_what_was_foretold(fresh, store, lab, claim_next):
    run_id, other = (lab.submit("train", CONFIG) for _ in range(2))
    assert fresh.took(fresh.view(run_id)) is None, "it has not ended"
    claims = [claim_next(), claim_next()]
    for claim in claims:
        states.advance(store, claim, to="running")
    for claim in claims:
        states.report(store, claim, Report(Progress(peak_mb=700, progress_at=1.0)))
        states.finish(store, claim, Outcome("succeeded"))
    took = fresh.took(fresh.view(run_id))
    assert (took.peak_mb, took.others) == (700, 1)
    assert 0 <= took.seconds < took.needs.seconds.least
    assert (took.faster, took.slower) == (True, False)
    assert took._replace(seconds=1e9).slower
    with store.write() as connection:
        add_event(connection, other, kind="running")
    assert fresh.took(fresh.view(other)).seconds is None, "it was interrupted, and waited"


def test_a_speed_of_another_device_is_not_mixed_in(fresh, store, measured):
    for device, images_per_second in (("a CPU", 100.0), ("a GPU", 9000.0)):
        run_id = measured(images_per_second=images_per_second, device=device)
        with store.write() as connection:
            connection.execute(update(runs).where(runs.c.id == run_id).values(ended=images_per_second))
    assert fresh.gauge().speed(parse(RunConfig, CONFIG)) == (9000.0, None, "a GPU", 1, 1.0, None)


def test_a_server_without_slots_takes_runs_and_tells_their_places_as_if_an_agent_worked_elsewhere(queues_only, store):
    first, second = (queues_only.submit("train", CONFIG) for _ in range(2))
    assert [queues_only.view(run_id).place.before for run_id in (first, second)] == [0, 1]
    claim = states.claim_next(store, slots=1, ref="elsewhere:1:0.00")
    assert claim.run_id == first


def test_a_server_without_slots_judges_no_run_by_its_own_machine(queues_only):
    here = queues_only.machine()
    assert (here.processor, here.free_mb, here.memory_mb) == (False, None, 10**9)
