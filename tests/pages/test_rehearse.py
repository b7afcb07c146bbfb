"""The rehearsal on the teacher's page: what each page asks is noted and not asked; a long step is swapped, and back."""

import contextlib

import pytest
from streamlit.runtime.pages_manager import PagesManager

from resnet_core.jobs.owners import LOCAL
from resnet_core.presets import PRESETS
from resnet_core.room import rooms
from resnet_core.room.lesson import Lesson, Step
from resnet_core.room.rehearsal import Asked, Looked
from resnet_core.room.rehearsing import Rehearsing
from tests.pages.conftest import ServersPagesManager
from ui.room import looker, rehearse
from ui.say import say

LESSON = Lesson(steps=(Step(page="paths", prompt="Look."), Step(page="train", state="preset=quick", minutes=6)))
TRAINING = Asked("train", PRESETS["quick"].model_dump(mode="json"), pressed=True)


@pytest.fixture
def look(stage, monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", ServersPagesManager)
    return looker.look


@pytest.fixture
def room(stage):
    return rooms.open_room(stage.store, LESSON, by=LOCAL, hours=1)


@pytest.fixture
def pages(monkeypatch):
    """What opens pages: the training page offers one, unless it is left out; a test may say something else."""

    def look(step):
        offers = step.page == "train" and "train.own" not in step.state
        return Looked(0.1, (TRAINING,) if offers else (), ("train.own",) if step.page == "train" else ())

    pages = [look]
    monkeypatch.setattr(rehearse, "Process", lambda _command: contextlib.nullcontext(pages[0]))
    rehearse._kept.clear()
    yield pages
    rehearse._kept.clear()


@pytest.fixture
def rehearsed(open_page, room, pages):
    """The teacher's page after a rehearsal."""
    app = open_page("pages/teach.py", code=room.code)
    app.button(key="rehearse_start").click().run()
    kept = rehearse._kept()[room.code]
    kept._thread.join(timeout=30)
    app.run()
    assert not app.exception
    return app


def test_a_race_that_was_not_recorded_is_noted_and_not_asked(look, stage):
    noted = look("orders?orders.depth=44&orders.seeds=2")
    assert {each["kind"] for each in noted["asked"]} == {"orders"}
    assert all(each["pressed"] for each in noted["asked"])
    assert len({str(each["config"]) for each in noted["asked"]}) == len(noted["asked"])
    assert stage.lab.find("orders", noted["asked"][0]["config"]) is None
    assert not noted["failed"]


def test_a_recorded_race_leaves_nothing_to_ask(look):
    assert look("orders")["asked"] == []


def test_a_question_is_noted_though_its_page_asks_for_a_prediction_first(look):
    assert [each["kind"] for each in look("paths?paths.seed=77")["asked"]] == ["paths"]


def test_the_training_page_offers_one_until_its_part_is_left_out(look):
    noted = look("train")
    assert [(each["kind"], each["pressed"]) for each in noted["asked"]] == [("train", True)]
    assert noted["asked"][0]["config"] == PRESETS["quick"].model_dump(mode="json")
    assert noted["parts"] == ["train.own"]
    assert look("train?hide=train.own")["asked"] == []


def test_a_page_that_is_not_there_has_failed(look):
    assert look("nowhere?x=1")["failed"]


def test_a_visitor_sees_no_trainings_of_their_own_where_a_lesson_leaves_them_out(open_page):
    app = open_page("pages/train.py", hide="train.own")
    assert "train" not in {button.key for button in app.button}
    assert not app.warning


def test_each_step_says_its_wait_and_where_its_number_is_from(rehearsed, said):
    told = said(rehearsed)
    assert say("rehearse-sum", long=1, steps=2) in told
    assert say("rehearse-step", step=1, page=say("page-paths"), case="short", seconds=3.0) in told
    assert say("rehearse-basis.one") in told
    assert say("rehearse-basis.recorded") in told
    keys = {button.key for button in rehearsed.button}
    assert {"rehearse_1_swap"} == {key for key in keys if key and key.endswith("_swap")}


def test_a_press_shows_the_recorded_answer_and_another_brings_the_step_back(rehearsed, stage, room):
    def steps():
        return rooms.find(stage.store, room.code).lesson.steps

    rehearsed.button(key="rehearse_1_swap").click().run()
    assert steps()[1] == LESSON.steps[1].model_copy(update={"state": "preset=quick&hide=train.own"})
    assert steps()[0] == LESSON.steps[0]
    assert say("rehearse-swapped") in [each.value for each in rehearsed.success]
    rehearsed.button(key="rehearse_1_undo").click().run()
    assert steps() == LESSON.steps


def test_a_step_that_was_changed_since_is_not_rehearsed(rehearsed, stage, room, said):
    other = Lesson(steps=(LESSON.steps[0], Step(page="signal")))
    rooms.edit(stage.store, rooms.find(stage.store, room.code), other, by=LOCAL)
    rehearsed.run()
    assert say("rehearse-step", step=2, page=say("page-signal"), case="new", seconds=None) in said(rehearsed)


def test_pages_that_cannot_be_opened_end_it_with_a_reason(open_page, room, pages):
    pages[0] = lambda _step: (_ for _ in ()).throw(OSError("gone"))
    app = open_page("pages/teach.py", code=room.code)
    app.button(key="rehearse_start").click().run()
    rehearse._kept()[room.code]._thread.join(timeout=30)
    app.run()
    assert [error.value for error in app.error] == [say("error-pages-not-opened", page="")]


def test_a_rehearsal_that_goes_on_tells_how_far_it_is_and_can_be_stopped(open_page, room, pages, monkeypatch):
    monkeypatch.setattr(Rehearsing, "goes_on", True)
    app = open_page("pages/teach.py", code=room.code)
    app.button(key="rehearse_start").click().run()
    kept = rehearse._kept()[room.code]
    kept._thread.join(timeout=30)
    app.run()
    assert app.button(key="rehearse_start").disabled
    assert app.get("progress")
    app.button(key="rehearse_stop").click().run()
    assert kept.stopped


def test_once_the_lesson_has_begun_nothing_is_rehearsed(open_page, stage, room, pages):
    rooms.go_to(stage.store, room, 1, by=LOCAL)
    app = open_page("pages/teach.py", code=room.code)
    assert "rehearse_start" not in {button.key for button in app.button}
