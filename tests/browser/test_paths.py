"""A learner's walk over the page on paths: look at both factors, guess, change the net, measure one that is new."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walks import lock, open_page
from ui.paths.controls import NET
from ui.paths.sections import PREDICTION
from ui.predict import JUST_SHOW
from ui.say import say

SHARE = ".st-key-paths_share"
"""The figure that keeps its place while it waits for a prediction."""
"""The place of a guess."""


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/paths{query}")
    expect(page.locator(SHARE)).to_be_visible()


def test_a_learner_guesses_and_finds_that_short_paths_carry_the_gradient(page, server, choose):
    open_at(page, server)
    expect(page.get_by_test_id("stMarkdown").filter(has_text="2²⁷ = 134,217,728")).to_be_visible()
    lock(page, PREDICTION.key, PREDICTION.label("long"))
    expect(page.get_by_test_id("stAlert")).to_contain_text(say("paths-predict.short"))
    expect(page.get_by_text(say("paths-asked-ensemble"))).to_be_visible()  # a list closes while the page fills

    choose(page, NET.label, NET.said("residual_20_trained"))
    expect(page).to_have_url(re.compile(r"paths\.net=residual"))
    expect(page.locator("[class*=paths_guess_card]")).to_have_count(0)
    expect(page.locator(SHARE).last).to_be_visible()


def test_the_tree_counts_its_paths_by_mouse_and_keys_and_asks_no_server(page, server):
    open_at(page, server)
    tree = page.locator(".st-key-paths_tree")
    reading = tree.locator(".reading")
    blocks = tree.get_by_role("slider", name=say("paths-tree.blocks"))
    expect(reading).to_contain_text("3 of 8")
    blocks.focus()
    page.keyboard.press("ArrowRight")
    expect(reading).to_contain_text("4 of 16")
    page.keyboard.press("End")
    expect(tree.locator("svg")).to_contain_text("134,217,728")
    tree.get_by_role("radio", name=say("paths-tree.by-share")).click()
    expect(reading).to_contain_text("3 and 6")


def test_a_draw_that_takes_a_moment_is_measured_without_a_press(page, server):
    open_at(page, server, "?paths.net=residual_8_untrained&paths.seed=5")
    expect(page.get_by_text(say("paths-origin.heading").split("**")[1])).to_be_visible()
    expect(page.locator(".st-key-paths_back")).to_have_count(0)


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    lock(page, PREDICTION.key, JUST_SHOW)
    expect(page.locator(SHARE)).to_be_visible()
    assert sideways(page) <= 0
