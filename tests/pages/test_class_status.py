"""The teacher's page: what it shows, what it does, and that nobody else has it."""

import pytest

from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import Owner
from resnet_core.jobs.service import Lab
from resnet_core.presets import PRESETS
from resnet_core.wording import message
from ui import services

FILE = "pages/class_status.py"
QUICK = PRESETS["quick"].model_dump(mode="json")


@pytest.fixture
def visit(stage, monkeypatch):
    """From here on the pages are this visitor's."""

    def visit(name, *, teacher=False):
        desk = Lab(stage.store, stage.settings).of(Owner(name, teacher=teacher))
        monkeypatch.setattr(services, "lab", lambda: desk)
        monkeypatch.setattr(services, "owner", lambda: desk.owner)
        return desk

    return visit


def test_a_teacher_sees_what_runs_and_waits_by_marks_and_no_names(open_page, stage, visit, said):
    visit("adaadaada").submit("train", QUICK, name="Ada's *net*")
    visit("benbenben").submit("train", QUICK, name="Ben's net")
    stage.start()
    stage.tell(step=5)
    visit("tess", teacher=True)
    told = said(open_page(FILE))
    assert "`adaa` **Ada's \\*net\\***: Training, step 5 of 100" in told
    assert "`benb` **Ben's net**" in told
    assert "adaadaada" not in told
    assert "1 of 1" in told


def test_a_teacher_stops_any_run_and_pauses_the_class(open_page, stage, visit):
    run_id = visit("ada").submit("train", QUICK, name="Ada's net")
    desk = visit("tess", teacher=True)
    app = open_page(FILE)
    app.button(key="pause").click().run()
    assert desk.paused()
    assert app.warning
    app.button(key="go_on").click().run()
    assert not desk.paused()
    app.button(key=f"stop_{run_id}").click().run()
    assert stage.store.run(run_id).state == "stopped"


def test_what_failed_last_is_told_with_its_reason(open_page, stage, visit, said):
    visit("ada").submit("train", QUICK, name="Ada's net")
    stage.start()
    stage.finish(Outcome("failed", "refused", message("error-plain", text="no more disk")))
    visit("tess", teacher=True)
    assert "no more disk" in said(open_page(FILE))


def test_anybody_else_sees_nothing_but_the_way_to_the_key(open_page, stage, visit, said):
    visit("ada").submit("train", QUICK, name="Ada's net")
    visit("ben")
    app = open_page(FILE)
    assert "/teacher" in said(app)
    assert "Ada" not in said(app)
    assert not [button for button in app.button if button.key.startswith("stop")]


def test_whoever_waits_in_a_paused_class_is_told_so(train, stage, visit, said):
    run_id = visit("ada").submit("train", QUICK)
    visit("tess", teacher=True).pause()
    visit("ada")
    assert "paused the class" in said(train(run=run_id))
