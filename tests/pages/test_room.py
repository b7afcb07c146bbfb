"""A room as its pages have it: a teacher prepares and leads, a learner enters and votes, and others are refused."""

import csv
import io
import json

import pytest
import streamlit as st

from resnet_core.jobs.owners import Owner
from resnet_core.jobs.visitors import OWNER_COOKIE, Visitor, new_token, owner_of
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from resnet_core.room import ballot, rooms
from resnet_core.room.lesson import Lesson, Question, Step
from resnet_core.settings import Settings
from tests.room.test_board import finished
from ui import checks
from ui.room import band, door, here, ready
from ui.say import say

TEACHER, ADA = Owner("ms-noether", teacher=True), Owner("ada")
OWN = Question(text="<b>Which</b> *ends* lower?", options=("20 layers", "56 layers"), right="a", hint="The axis!")
LESSON = Lesson(title="<i>Mine</i>", steps=(Step(prompt="Play."), Step(page="signal", question=OWN, minutes=5)))


@pytest.fixture
def visitor(monkeypatch):
    """Who sits at the browser; a test may let another sit down."""
    seated = [TEACHER]
    monkeypatch.setattr(here, "me", lambda: seated[0])
    return lambda person: seated.__setitem__(0, person)


@pytest.fixture
def room(stage, visitor):
    return rooms.open_room(stage.store, LESSON, by=TEACHER, hours=1)


@pytest.fixture
def now(stage, room):
    return lambda: rooms.find(stage.store, room.code)


def shown(app, look):
    """What the script of the room is told; None where there is none."""
    told = [
        json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.component_name.endswith("room")
    ]
    return next((each for each in told if each["look"] == look), None)


def keys(app):
    return {button.key for button in app.button}


def test_without_a_room_no_page_shows_a_band(open_page, visitor):
    assert shown(open_page("pages/signal.py"), "band") is None


def test_a_learner_enters_by_typing_the_code_as_they_like(open_page, visitor, room, stage):
    visitor(ADA)
    app = open_page("pages/room.py")
    app.text_input(key=door._TYPED).set_value(f" {room.code[:2].lower()}-{room.code[2:]} ")
    app.button(key="room_enter").click().run()
    assert say("room-in", code=room.code) in [each.value for each in app.title]
    assert rooms.members(stage.store, room.code) == {1: "ada"}
    assert shown(app, "band")["code"] == room.code


def test_a_link_enters_at_once_and_a_reload_stays_in(open_page, visitor, room):
    visitor(ADA)
    open_page("pages/room.py", code=room.code.lower())
    again = open_page("pages/signal.py")
    assert shown(again, "band")["code"] == room.code


@pytest.mark.parametrize("code", ["QQQQ", "../../etc", "<b>hi</b>"])
def test_a_code_of_no_room_is_told_as_text(open_page, visitor, code):
    app = open_page("pages/room.py", code=code)
    assert [error.value for error in app.error] == [say("error-no-such-room", code=rooms.spelt(code))]
    assert not app.markdown or say("room-hook") in [each.value for each in app.markdown]


def test_who_leaves_has_no_band_and_is_not_brought_back(open_page, visitor, room):
    visitor(ADA)
    app = open_page("pages/room.py", code=room.code)
    app.button(key="room_leave").click().run()
    assert shown(app, "band") is None
    assert shown(open_page("pages/signal.py"), "band") is None


def test_a_band_is_told_the_step_and_no_answer(open_page, visitor, room, stage):
    visitor(ADA)
    open_page("pages/room.py", code=room.code)
    at_two = rooms.go_to(stage.store, room, 2, by=TEACHER)
    rooms.open_vote(stage.store, at_two, by=TEACHER)
    app = open_page("pages/signal.py")
    told = shown(app, "band")
    assert (told["state"]["step"], told["here"], told["addresses"]) == (2, True, ["./", "signal"])
    assert told["question"]["text"] == OWN.text
    assert told["question"]["own"]
    assert "right" not in json.dumps(told["question"])
    assert told["state"]["shares"] == []


