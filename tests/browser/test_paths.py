"""A learner's walk over the page on paths: look at both factors, guess, change the net, measure one that is new."""

import re

from playwright.sync_api import Page, expect


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/paths{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def test_a_learner_guesses_and_finds_that_short_paths_carry_the_gradient(page, server, choose):
    open_at(page, server)
    expect(page.get_by_text("27 blocks make")).to_be_visible()
    expect(page.get_by_text("Where the gradient comes from")).to_have_count(0)
    page.get_by_text("the long paths", exact=True).click()
    expect(page.get_by_text("it came out otherwise: the short paths")).to_be_visible()
    expect(page.get_by_text("clearly shorter ones")).to_be_visible()
    expect(page.get_by_text("With every seed")).to_be_visible()  # a list closes while the page fills

    choose(page, "Net", "residual 20, trained")
    expect(page).to_have_url(re.compile(r"paths\.net=residual"))
    expect(page.get_by_text("9 blocks make", exact=False).first).to_be_visible()
    page.get_by_text("just show me", exact=True).click()
    expect(page.get_by_text("no clear difference")).to_be_visible()


def test_a_draw_that_takes_a_moment_is_measured_without_a_press(page, server):
    open_at(page, server, "?paths.net=residual+8%2C+untrained&paths.seed=5")
    expect(page.get_by_text("3 blocks make")).to_be_visible()
    expect(page.get_by_text("Measured on this machine.")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    page.get_by_text("just show me").click()
    expect(page.get_by_text("Where the gradient comes from")).to_be_visible()
    assert sideways(page) <= 0
