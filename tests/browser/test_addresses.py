"""Browser's Back, on any page: what was chosen there is there again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walks import open_page, settled
from ui.exercises.controls import WHICH
from ui.say import say

PAGES = {
    "residual_block": "block.family=bottleneck&block.stride=2",
    "plain_vs_residual": "race.depth=8&race.seeds=1",
    "orders": "orders.depth=8&orders.seeds=1",
    "train": "preset=custom&epochs=3",
    "network": "net.base=ResNet-34",
}


def home(page):
    page.get_by_role("link", name="Home", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=say("puzzle-title", layers=36))).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_back_from_another_page_finds_the_choices_and_their_address(page, server, path):
    address = re.compile(re.escape(f"/{path}?{PAGES[path]}") + "$")
    open_page(page, f"{server.url}/{path}?{PAGES[path]}")
    home(page)
    page.go_back()
    expect(page).to_have_url(address)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(address)


def test_choices_made_by_hand_are_there_after_back_and_so_is_the_layer(page, server):
    open_page(page, f"{server.url}/residual_block")
    page.get_by_role("radio", name="bottleneck").click()
    expect(page).to_have_url(re.compile("block.family=bottleneck"))
    page.locator('[data-id="block.main.conv2"]').first.click()
    expect(page).to_have_url(re.compile("block.layer="))
    left = page.url
    home(page)
    page.go_back()
    expect(page.get_by_role("radio", name="bottleneck")).to_be_checked()
    expect(page).to_have_url(left)


@pytest.mark.parametrize("stay", [True, False], ids=["later", "at-once"])
def test_back_from_what_an_exercise_prepared_finds_that_exercise(page, server, stay):
    open_page(page, f"{server.url}/exercises?{WHICH.key}=bottleneck")
    expect(page.get_by_role("heading", name=WHICH.said("bottleneck"))).to_be_visible()
    left = page.url
    page.get_by_role("link", name=say("ex-bottleneck.leads")).click()
    expect(page).to_have_url(re.compile("/residual_block"))
    if stay:
        expect(page.get_by_role("heading", level=1, name=say("block-title"))).to_be_visible()
        settled(page)
    page.go_back()
    expect(page.get_by_role("heading", name=WHICH.said("bottleneck"))).to_be_visible()
    expect(page).to_have_url(left)