def test_why_an_item_is_so_is_told_once_the_answer_is_shown(open_page, visitor, room, stage):
    item = Lesson(steps=(Step(page="signal", question=Question(item="4a")),))
    now = rooms.go_to(stage.store, rooms.edit(stage.store, room, item, by=TEACHER), 1, by=TEACHER)
    rooms.enter(stage.store, room.code, TEACHER.id)
    now = rooms.reveal(stage.store, rooms.open_vote(stage.store, now, by=TEACHER), by=TEACHER)
    assert shown(open_page("pages/signal.py"), "band")["question"]["because"] == ""
    rooms.answer(stage.store, now, by=TEACHER)
    because = shown(open_page("pages/signal.py"), "band")["question"]["because"]
    assert because == checks.because(now.now.question.of_the_course)


def test_a_vote_through_the_script_counts_and_a_late_one_is_refused(visitor, room, stage, monkeypatch):
    visitor(ADA)
    rooms.enter(stage.store, room.code, "ada")
    asking = rooms.open_vote(stage.store, rooms.go_to(stage.store, room, 2, by=TEACHER), by=TEACHER)
    session = {here.CODE: room.code, "room_band": {"vote": {"step": 2, "round": 1, "option": "b"}}}
    monkeypatch.setattr(st, "session_state", session)
    band._hear("vote")
    rooms.reveal(stage.store, asking, by=TEACHER)
    session["room_band"]["vote"]["option"] = "a"
    band._hear("vote")
    assert [each.option for each in ballot.ballots(stage.store, room.code)] == ["b"]
    assert session[band._REFUSED] == say("error-vote-closed")


def test_whoever_signed_in_has_one_vote_in_all_browsers(visitor, room, stage, monkeypatch):
    asking = rooms.open_vote(stage.store, rooms.go_to(stage.store, room, 2, by=TEACHER), by=TEACHER)
    claims = {"iss": "https://id.example", "sub": "ada", "is_logged_in": True}
    for option in "ab":
        browser = Visitor("192.0.2.7", {OWNER_COOKIE: new_token()}, claims=claims)
        visitor(owner_of(browser, Settings(), signs_in=True))
        session = {"room_band": {"vote": {"step": 2, "round": 1, "option": option}}}
        monkeypatch.setattr(st, "session_state", session)
        here.enter(room.code)
        band._hear("vote")
    assert [each.option for each in ballot.ballots(stage.store, room.code)] == ["b"]
    assert ballot.polled(stage.store, asking).votes == 1
    assert ballot.present(stage.store, room.code) == 1


@pytest.mark.parametrize("said", [None, "b", {}, {"step": "2", "round": 1, "option": "b"}, {"step": 2, "round": 1}])
def test_what_a_browser_makes_up_is_no_vote(visitor, room, stage, monkeypatch, said):
    monkeypatch.setattr(st, "session_state", {here.CODE: room.code, "room_band": {"vote": said}})
    band._hear("vote")
    assert ballot.ballots(stage.store, room.code) == ()


def test_what_is_predicted_in_a_room_is_told_to_it_and_nothing_from_before(open_page, visitor, room, stage):
    visitor(ADA)
    app = open_page("pages/room.py", code=room.code, kept="g:old~short")
    app.run()
    kept = app.session_state["_progress"]
    kept["guesses"]["race_guess"] = "level"
    app.session_state["_progress"] = kept
    app.run()
    assert [each[:3] for each in ballot.predictions(stage.store, room.code)] == [(1, "race_guess", "level")]


def test_an_ended_room_lets_everyone_go(open_page, visitor, room, stage):
    visitor(ADA)
    open_page("pages/room.py", code=room.code)
    rooms.end(stage.store, room, by=TEACHER)
    assert shown(open_page("pages/signal.py"), "band") is None
    app = open_page("pages/room.py", code=room.code)
    assert [error.value for error in app.error] == [say("error-room-ended", code=room.code)]


