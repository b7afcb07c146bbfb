"""Lessons as a teacher writes them: links read back, questions with one right answer, and what is refused."""

import pytest

from resnet_core.config import parse
from resnet_core.course.items import ITEMS
from resnet_core.room.lesson import Lesson, Question, Step, step_of_link
from tests.refusals import refused

LINK = (
    "http://localhost:8501/surgery?surgery.net=depth_20&surgery.part=a&surgery.part=b"
    "&hide=surgery.in_turn&prompt=Delete+block+5.&minutes=10&embed=true&lang=en"
)


def test_a_lesson_link_is_read_as_a_step():
    step = step_of_link(LINK)
    assert (step.page, step.prompt, step.minutes) == ("surgery", "Delete block 5.", 10)
    assert step.address == ("surgery?surgery.net=depth_20&surgery.part=a&surgery.part=b&hide=surgery.in_turn")


@pytest.mark.parametrize("step", [Step(), Step(page="surgery", state="surgery.net=depth_20&hide=a,b")])
def test_the_address_of_a_step_is_read_as_that_step(step):
    assert step_of_link(step.address) == step


def test_a_link_that_leads_out_of_the_lab_is_refused():
    with refused("not-fit"):
        step_of_link("https://elsewhere.example/EVIL page")


def test_a_link_home_leads_home():
    assert step_of_link("http://localhost:8501/").address == "./"
    assert step_of_link("https://lab.example.org/?prompt=Play.&lang=en").page == "home"


@pytest.mark.parametrize("minutes", ["0", "181", "-1", "ten", "9" * 5000])
def test_a_time_that_is_none_is_left_out(minutes):
    assert step_of_link(f"/paths?minutes={minutes}").minutes is None


def test_the_answer_to_an_item_of_the_course_is_computed():
    item = ITEMS[0]
    question = Question(item=item.id)
    assert (question.codes, question.answer) == (item.asked.options, item.asked.right)


def test_a_teachers_own_question_has_letters():
    question = Question(text="Which?", options=("this", "that", "neither"), right="b")
    assert (question.codes, question.answer) == (("a", "b", "c"), "b")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"item": "99z"}, "no-such-item"),
        ({"text": "Which?"}, "question-incomplete"),
        ({"text": " ", "options": ("a", "b")}, "question-incomplete"),
        ({"text": "Which?", "options": ("this", "that"), "right": "c"}, "right-not-offered"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(values, code):
    with refused(code):
        parse(Question, values)


def test_a_page_is_a_name_and_no_way_out_of_the_lab():
    with refused("not-fit"):
        parse(Step, {"page": "https://elsewhere.example"})


def test_a_lesson_survives_the_store():
    lesson = Lesson(title="x", steps=(Step(question=Question(item="4b")), Step(minutes=3)))
    assert Lesson.model_validate_json(lesson.model_dump_json()) == lesson
