"""For a class: a switch at the foot of every page, kept in the address, enlarges words, figures and charts."""

import re

from playwright.sync_api import expect

from tests.browser.walks import open_page, settled
from ui.projector import SCALE
from ui.say import say


def root_size(page):
    return page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")


def letters(page):
    """Pixels on the screen of the words in the first box of a diagram, and of the first paragraph."""
    return page.evaluate("""() => {
        const root = [...document.querySelectorAll("*")].map(e => e.shadowRoot).find(r => r?.querySelector("[data-id]"))
        const words = document.querySelector("[data-testid=stMarkdownContainer] p")
        const size = parseFloat(getComputedStyle(words).fontSize)
        return [root.querySelector("[data-id] .head").getBoundingClientRect().height, size]
    }""")


def switch(page):
    """The switch at the foot of the page; its label is what one presses."""
    return page.get_by_test_id("stCheckbox").filter(has_text=say("projector"))


def test_a_teacher_turns_it_on_moves_on_and_turns_it_off(page, server, sideways):
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_page(page, f"{server.url}/network")
    size, before = root_size(page), letters(page)
    switch(page).locator("label").click()
    expect(page).to_have_url(re.compile("projector=true"))
    page.wait_for_function("document.documentElement.hasAttribute('data-projector')")
    settled(page)
    assert root_size(page) == SCALE * size
    assert all(now >= 1.2 * then for now, then in zip(letters(page), before, strict=True))
    assert sideways(page) <= 0

    page.get_by_test_id("stTopNavLink").first.click()
    settled(page)
    expect(page).to_have_url(re.compile("projector=true"))
    assert root_size(page) == SCALE * size
    expect(switch(page).locator("input")).to_be_checked()

    switch(page).locator("label").click()
    expect(page).not_to_have_url(re.compile("projector"))
    page.wait_for_function("!document.documentElement.hasAttribute('data-projector')")
    assert root_size(page) == size


def test_a_link_opens_a_page_as_a_class_sees_it(page, server):
    open_page(page, f"{server.url}/signal?projector=true")
    expect(page.locator("html[data-projector]")).to_have_count(1)
    expect(switch(page).locator("input")).to_be_checked()
