"""Browser's Back, on any page: what was chosen there is there again."""

import re

import pytest
from playwright.sync_api import expect

PAGES = {
    "residual_block": "block.family=bottleneck&block.stride=2",
    "plain_vs_residual": "race.depth=8&race.seeds=1",
    "orders": "orders.left=full-pre",
    "train": "preset=custom&epochs=3",
    "network": "net.base=resnet34",
}


def home(page):
    page.get_by_role("link", name="Home", exact=True).first.click()
    expect(page.get_by_role("button", name="Train your first network")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_back_from_another_page_finds_the_choices_and_their_address(page, server, path):
    address = re.compile(re.escape(f"/{path}?{PAGES[path]}") + "$")
    page.goto(f"{server.url}/{path}?{PAGES[path]}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    home(page)
    page.go_back()
    expect(page).to_have_url(address)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(address)


def test_choices_made_by_hand_are_there_after_back_and_so_is_the_layer(page, server):
    page.goto(f"{server.url}/residual_block")
    page.get_by_role("radio", name="bottleneck").click()
    expect(page).to_have_url(re.compile("block.family=bottleneck"))
    page.locator('[data-id="block.main.conv2"]').first.click()
    expect(page).to_have_url(re.compile("block.layer="))
    left = page.url
    home(page)
    page.go_back()
    expect(page.get_by_role("radio", name="bottleneck")).to_be_checked()
    expect(page).to_have_url(left)
