"""A learner's walk over the page on surgery: guess, press blocks by mouse and by keyboard, swap two, take all back."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walks import lock, open_page, unfold
from ui.predict import JUST_SHOW
from ui.say import say
from ui.surgery.in_turn import PREDICTION


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/surgery{query}")
    expect(page.locator(".st-key-surgery_deletions")).to_be_visible()


def block(page: Page, number: int, *, twin: int = 0):
    return page.locator("[class*='st-key-surgery_strip_']").nth(twin).locator(f"[data-id='block{number}']")


def undo(page: Page, edit: str):
    """The button that takes an edit back."""
    return page.locator(f".st-key-surgery_undo_{edit}").get_by_role("button")


def test_a_learner_guesses_and_operates(page, server):
    open_at(page, server)
    expect(page.locator(".st-key-surgery_in_turn")).to_be_visible()
    lock(page, PREDICTION.key, PREDICTION.label(PREDICTION.options[0]))
    expect(page.get_by_test_id("stAlert").first).to_contain_text(say("surgery-predict.block"))
    expect(page.locator(".st-key-surgery_shares")).to_be_visible()

    other = page.locator(".st-key-surgery_other_statistics").get_by_role("button")
    other.click()
    expect(page).to_have_url(re.compile(r"surgery\.statistics=fresh"))
    other.click()
    expect(page).not_to_have_url(re.compile(r"surgery\.statistics=fresh"))
    settled = page.get_by_role("listitem").filter(has_text=re.compile(say("surgery-with.first", statistics="stored")))
    expect(settled).to_have_count(5)  # to the last section: a press on a block before would fall between two runs

    block(page, 2).click()
    expect(undo(page, "delete-2")).to_be_visible()
    expect(page).to_have_url(re.compile(r"surgery\.edits=delete-2"))
    expect(block(page, 2, twin=1)).to_have_attribute("aria-label", re.compile(say("surgery-box.delete") + "$"))

    unfold(page, "lesson-more")
    page.locator(".st-key-surgery-several").get_by_test_id("stCheckbox").locator("label").click()
    page.locator(".st-key-surgery-operation").get_by_role("radio").nth(1).click()
    block(page, 6).focus()
    page.keyboard.press("Enter")
    expect(undo(page, "cut-6")).to_be_visible()
    expect(page).to_have_url(re.compile(r"surgery\.edits=delete-2%2Ccut-6"))
    expect(page.locator(".st-key-surgery_back")).to_have_count(0)

    page.locator(".st-key-surgery_undo_all").get_by_role("button").click()
    expect(page.get_by_text(say("surgery-done", edits=0).replace("**", ""))).to_be_visible()
    expect(page.locator(".st-key-surgery_deletions")).to_be_visible()


def test_one_more_block_is_deleted_by_a_press_and_the_sketch_answers_without_the_server(page, server):
    open_at(page, server)
    page.locator(".st-key-surgery_cheapest").get_by_role("button").click()
    expect(page.locator("[class*=st-key-surgery_undo_delete]")).to_have_count(2)
    sketch = page.locator(".st-key-surgery_batch_statistic")
    before = sketch.locator(".reading").inner_text()
    sketch.get_by_role("radio", name=say("surgery-sketch.fresh")).click()
    expect(sketch.locator(".reading")).not_to_have_text(before)
    expect(sketch.locator(".reading")).to_contain_text("50%")


def test_two_presses_swap_two_blocks_and_unlike_ones_are_explained(page, server):
    open_at(page, server, "?surgery.operation=swap&surgery.edits=none")
    block(page, 8).click()
    expect(page.get_by_text(say("surgery-waits", block=8))).to_be_visible()
    block(page, 9).click()
    expect(undo(page, "swap-8-9")).to_be_visible()
    expect(block(page, 8)).to_contain_text("9")

    block(page, 5).click()
    expect(page.get_by_text(say("surgery-waits", block=5))).to_be_visible()
    block(page, 7).click()
    repair = page.locator(".st-key-surgery_repair_0_0").get_by_role("button")
    expect(repair).to_be_visible()
    repair.click()
    expect(undo(page, "swap-5-6")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, "?surgery.net=depth_56")
    lock(page, PREDICTION.key, JUST_SHOW)
    expect(page.locator(".st-key-surgery_in_turn")).to_be_visible()
    assert sideways(page) <= 0
