"""Every page in both themes, on a laptop and on a phone: nothing keeps somebody out, sticks out, is fetched from
elsewhere, or goes wrong. Each page is opened once for all of these tests.
"""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.browser.walks import SCHEMES, open_page, turn
from ui import pseudo
from ui.frame import ADDRESSES

FONTS = ["Literata", "Onest"]
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {
    resultTypes: ["violations"],
    rules: {"label-content-name-mismatch": {enabled: true}},
})).violations.flatMap(rule => rule.nodes.map(node => ({
    rule: rule.id, impact: rule.impact, where: node.target.flat(9).join(" "), html: node.html.slice(0, 300),
})))"""
GRAVE = {"serious", "critical"}
STREAMLIT = {
    "katex-display": "the box of a long formula scrolls without a tab stop of its own; browsers give it one themselves",
}
"""What Streamlit draws and offers no way to change, by what marks it in the HTML, with what is missing."""
LAPTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def excused(finding):
    return any(mark in finding["html"] or mark in finding["where"] for mark in STREAMLIT)


class Visit:
    """A page of the app in a browser that has seen none of it, what its console said and whom it asked."""

    def __init__(self, page, log_before):
        self.page = page
        self.log_before = log_before
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture(scope="module", params=ADDRESSES, ids=lambda path: path or "home")
def visit(request, context, server):
    page = context.new_page()
    visit = Visit(page, server.log())
    page.set_viewport_size(LAPTOP)
    open_page(page, f"{server.url}/{request.param}")
    yield visit
    page.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_has_no_serious_barrier_and_its_headings_go_down_by_one_step(visit, scheme):
    turn(visit.page, scheme)
    visit.page.evaluate(AXE)
    found = visit.page.evaluate(RUN)
    barriers = [each for each in found if each["impact"] in GRAVE or each["rule"] == "heading-order"]
    assert [each for each in barriers if not excused(each)] == []


def test_our_own_letters_are_loaded(visit):
    visit.page.wait_for_function("document.fonts.status === 'loaded'")
    assert [font for font in FONTS if not visit.page.evaluate(f"document.fonts.check('16px {font}')")] == []


def test_a_phone_needs_no_sideways_scrolling_nor_with_words_a_third_longer(visit, sideways):
    visit.page.set_viewport_size(PHONE)
    visit.page.reload()
    for scheme in SCHEMES:
        turn(visit.page, scheme)
        assert sideways(visit.page) <= 0, scheme
    open_page(visit.page, f"{visit.page.url.partition('?')[0]}?lang={pseudo.LANGUAGE}")
    assert sideways(visit.page) <= 0, pseudo.LANGUAGE


def test_a_page_asks_nobody_but_its_server_and_has_no_errors(visit, server):
    elsewhere = [url for url in visit.asked if not url.startswith((server.url, "data:", "blob:"))]
    assert elsewhere == []
    # Streamlit looks for its server under the page's own path first, and is told 404.
    assert [text for text in visit.said if "404" not in text] == []
    assert "Traceback" not in server.log().removeprefix(visit.log_before)
