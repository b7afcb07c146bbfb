"""A lesson in a room, with a teacher and two learners who know each other by nothing but a code."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Server
from tests.browser.walks import open_page, settled
from ui.say import say

KEY = "chalk and board"
HELD = "[inert]:not([data-testid=stExpanderDetails])"
"""What a teacher holds still; Streamlit calls what a closed fold hides so too."""
SHORT = "preset=custom&images=500&size=14&width=4&epochs=1"
"""A training of seconds."""


@pytest.fixture
def classroom(tmp_path, fashion_mnist, monkeypatch):
    """A server on which a teacher is known by a key, and everybody else by a cookie."""
    monkeypatch.setenv("LAB_TEACHER_KEY", KEY)
    server = Server(tmp_path, fashion_mnist)
    server.start()
    yield server
    server.stop()


def press(page, key):
    settled(page)
    page.locator(f".st-key-{key} button").click()
    settled(page)


def open_room(page, classroom):
    """A teacher signs in and opens the room of the lesson on shortcuts."""
    page.goto(f"{classroom.url}/teacher")
    page.locator("input").fill(KEY)
    page.locator("button").click()
    page.goto(f"{classroom.url}/teach")
    press(page, "teach_residual")
    expect(page).to_have_url(re.compile("code="))


def vote(page, place):
    button = page.locator(".look-band .options button").nth(place)
    expect(button).to_be_visible()
    button.click()
    expect(page.get_by_text(say("room-mine"))).to_be_visible()


def downloaded(page, name):
    settled(page)
    with page.expect_download() as file:
        page.locator(f".st-key-room_file_{name} button").click()
    return list(csv.DictReader(io.StringIO(file.value.path().read_text())))


def test_a_class_goes_through_a_lesson_together(classroom, visitor):
    teacher = visitor(viewport={"width": 1440, "height": 900})
    open_room(teacher, classroom)
    code = teacher.url.rpartition("=")[2]

    phones = [visitor(viewport={"width": 390, "height": 844}) for _ in range(2)]
    phones[0].goto(f"{classroom.url}/room")
    settled(phones[0])
    phones[0].get_by_role("textbox", name=say("room-code-field")).fill(code.lower())
    phones[0].get_by_role("button", name=say("room-enter"), exact=True).click()
    phones[1].goto(f"{classroom.url}/room?code={code}")
    for phone in phones:
        expect(phone.get_by_text(say("room-in", code=code))).to_be_visible()
    expect(teacher.get_by_text(say("room-inside", people=2))).to_be_visible()

    press(teacher, "room_go_2")
    for phone in phones:
        expect(phone).to_have_url(re.compile("/plain_vs_residual"))
        expect(phone.get_by_text(say("room-step", step=2, steps=5))).to_be_visible()
    press(teacher, "room_do_open")
    vote(phones[0], 2)
    vote(phones[1], 0)
    expect(phones[1].get_by_text(say("room-counted", votes=2, people=2))).to_be_visible()
    expect(phones[1].locator(".shares")).to_have_count(0)
    press(teacher, "room_do_reveal")
    for phone in phones:
        expect(phone.get_by_text(say("room-share", percent=50, votes=1))).to_have_count(2)
        expect(phone.get_by_text(say("room-advice.discuss-class"))).to_be_visible()
        expect(phone.locator("li.right")).to_have_count(0)
    press(teacher, "room_do_again")
    for phone in phones:
        vote(phone, 2)
    press(teacher, "room_do_reveal")
    expect(phones[1].get_by_text(say("room-share", percent=100, votes=2))).to_be_visible()
    press(teacher, "room_do_answer")
    expect(phones[1].locator("li.right")).to_be_visible()
    expect(phones[1].locator(".foot em")).to_be_visible()

    press(teacher, "room_do_freeze")
    expect(phones[0].locator(HELD).first).to_be_attached()
    press(teacher, "room_go_3")
    for phone in phones:
        expect(phone).to_have_url(re.compile(r"/residual_block\?.*hide="))
        expect(phone.locator(HELD)).to_have_count(0)

    phones[0].goto(f"{classroom.url}/teach?code={code}")
    settled(phones[0])
    expect(phones[0].get_by_text(say("error-not-the-teacher"))).to_be_visible()
    expect(phones[0].locator("[class*=st-key-room_do]")).to_have_count(0)

    open_page(phones[1], f"{classroom.url}/train?{SHORT}")
    phones[1].get_by_role("button", name=say("train-start"), exact=True).click()
    expect(phones[1]).to_have_url(re.compile("run="))
    run = phones[1].url.partition("run=")[2]
    open_page(phones[0], f"{classroom.url}/train?run={run}")
    expect(phones[0].locator(".st-key-stop button")).to_have_count(0)

    votes = downloaded(teacher, "votes")
    assert [(row["round"], row["right"]) for row in votes] == [("1", "1"), ("1", "0"), ("2", "1"), ("2", "1")]
    expect(phones[1].get_by_text(say("state-succeeded")).first).to_be_visible(timeout=400_000)
    teacher.reload()
    expect(
        teacher.get_by_text(re.compile("^" + say("room-board-alt", count=1, best="", accuracy=0.5)[:20]))
    ).to_be_visible()
    [trained] = downloaded(teacher, "runs")
    assert 0 < float(trained["accuracy"]) <= 1


@pytest.mark.timeout(400)
def test_a_rehearsal_by_keyboard_finds_the_slow_step_and_shows_what_was_recorded(classroom, visitor):
    teacher = visitor(viewport={"width": 390, "height": 844}, color_scheme="dark")
    open_room(teacher, classroom)
    start = teacher.locator(".st-key-rehearse_start button")
    start.focus()
    start.press("Enter")
    expect(teacher.locator(".st-key-rehearse_stop button")).to_be_visible()
    swap = teacher.locator(".st-key-rehearse_4_swap button")
    expect(swap).to_be_visible(timeout=300_000)
    expect(teacher.locator("[class*=st-key-rehearse_][class*=_swap]")).to_have_count(1)
    assert teacher.evaluate("document.documentElement.scrollWidth") <= 390
    swap.focus()
    swap.press("Enter")
    expect(teacher.get_by_text(say("rehearse-swapped"))).to_be_visible()
    undo = teacher.locator(".st-key-rehearse_4_undo button")
    undo.focus()
    undo.press("Enter")
    expect(swap).to_be_visible()
