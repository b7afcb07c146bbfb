"""A page that a teacher embeds in another."""

from playwright.sync_api import expect

from tests.browser.walks import open_page


def test_an_embedded_page_has_no_menu(page, server):
    open_page(page, f"{server.url}/signal?embed=true")
    expect(page.get_by_test_id("stTopNavLinkContainer")).to_have_count(0)
    expect(page.get_by_test_id("stTopNavSection")).to_have_count(0)
