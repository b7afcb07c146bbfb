"""By keys alone: a figure of many boxes is one tab stop with arrows inside, and a rerun leaves the focus as it is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walks import open_page, settled

FIGURES = ("network?net.open=all", "surgery", "saliency", "orders", "residual_block", "resnext")
"""Pages with figures that can be pressed."""
STOPS = """() => {
    const roots = [...document.querySelectorAll("*")].map(each => each.shadowRoot).filter(Boolean)
    const figures = roots.map(root => [...root.querySelectorAll("[data-id]")]).filter(items => items.length)
    return figures.map(items => ({
        ids: items.map(item => item.dataset.id), stops: items.filter(item => item.tabIndex === 0).length,
    }))
}"""
FOCUSED = """() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return active?.dataset?.id ?? null
}"""


@pytest.fixture
def figures(page, server):
    def figures(address):
        """What can be pressed in each figure of the page, and how many of these are tab stops."""
        open_page(page, f"{server.url}/{address}")
        page.wait_for_function(f"({STOPS})().length > 0")
        return page.evaluate(STOPS)

    return figures


@pytest.mark.parametrize("address", FIGURES)
def test_a_figure_is_one_tab_stop_and_the_arrows_reach_all_of_it(page, figures, address):
    found = figures(address)
    assert [figure["stops"] for figure in found] == [1] * len(found)
    assert sum(len(figure["ids"]) for figure in found) > 1
    ids = found[0]["ids"]
    page.locator(f"[data-id='{ids[0]}']").first.focus()
    page.keyboard.press("Home")
    walked = [page.evaluate(FOCUSED)]
    if address == "saliency":  # whose arrows go from pixel to pixel first
        page.keyboard.press("End")
        assert page.evaluate(FOCUSED) == ids[-1]
        return
    for _ in ids[1:]:
        page.keyboard.press("ArrowDown")
        walked.append(page.evaluate(FOCUSED))
    assert walked == ids
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) not in ids


def test_sideways_leads_to_what_stands_beside(page, figures):
    [first, *_] = figures("surgery")
    page.locator("[data-id='block1']").first.focus()
    page.keyboard.press("ArrowRight")
    beside = page.evaluate(FOCUSED)
    assert beside in first["ids"]
    assert beside not in ("block1", "block2")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == "block1"


def test_the_focus_stays_in_a_figure_and_at_a_control_when_the_page_runs_again(page, figures):
    figures("network?net.open=stage2")
    page.locator("[data-id='stem.conv']").first.focus()
    page.keyboard.press("ArrowDown")
    at = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"net\.layer={re.escape(at)}"))
    settled(page)
    assert page.evaluate(FOCUSED) == at
    size = page.get_by_role("spinbutton").or_(page.get_by_role("slider")).first
    size.focus()
    size.press("ArrowUp")
    size.press("Enter")
    settled(page)
    expect(size).to_be_focused()
