"""A learner's walk through what came before and after: press designs, predict, look at why, look up a term."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walks import open_page, settled
from ui import glossary
from ui.before_and_after import sections
from ui.before_and_after.history import DESIGNS
from ui.say import say


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/before_and_after{query}")
    expect(page.locator(".st-key-after_layers")).to_be_visible()


def test_a_pressed_design_is_drawn_and_told_without_the_server(page, server):
    open_at(page, server)
    gate = next(design for design in DESIGNS if design.name == "highway")
    button = page.get_by_role("radio", name=re.compile(gate.title))
    button.click()
    expect(button).to_be_checked()
    expect(page.get_by_text(gate.formula)).to_be_visible()
    expect(page.get_by_role("img", name=say("history-highway.alt"))).to_be_visible()
    button.press("ArrowRight")
    expect(page.get_by_text(say("history-resnet.what"))).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_text(say("history-convnext.shares"))).to_be_visible()


def test_a_learner_predicts_and_sees_the_nets_without_shortcuts(page, server):
    open_at(page, server)
    page.get_by_text(sections.PREDICTION.label("same"), exact=True).click()
    page.get_by_role("button", name=say("predict-lock")).click()
    told = sections.pairs(sections.asked_about())[0].replace("**", "")
    expect(page.get_by_text(told)).to_be_visible()


def test_a_term_is_defined_under_the_pointer_and_with_the_focus_and_leads_to_the_glossary(page, server):
    open_at(page, server)
    settled(page)
    term, definition = page.get_by_role("link", name=glossary.name("pre-norm")), glossary.definition("pre-norm")
    tip = page.get_by_role("tooltip")
    term.scroll_into_view_if_needed()
    for _ in range(20):  # a scroll that still goes on hides it
        page.mouse.move(5, 5)
        term.hover()
        page.wait_for_timeout(500)
        if tip.count():
            break
    expect(tip).to_have_text(definition)
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_have_text(definition)
    expect(term).to_have_accessible_description(definition)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    with page.context.expect_page() as opened:
        term.press("Enter")
    there = opened.value.locator(f".st-key-{glossary.key('pre-norm')}")
    expect(there).to_be_in_viewport()
