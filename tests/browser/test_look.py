"""Every page in both themes and on a phone: nothing sticks out, is fetched from elsewhere, or goes wrong."""

import pytest
from playwright.sync_api import expect

from ui.frame import ADDRESSES

FONTS = ["Literata", "Onest"]


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture
def visit(chromium, server):
    contexts = []

    def visit(path, *, width, scheme):
        """The settled page, and what its console said."""
        context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        said, asked = [], []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
        return page, said, asked

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_phone_needs_no_sideways_scrolling(visit, path, scheme, sideways):
    page, _, _ = visit(path, width=390, scheme=scheme)
    assert sideways(page) <= 0


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_asks_nobody_but_its_server_and_has_no_errors(visit, server, path):
    page, said, asked = visit(path, width=1280, scheme="light")
    page.wait_for_timeout(1000)
    elsewhere = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert elsewhere == []
    # Streamlit looks for its server under the page's own path first, and is told 404.
    assert [text for text in said if "404" not in text] == []
    assert "Traceback" not in server.log()


def test_our_own_letters_are_loaded(visit):
    page, _, _ = visit("", width=1280, scheme="light")
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert [font for font in FONTS if not page.evaluate(f"document.fonts.check('16px {font}')")] == []
