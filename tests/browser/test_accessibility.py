"""Every page in both themes under axe-core: nothing that keeps somebody out."""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

from ui.frame import ADDRESSES

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


def excused(finding):
    return any(mark in finding["html"] or mark in finding["where"] for mark in STREAMLIT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_no_serious_barrier_and_its_headings_go_down_by_one_step(chromium, server, path, scheme):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto(f"{server.url}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
        expect(page.locator("[data-testid=stSkeleton]:visible")).to_have_count(0)
        page.evaluate(AXE)
        found = page.evaluate(RUN)
    finally:
        context.close()
    barriers = [each for each in found if each["impact"] in GRAVE or each["rule"] == "heading-order"]
    assert [each for each in barriers if not excused(each)] == []
