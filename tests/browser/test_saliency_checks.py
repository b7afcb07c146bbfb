"""A learner doubts the saliency maps: every check is opened, its controls are moved, and the figures follow."""

import re
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.walks import lock, open_page, settled
from ui.predict import JUST_SHOW
from ui.saliency.checks import PREDICTION
from ui.say import say

CHECKS = ("random weights", "take pixels away", "two measures", "nudge the picture")


def open_at(page, server, check, **more):
    query = "&".join(f"sal.{name}={quote(value)}" for name, value in {"check": check, **more}.items())
    open_page(page, f"{server.url}/saliency_checks?{query}")
    expect(page.get_by_role("heading", level=1, name=say("saliency-checks-title"))).to_be_visible()
    if check == CHECKS[0]:
        lock(page, PREDICTION.key, JUST_SHOW)


def test_a_learner_walks_through_the_checks(page, server):
    open_at(page, server, "random weights")
    expect(page.get_by_text("when all weights are random: rank correlation").first).to_be_visible()
    expect(page.get_by_text("What stays on the garment when all weights are random:")).to_be_visible()

    expect(page.get_by_text("stage 3 shortcut").first).to_be_visible()
    page.get_by_role("radio", name="by stage").click()
    expect(page.get_by_text("down to stage 3").first).to_be_visible()
    expect(page.get_by_text("stage 3 shortcut")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"sal\.ladder_by=by"))

    page.get_by_role("radio", name="take pixels away").click()
    expect(page.get_by_text(re.compile("Bright pixels and than chance in both curves"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"sal\.check=take"))
    page.locator(".st-key-sal-fill").get_by_role("radio", name="mean grey").click()
    expect(page.get_by_text(re.compile("Far from the fill and than chance in both curves"))).to_be_visible()

    page.get_by_role("radio", name="two measures").click()
    expect(page.get_by_text("With a little noise,")).to_be_visible()

    page.get_by_role("radio", name="nudge the picture").click()
    expect(page.get_by_text("No pixel moved by more than 8 grey levels of 255")).to_be_visible()
    slider = page.locator(".st-key-sal-levels [role=slider], .st-key-sal-levels input[type=range]").first
    slider.press("ArrowRight")
    expect(page.get_by_text("No pixel moved by more than 16 grey levels of 255")).to_be_visible()


def test_both_paths_of_one_block_are_asked_of_a_worker_and_add_up(page, server):
    open_page(page, f"{server.url}/saliency?sal.inside_block=stage2.block1")
    expect(page.get_by_text("Pixel by pixel the two add up to the whole map")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, CHECKS[0])
    for check in CHECKS:
        if check != CHECKS[0]:
            page.get_by_role("radio", name=check).click()
            settled(page)
        expect(page.get_by_text("Recorded on").last).to_be_visible()
        assert sideways(page) <= 0, check
