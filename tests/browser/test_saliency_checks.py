"""A learner doubts the saliency maps: every check is opened, its controls are moved, and the figures follow."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

CHECKS = ("random weights", "take pixels away", "two measures", "nudge the picture", "look inside")


def open_at(page, server, check, **more):
    query = "&".join(f"sal.{name}={quote(value)}" for name, value in {"check": check, **more}.items())
    page.goto(f"{server.url}/saliency?{query}")
    expect(page.get_by_text("Can these maps be believed?")).to_be_visible()


def test_a_learner_walks_through_the_checks(page, server):
    open_at(page, server, "random weights")
    expect(page.get_by_text("when all weights are random: rank correlation").first).to_be_visible()
    expect(page.get_by_text("On the garment, when all weights are random:")).to_be_visible()

    expect(page.get_by_text("stage3 shortcut").first).to_be_visible()
    page.get_by_role("radio", name="by stage").click()
    expect(page.get_by_text("down to stage3").first).to_be_visible()
    expect(page.get_by_text("stage3 shortcut")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"sal\.ladder_by=by"))

    page.get_by_role("radio", name="take pixels away").click()
    expect(page.get_by_text(re.compile("Bright pixels and than chance in both curves"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"sal\.check=take"))
    page.get_by_role("radio", name="mean grey").last.click()
    expect(page.get_by_text(re.compile("Far from the fill and than chance in both curves"))).to_be_visible()

    page.get_by_role("radio", name="two measures").click()
    expect(page.get_by_text("With a little noise,")).to_be_visible()

    page.get_by_role("radio", name="nudge the picture").click()
    expect(page.get_by_text("No pixel moved by more than 8 grey levels of 255")).to_be_visible()
    slider = page.locator(".st-key-sal-levels [role=slider], .st-key-sal-levels input[type=range]").first
    slider.press("ArrowRight")
    expect(page.get_by_text("No pixel moved by more than 16 grey levels of 255")).to_be_visible()

    page.get_by_role("radio", name="look inside").click()
    expect(page.get_by_text("They do not add up")).to_be_visible()


def test_both_paths_of_one_block_are_asked_of_a_worker_and_add_up(page, server):
    open_at(page, server, "look inside", inside_block="stage2.block1")
    expect(page.get_by_text("Pixel by pixel the two add up to the whole map")).to_be_visible()


@pytest.mark.parametrize("check", CHECKS)
def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways, check):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, check)
    expect(page.get_by_text("Recorded on").last).to_be_visible()
    assert sideways(page) <= 0
