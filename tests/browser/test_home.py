"""A newcomer on the first page: plays with the puzzle, goes on by a card, and comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walks import open_page, settled
from ui import course, numbers, puzzle
from ui.frame import PLAIN_VS_RESIDUAL, SECTIONS, SIGNAL
from ui.say import say

WAIT_MS = 400
"""In which dots that move have moved."""


def cell(depth, *, plain, norm=True):
    [found] = [
        each for each in puzzle.recorded() if (each.net.depth, each.net.plain, each.net.norm) == (depth, plain, norm)
    ]
    return found


def loss(found) -> str:
    return numbers.fixed(found.loss)


@pytest.fixture
def home(page: Page, server):
    """The first page with its puzzle drawn, and the frames that it has sent to the server."""
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    open_page(page, server.url)
    expect(page.locator(".stack svg")).to_be_visible()
    settled(page)
    page.wait_for_timeout(WAIT_MS)
    return page, sent


def score(page: Page):
    return page.locator(".score strong")


def switch(page: Page, label: str, to: str) -> None:
    page.get_by_role("radiogroup", name=say(label)).get_by_role("radio", name=say(to), exact=True).click()


def dots(page: Page) -> list[str]:
    places: list[str] = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')].flatMap(each =>"
        " [...(each.shadowRoot ?? each).querySelectorAll('.dot')].map(dot => dot.getAttribute('cx')))"
    )
    return places


def test_a_newcomer_adds_layers_switches_shortcuts_on_and_no_script_runs(home):
    page, sent = home
    usual, deep, rescued, bare = (
        cell(20, plain=True),
        cell(56, plain=True),
        cell(56, plain=False),
        cell(56, plain=True, norm=False),
    )
    assert deep.loss > usual.loss > rescued.loss
    expect(score(page)).to_have_text(loss(usual))
    before = len(sent)
    page.locator(".tries button").first.click()
    expect(score(page)).to_have_text(loss(deep))
    expect(page.locator(".reading")).to_contain_text(loss(usual))
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "56")
    switch(page, "puzzle-shortcuts", "puzzle-on")
    expect(score(page)).to_have_text(loss(rescued))
    switch(page, "puzzle-shortcuts", "puzzle-off")
    switch(page, "puzzle-norm", "puzzle-off")
    expect(score(page)).to_have_text(loss(bare))
    expect(page.locator(".tried")).to_have_count(4)
    assert len(sent) == before, "playing asked the server"


def test_the_puzzle_is_played_by_keys_and_says_what_it_shows(home):
    page, _sent = home
    page.get_by_role("slider").press("End")
    expect(score(page)).to_have_text(loss(cell(56, plain=True)))
    page.get_by_role("slider").press("ArrowLeft")
    expect(score(page)).to_have_text(loss(cell(44, plain=True)))
    expect(page.locator("[aria-live=polite]").filter(has=page.locator("strong"))).to_contain_text(
        say("puzzle-verdict", fate="higher", norm=True)
    )
    page.get_by_role("radiogroup", name=say("puzzle-shortcuts")).get_by_role("radio", checked=True).press("ArrowRight")
    expect(score(page)).to_have_text(loss(cell(44, plain=False)))


def test_a_change_is_drawn_by_the_next_picture_of_the_screen(home):
    page, _sent = home
    shown = page.get_by_role("slider").evaluate(
        "async each => { each.value = 4; each.oninput(); await new Promise(requestAnimationFrame);"
        " return each.getRootNode().querySelector('.score strong').textContent }"
    )
    assert shown == loss(cell(56, plain=True))


def test_what_runs_through_the_stack_can_be_paused(home):
    page, _sent = home
    moving = dots(page)
    page.wait_for_timeout(WAIT_MS)
    assert dots(page) != moving
    page.get_by_role("button", name=say("puzzle-pause")).click()
    expect(page.locator(".dot").first).to_have_attribute("r", "0")
    still = dots(page)
    page.wait_for_timeout(WAIT_MS)
    assert dots(page) == still


def test_nothing_moves_for_whoever_wants_no_motion(page, server):
    page.emulate_media(reduced_motion="reduce")
    open_page(page, server.url)
    expect(page.locator(".ribbon.forward[d]").first).to_be_visible()
    assert set(page.locator(".dot").evaluate_all("each => each.map(dot => dot.getAttribute('r'))")) == {"0"}
    expect(page.get_by_role("button", name=say("puzzle-pause"))).to_be_hidden()


def test_a_card_leads_to_its_page_and_home_knows_where_one_was(home):
    page, _sent = home
    first = page.get_by_role("heading", level=1).inner_text()
    begin = say("course-begin", page=PLAIN_VS_RESIDUAL.menu_title)
    expect(page.get_by_role("link", name=begin)).to_be_visible()
    card = page.locator(".st-key-course_path [data-testid=stGridCell]").filter(has_text=SIGNAL.help)
    card.click(position={"x": 12, "y": 12})
    expect(page).to_have_url(re.compile(rf"/{SIGNAL.name}\b"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    open_page(page, page.url.rpartition("/")[0])
    expect(page.get_by_role("link", name=say("course-go-on", page=SIGNAL.menu_title))).to_be_visible()
    expect(card).to_contain_text(say("course-facts", step=SIGNAL.step, minutes=SIGNAL.minutes, seen=True))
    assert course.drawing(SIGNAL.name)


def test_the_menu_marks_the_section_of_the_page_and_no_other(page: Page, server):
    open_page(page, f"{server.url}/{SIGNAL.name}")
    sections = page.get_by_test_id("stTopNavSection")
    place = next(place for place, pages in enumerate(SECTIONS.values()) if SIGNAL in pages)
    expect(sections.nth(place - 1)).to_have_css("font-weight", "600")
    marked = sections.evaluate_all("each => each.filter(one => getComputedStyle(one).fontWeight === '600').length")
    assert marked == 1


def test_a_phone_says_that_the_arrows_open_the_menu(page: Page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, server.url)
    arrows = page.get_by_test_id("stExpandSidebarButton")
    expect(arrows).to_be_visible()
    page.wait_for_function("getComputedStyle(document.documentElement).getPropertyValue('--lab-menu')")
    assert arrows.evaluate("each => getComputedStyle(each, '::after').content") == f'"{say("menu")}"'
