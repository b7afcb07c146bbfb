"""How much a learner may ask for: refused with the number, and nothing is left behind. A teacher has no limits."""

import threading

import pytest

from resnet_core.errors import RefusedError
from resnet_core.jobs import looks, states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import LOCAL, Owner
from resnet_core.jobs.service import Lab
from resnet_core.jobs.states import Report
from resnet_core.store import Artifact
from tests.refusals import refused

CONFIG = {"network": {"stages": [{"blocks": 1, "channels": 8}]}, "training": {"epochs": 2}}
ADA, BEN, TEACHER = Owner("ada"), Owner("ben"), Owner("tess", teacher=True)


@pytest.fixture
def class_of(store, lab_settings, monkeypatch):
    """A lab with these limits."""
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)

    def class_of(**limits):
        return Lab(store, lab_settings.model_copy(update=limits))

    return class_of


def test_a_learner_queues_as_many_trainings_as_may_wait_and_another_still_some(class_of):
    lab = class_of(owner_queued=2)
    for _ in range(2):
        lab.of(ADA).submit("train", CONFIG)
    with refused("limit-trainings", most=2):
        lab.of(ADA).submit("train", CONFIG)
    lab.of(BEN).submit("train", CONFIG)
    assert len(lab.runs()) == 3


def test_two_hundred_presses_at_once_queue_no_more_than_one_by_one(class_of):
    lab, told = class_of(owner_queued=3), []

    def press():
        try:
            lab.of(ADA).submit("train", CONFIG)
        except RefusedError as error:
            told.append(error.code)

    pressing = [threading.Thread(target=press) for _ in range(40)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    assert len(lab.runs()) == 3
    assert told == ["limit-trainings"] * 37


def test_a_double_click_at_the_limit_finds_its_run(class_of):
    lab = class_of(owner_queued=1)
    assert lab.of(ADA).submit("train", CONFIG, key="k") == lab.of(ADA).submit("train", CONFIG, key="k")


@pytest.mark.parametrize("visitor", [TEACHER, LOCAL], ids=lambda owner: owner.id)
def test_a_teacher_and_the_owner_of_the_machine_have_no_limits(class_of, visitor):
    lab = class_of(owner_queued=1, owner_questions=1, owner_steps=1, owner_runs=1, owner_mb=1, queue=1).of(visitor)
    for channels in (8, 16):
        lab.submit("train", CONFIG)
        lab.ask("three_forms", {"channels": channels})
    assert len(lab.runs()) == 2


def test_a_stopped_run_does_not_come_back_past_the_limit(class_of):
    desk = class_of(owner_queued=1).of(ADA)
    stopped = desk.submit("train", CONFIG)
    desk.stop(stopped)
    desk.submit("train", CONFIG)
    with refused("limit-trainings", most=1):
        desk.resume(stopped)
    assert desk.view(stopped).state == "stopped"


def test_a_learner_has_so_many_questions_under_way_and_shares_those_of_others(class_of, claim_question):
    lab = class_of(owner_questions=1)
    asked = lab.of(ADA).ask("three_forms", {"channels": 8})
    claim_question()
    with refused("limit-questions", most=1):
        lab.of(ADA).ask("three_forms", {"channels": 16})
    lab.of(BEN).ask("three_forms", {"channels": 16})
    assert lab.of(BEN).ask("three_forms", {"channels": 8}) == asked
    assert lab.of(ADA).ask("three_forms", {"channels": 16}), "it is another's question now"


def test_whoever_asks_a_stopped_question_again_has_it_from_then_on(class_of):
    lab = class_of()
    asked = lab.of(ADA).ask("three_forms", {})
    lab.of(ADA).stop(asked)
    lab.of(BEN).ask("three_forms", {})
    lab.of(BEN).stop(asked)
    assert lab.view(asked).state == "stopped"


def test_a_training_of_too_many_steps_is_told_how_many_epochs_fit(class_of):
    lab = class_of(owner_steps=500)
    with refused("limit-steps", most=500, epochs=1):
        lab.of(ADA).submit("train", {**CONFIG, "training": {"epochs": 2, "batch_size": 128}})
    assert lab.runs() == ()


def test_what_a_learner_keeps_has_a_limit_in_number_and_in_bytes(class_of, store, claim_next):
    lab = class_of(owner_runs=1)
    run_id = lab.of(ADA).submit("train", CONFIG)
    claim = claim_next()
    states.report(store, claim, Report(artifacts=[Artifact("weights", f"{run_id}/w", 3_000_000, "")]))
    states.finish(store, claim, Outcome("succeeded"))
    with refused("limit-runs", most=1):
        lab.of(ADA).submit("train", CONFIG)
    with refused("limit-bytes", kept=3, most=2):
        class_of(owner_mb=2).of(ADA).submit("train", CONFIG)
    class_of(owner_mb=2).of(BEN).submit("train", CONFIG)


def test_the_queue_of_all_has_a_limit(class_of):
    lab = class_of(queue=2)
    for name in ("ada", "ben"):
        lab.of(Owner(name)).submit("train", CONFIG)
    with refused("limit-queue", most=2):
        lab.of(Owner("cleo")).submit("train", CONFIG)
    lab.of(TEACHER).submit("train", CONFIG)
