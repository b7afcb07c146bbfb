"""A learner's walk over the page on shattered gradients: deepen the net, take the norms away, look further away."""

import re

from playwright.sync_api import Page, expect


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/shattering{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def test_a_learner_sees_the_plain_gradient_shatter_with_depth_and_norms(page, server):
    open_at(page, server)
    said = page.get_by_role("listitem").filter(has_text=re.compile("^plain:"))
    expect(said.first).to_contain_text("not to be told from white noise")

    slider = page.locator(".st-key-shattering-depth [role=slider], .st-key-shattering-depth input[type=range]")
    slider.first.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"shattering\.depth=10"))
    expect(said.first).to_contain_text("between the two noises")
    slider.first.press("ArrowRight")
    expect(said.first).to_contain_text("not to be told from white noise")

    page.get_by_text("Batch normalisation", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"shattering\.norm=false"))
    expect(said.first).to_contain_text("between the two noises")

    page.get_by_text("0.1", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"shattering\.eps=0\.1"))
    expect(page.get_by_text("With noise of 0.1, the mean over the seeds")).to_be_visible()


def test_a_net_that_was_not_recorded_is_measured_while_one_waits(page, server):
    open_at(page, server, "?shattering.nets=1&shattering.1.depth=8&shattering.1.norm=false")
    expect(page.get_by_text("plain 8, no norm:")).to_be_visible()
    expect(page.get_by_text("Measured on this machine.").first).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    expect(page.get_by_text("With noise of 0.01")).to_be_visible()
    assert sideways(page) <= 0
