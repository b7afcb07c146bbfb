"""Two visitors and a teacher: who may look at a run and who may change it."""

import pytest

from resnet_core.jobs import looks, pausing, states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import LOCAL, Owner
from resnet_core.jobs.service import Desk, Lab
from tests.refusals import refused

CONFIG = {"network": {"stages": [{"blocks": 1, "channels": 8}]}, "training": {"epochs": 2}}
ADA, BEN, TEACHER = Owner("ada"), Owner("ben"), Owner("tess", teacher=True)
WISHES = {
    "stop": lambda desk, run_id: desk.stop(run_id),
    "resume": lambda desk, run_id: desk.resume(run_id),
    "rename": lambda desk, run_id: desk.rename(run_id, "mine"),
    "delete": lambda desk, run_id: desk.delete(run_id),
}


OF_THE_CLASS = {"pause": Desk.pause, "go_on": Desk.go_on, "overview": Desk.overview}


@pytest.fixture
def lab(store, lab_settings, monkeypatch):
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    return Lab(store, lab_settings)


@pytest.fixture
def run_id(lab):
    """A training of Ada that waits."""
    return lab.of(ADA).submit("train", CONFIG, name="Ada's")


def test_a_lab_without_a_visitor_changes_nothing():
    assert not {"submit", "ask", "stop", "resume"} & set(dir(Lab))


def test_every_wish_about_a_run_is_in_the_matrix():
    wishes = (
        {name for name in vars(Desk) if not name.startswith("_")}
        - {"submit", "ask", "leave", "may_change"}
        - OF_THE_CLASS.keys()
    )
    assert wishes == WISHES.keys()


@pytest.mark.parametrize("wish", WISHES)
def test_a_run_of_somebody_else_is_not_changed(lab, store, run_id, wish):
    before = store.run(run_id), store.events(run_id)
    with refused("not-yours", run="Ada's"):
        WISHES[wish](lab.of(BEN), run_id)
    assert (store.run(run_id), store.events(run_id)) == before


@pytest.mark.parametrize("visitor", [ADA, TEACHER, LOCAL], ids=lambda owner: owner.id)
def test_its_owner_and_a_teacher_stop_a_run_and_let_it_go_on(lab, run_id, visitor):
    desk = lab.of(visitor)
    assert desk.may_change(desk.view(run_id))
    desk.stop(run_id)
    assert desk.view(run_id).state == "stopped"
    desk.resume(run_id)
    assert desk.view(run_id).state == "queued"


def test_everybody_looks_at_every_run(lab, run_id):
    desk = lab.of(BEN)
    assert [view.id for view in desk.runs()] == [run_id]
    assert not desk.may_change(desk.view(run_id))
    assert desk.metrics(run_id) == {}
    assert desk.results(run_id) is None
    assert desk.events(run_id)


def test_a_key_is_its_owners(lab):
    """A press of one visitor never finds the run of another, whatever key a forged session sends."""
    assert lab.of(ADA).submit("train", CONFIG, key="k") != lab.of(BEN).submit("train", CONFIG, key="k")


def test_the_same_question_of_two_visitors_is_one_run(lab):
    asked = lab.of(ADA).ask("three_forms", {"channels": 8})
    assert lab.of(BEN).ask("three_forms", {"channels": 8}) == asked
    assert lab.of(BEN).find("three_forms", {"channels": 8}).id == asked


def test_a_question_that_its_asker_stopped_is_asked_again_by_another(lab):
    asked = lab.of(ADA).ask("three_forms", {})
    lab.of(ADA).stop(asked)
    lab.of(BEN).ask("three_forms", {})
    assert lab.view(asked).state == "queued"


def test_the_last_who_waits_withdraws_a_question_but_no_training(lab, run_id):
    asked = lab.of(ADA).ask("three_forms", {})
    lab.of(BEN).leave(asked)
    lab.of(BEN).leave(run_id)
    assert (lab.view(asked).state, lab.view(run_id).state) == ("stopped", "queued")


@pytest.mark.parametrize("wish", OF_THE_CLASS)
def test_what_concerns_the_class_is_a_teachers(lab, wish):
    OF_THE_CLASS[wish](lab.of(TEACHER))
    with refused("teachers-only"):
        OF_THE_CLASS[wish](lab.of(ADA))
    assert not lab.paused() or wish == "pause"


def test_a_paused_class_starts_nothing_until_it_goes_on(lab, store, run_id, ask):
    ask()
    lab.of(TEACHER).pause()
    assert lab.paused()
    assert states.claim_next(store, slots=1) is None
    assert states.claim_next(store, slots=1, quick=True) is None
    lab.of(TEACHER).go_on()
    assert states.claim_next(store, slots=1) is not None


def test_a_pause_that_was_forgotten_ends(lab, store, run_id, monkeypatch):
    monkeypatch.setattr(pausing, "SECONDS", -1.0)
    lab.of(TEACHER).pause()
    assert states.claim_next(store, slots=1) is not None


def test_a_teacher_sees_who_runs_what_who_waits_and_what_failed(lab, store, run_id, claim_next):
    claim_next()
    second = lab.of(BEN).submit("train", CONFIG)
    seen = lab.of(TEACHER).overview()
    assert [(run.id, run.owner) for run in seen.active] == [(run_id, "ada")]
    assert [(run.id, place.before) for run, place in seen.waiting] == [(second, 1)]
    assert (seen.busy(quick=False), seen.busy(quick=True), seen.kept) == (1, 0, 2)
    claim = states.claim_next(store, slots=2)
    states.finish(store, claim, Outcome("failed", "refused"))
    assert [run.id for run in lab.of(TEACHER).overview().failed] == [second]
