"""A learner's walk over the exercises: a mistake that is named, a block that is built, and what a reload keeps."""

import re

from playwright.sync_api import expect

from resnet_core.course.exercises.table import EXERCISES
from resnet_core.course.exercises.tasks import Number
from tests.browser.walks import open_page, settled
from ui.exercises.controls import WHICH
from ui.say import say


def open_at(page, server, name):
    open_page(page, f"{server.url}/exercises?{WHICH.key}={name}")
    expect(page.get_by_role("heading", name=WHICH.said(name))).to_be_visible()


def check(page):
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


def test_a_learner_fails_builds_solves_and_finds_it_kept_after_a_reload(page, server):
    exercise = EXERCISES["bottleneck"]
    facts = exercise.facts()
    up, whole = (task for task in exercise.tasks() if isinstance(task, Number))
    open_at(page, server, "bottleneck")
    numbers = page.get_by_role("spinbutton")
    numbers.nth(0).fill(str(up.right))
    numbers.nth(1).fill(str(whole.wrong["bare"]))
    check(page)
    expect(page.get_by_text(say("ex-bottleneck-params.bare", **facts))).to_be_visible()
    expect(page.get_by_text(say("ex-bottleneck-up.right", **facts))).to_be_visible()

    page.get_by_role("link", name=say("ex-bottleneck.leads")).click()
    expect(page.get_by_role("heading", level=1, name=say("block-title"))).to_be_visible()
    settled(page)
    page.go_back()
    expect(page.get_by_role("heading", name=WHICH.said("bottleneck"))).to_be_visible()
    expect(numbers.nth(0)).to_have_value(str(up.right))
    numbers.nth(1).fill(str(whole.right))
    built = f"{server.url}/residual_block?block.family=bottleneck&block.in=128&block.out=128"
    page.get_by_role("textbox", name=re.compile("^Link")).fill(built)
    check(page)
    expect(page.get_by_role("heading", name=say("exercises-answer", solved=True))).to_be_visible()

    page.reload()
    expect(page.get_by_text(say("exercises-progress", solved=1, count=len(EXERCISES)))).to_be_visible()


def test_a_check_cell_comes_as_a_file_of_python(page, server):
    open_at(page, server, "bottleneck")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Bottleneck\\(256, 64\\)")).click()
    assert waiting.value.suggested_filename == "check_bottleneck.py"
    assert "def check(" in waiting.value.path().read_text(encoding="utf-8")


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("order", "clinic", "reading"):
        open_at(page, server, name)
        assert sideways(page) <= 0