def test_the_projector_shows_the_way_in_and_enters_nobody(open_page, visitor, room, stage):
    visitor(ADA)
    told = shown(open_page("pages/room.py", code=room.code, project="true"), "projector")
    assert told["code"] == room.code
    assert told["qr"].startswith("data:image/svg+xml")
    assert told["title"] == "<i>Mine</i>"
    assert rooms.members(stage.store, room.code) == {}


def test_a_learner_is_refused_on_the_teachers_page(open_page, visitor, room, now):
    visitor(ADA)
    app = open_page("pages/teach.py", code=room.code)
    assert [error.value for error in app.error] == [say("error-not-the-teacher")]
    assert not {key for key in keys(app) if key and key.startswith(("room_", "teach_"))}


@pytest.mark.parametrize("name", ready.READY)
def test_a_ready_lesson_opens_as_a_room(open_page, visitor, stage, name):
    app = open_page("pages/teach.py")
    app.button(key=f"teach_{name}").click().run()
    assert not app.exception
    [room] = rooms.made_by(stage.store, TEACHER.id)
    assert room.lesson == ready.lesson(name)
    assert sum(step.minutes for step in room.lesson.steps) == {"residual": 45, "resnext": 20}[name]
    assert any(step.question for step in room.lesson.steps)
    assert room.code in [metric.value for metric in app.metric]


@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name, steps in ready.READY.items() for place in range(len(steps))]
)
def test_a_step_of_a_ready_lesson_opens_its_page_as_it_says(open_page, visitor, name, place):
    from urllib.parse import parse_qsl

    from ui import fields

    step = ready.lesson(name).steps[place]
    said = dict(parse_qsl(step.state))
    app = open_page(f"pages/{step.page}.py", **said)
    assert not app.warning, [warning.value for warning in app.warning]
    assert {*said.get("hide", "").split(",")} - {""} <= fields.KNOWN


def test_a_teacher_changes_a_step_and_the_room_keeps_it(open_page, visitor, room, now):
    app = open_page("pages/teach.py", code=room.code)
    app.text_area(key="room_0_0_prompt").set_value("Now **this**.")
    app.text_input(key="room_0_0_link").set_value("http://x/paths?paths.net=residual_20_trained&prompt=Look.&minutes=7")
    app.button(key="room_0_0_save").click().run()
    assert not app.exception
    step = now().lesson.steps[0]
    assert (step.page, step.state, step.prompt, step.minutes) == ("paths", "paths.net=residual_20_trained", "Look.", 7)


def test_a_question_of_ones_own_needs_two_answers(open_page, visitor, room, now):
    app = open_page("pages/teach.py", code=room.code)
    app.selectbox(key="room_0_0_question").set_value("own").run()
    app.text_input(key="room_0_0_text").set_value("Why?")
    app.text_area(key="room_0_0_options").set_value("this\n\nthat ").run()
    app.selectbox(key="room_0_0_right").set_value("b")
    app.button(key="room_0_0_save").click().run()
    question = now().lesson.steps[0].question
    assert question == Question(text="Why?", options=("this", "that"), right="b")
    app.text_area(key="room_0_0_options").set_value("this")
    app.button(key="room_0_0_save").click().run()
    assert now().lesson.steps[0].question == question
    assert say("error-question-incomplete", options=1) in [toast.value for toast in app.toast]


def test_steps_are_added_moved_and_removed(open_page, visitor, room, now):
    app = open_page("pages/teach.py", code=room.code)
    app.button(key="room_0_0_down").click().run()
    assert [step.page for step in now().lesson.steps] == ["signal", "home"]
    app.button(key="room_add").click().run()
    app.button(key="room_1_0_delete").click().run()
    assert [step.page for step in now().lesson.steps] == ["home", "home"]


