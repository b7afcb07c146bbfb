"""A learner's walk over the page on surgery: guess, press blocks by mouse and by keyboard, swap two, take all back."""

import re

from playwright.sync_api import Page, expect


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/surgery{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def block(page: Page, number: int, *, twin: int = 0):
    return page.get_by_role("button", name=re.compile(rf"\bBlock {number} of stage")).nth(twin)


def test_a_learner_guesses_and_operates(page, server):
    open_at(page, server)
    expect(page.get_by_text("Most to suffer").first).to_be_visible()
    page.get_by_role("radio", name="1", exact=True).click()
    expect(page.get_by_text("You guessed block 1")).to_be_visible()
    expect(page.get_by_text(re.compile("of the damage, not the missing block")).first).to_be_visible()

    page.get_by_role("button", name="Show fresh statistics").click()
    expect(page).to_have_url(re.compile(r"surgery\.statistics=fresh"))
    expect(page.get_by_text("no block is critical").first).to_be_visible()
    page.get_by_role("button", name="Show stored statistics").click()
    settled = page.get_by_role("listitem").filter(has_text="With stored statistics, its")
    expect(settled).to_have_count(2)  # the last section: a press on a block before would fall between two runs

    block(page, 2).click()
    expect(page.get_by_role("button", name="Block 2 deleted")).to_be_visible()
    expect(page).to_have_url(re.compile(r"surgery\.edits=delete-2"))
    expect(block(page, 2, twin=1)).to_have_attribute("aria-label", re.compile(": deleted$"))

    page.get_by_test_id("stCheckbox").get_by_text("Keep earlier edits").click()
    page.get_by_role("radio", name="cut", exact=True).last.click()
    block(page, 6).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Block 6, shortcut cut")).to_be_visible()
    expect(page).to_have_url(re.compile(r"surgery\.edits=delete-2%2Ccut-6"))
    expect(page.get_by_text("Measured on this machine.").first).to_be_visible()

    page.get_by_role("button", name="Take all back").click()
    expect(page.get_by_text("Nothing is changed.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Plain 20 falls at once")).to_be_visible()


def test_two_presses_swap_two_blocks_and_unlike_ones_are_explained(page, server):
    open_at(page, server, "?surgery.operation=swap&surgery.edits=none")
    block(page, 8).click()
    expect(page.get_by_text("Block 8 waits")).to_be_visible()
    block(page, 9).click()
    expect(page.get_by_role("button", name="Blocks 8 and 9 swapped")).to_be_visible()
    expect(block(page, 8)).to_contain_text("block 9")

    block(page, 5).click()
    expect(page.get_by_text("Block 5 waits")).to_be_visible()
    block(page, 7).click()
    expect(page.get_by_text("only blocks of the same shape can change places")).to_be_visible()
    page.get_by_role("button", name="Swap 5 and 6").click()
    expect(page.get_by_role("button", name="Blocks 5 and 6 swapped")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, "?surgery.net=depth+56")
    page.get_by_text("just show me").click()
    expect(page.get_by_text("single deletions in").first).to_be_visible()
    assert sideways(page) <= 0
