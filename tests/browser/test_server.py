"""The server comes and goes; pages and runs do not mind."""

import re

from playwright.sync_api import expect

LONG = "preset=custom&images=5000&epochs=50&batch=32"


def test_the_first_request_to_a_fresh_server_may_be_a_deep_link(page, fresh_server):
    page.goto(f"{fresh_server.url}/train?preset=custom&width=32")
    expect(page.get_by_role("heading", name="Train a network")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    menu = page.get_by_test_id("stTopNavLink")
    expect(menu.first).to_have_text("Home")
    expect(page.get_by_role("slider", name="Channels of the first stage")).to_have_value("32")
    assert "width=32" in page.url


def test_a_run_goes_on_while_the_server_is_dead_and_the_page_finds_it_again(page, fresh_server, step):
    page.goto(f"{fresh_server.url}/train?{LONG}")
    page.get_by_role("button", name="Train", exact=True).click()
    before = step(page, after=3)
    expect(page).to_have_url(re.compile("run="))
    fresh_server.kill()
    page.wait_for_timeout(2000)
    fresh_server.start()
    page.reload()
    assert step(page, after=before) > before
    page.get_by_role("button", name="Stop training").click()
    expect(page.get_by_test_id("stAlert").get_by_text("Stopped at step")).to_be_visible()
    page.get_by_text("What happened, step by step").click()
    history = page.get_by_test_id("stCode").first
    expect(history).to_contain_text("attempt 1")
    expect(history).not_to_contain_text("attempt 2")