def test_a_teacher_leads_a_vote_to_its_end(open_page, visitor, room, now, stage):
    for owner in ("ada", "bob", "cy", "dee"):
        rooms.enter(stage.store, room.code, owner)
    app = open_page("pages/teach.py", code=room.code)
    app.button(key="room_begin").click().run()
    assert now().step == 1
    app.button(key="room_go_2").click().run()
    app.button(key="room_do_open").click().run()
    for owner, option in (("ada", "a"), ("bob", "b"), ("cy", "b"), ("dee", "b")):
        ballot.vote(stage.store, room.code, owner, ballot=(2, 1, option))
    assert "room_do_answer" not in keys(app)
    app.button(key="room_do_reveal").click().run()
    assert shown(app, "desk")["state"]["advice"] == "hint"
    app.button(key="room_do_again").click().run()
    for owner in ("ada", "bob", "cy", "dee"):
        ballot.vote(stage.store, room.code, owner, ballot=(2, 2, "a"))
    app.button(key="room_do_reveal").click().run()
    assert "room_do_again" not in keys(app)
    app.button(key="room_do_answer").click().run()
    assert (now().phase, now().round) == ("answered", 2)
    app.button(key="room_do_reset").click().run()
    assert (now().phase, now().round) == ("closed", 1)
    app.button(key="room_do_freeze").click().run()
    assert now().frozen
    assert "room_do_thaw" in keys(app)


def test_a_press_on_a_stale_page_changes_nothing_and_says_so(open_page, visitor, room, now, stage):
    app = open_page("pages/teach.py", code=room.code)
    rooms.go_to(stage.store, room, 2, by=TEACHER)
    app.button(key="room_go_1").click().run()
    assert now().step == 2
    assert say("error-room-moved", step=2) in [toast.value for toast in app.toast]


def test_votes_and_predictions_leave_as_csv_by_seat(stage, room):
    from resnet_core.room import export

    rooms.enter(stage.store, room.code, "ada")
    rooms.open_vote(stage.store, rooms.go_to(stage.store, room, 2, by=TEACHER), by=TEACHER)
    ballot.vote(stage.store, room.code, "ada", ballot=(2, 1, "b"))
    [row] = csv.DictReader(io.StringIO(export.votes(room, ballot.ballots(stage.store, room.code))))
    assert (row["step"], row["seat"], row["option"], row["answer"], row["right"]) == ("2", "1", "b", "56 layers", "0")
    assert "ada" not in str(row)


def test_the_board_shows_what_was_trained_in_the_room(open_page, visitor, room, stage):
    rooms.enter(stage.store, room.code, "ada")
    finished(stage.store, "ada", accuracy=0.8)
    app = open_page("pages/teach.py", code=room.code)
    told = [caption.value for caption in app.caption if "80" in caption.value]
    assert len(told) == 1, [caption.value for caption in app.caption]
    assert len(app.get("echarts_chart")) == 1
    assert len(app.dataframe) == 1
    assert "ada" not in str(app.dataframe[0].value)


@pytest.mark.parametrize("code", ["quick", "d2l_resnet18"])
def test_the_board_calls_published_networks_by_their_names(open_page, visitor, room, stage, code):
    rooms.enter(stage.store, room.code, "ada")
    config = PRESETS["quick"].model_copy(update={"network": ZOO[code].config})
    finished(stage.store, "ada", config)
    [table] = open_page("pages/teach.py", code=room.code).dataframe
    assert list(table.value.iloc[:, 0]) == [say(f"network-base.{code}")]


def test_the_words_of_the_script_have_their_gaps(visitor, open_page, room):
    words = shown(open_page("pages/room.py", code=room.code), "band")["words"]
    assert {"{votes}", "{people}"} <= {*words["counted"].replace(".", " ").split()}
    assert "{percent}" in words["share"]
    assert words["advice"].keys() == {
        f"{code}-{who}" for code in ("hint", "discuss", "explain", "none") for who in ("class", "teacher")
    }
