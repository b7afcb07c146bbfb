"""Check yourself, in a browser: a wrong answer, a right one, a reload, and a twin on a later page."""

from playwright.sync_api import Page, expect

from resnet_core.course.choosing import items_for
from tests.browser.checking import answer, card, plain, shown
from tests.browser.walks import open_page, settled
from ui import checks
from ui.say import say

FIRST, LATER = "paths", "orders"
"""Two pages that ask, in the order of the course."""


def open_at(page: Page, server, name: str) -> None:
    open_page(page, f"{server.url}/{name}")
    expect(page.get_by_role("heading", name=say("lesson-checks"), exact=True)).to_be_visible()


def test_what_went_wrong_comes_back_as_a_twin_and_nothing_comes_twice(page, server, sideways):
    open_at(page, server, FIRST)
    wrong, right = items_for(FIRST, {})
    assert shown(page) == [wrong.id, right.id]

    option = answer(page, wrong, rightly=False)
    told = card(page, wrong).get_by_role("status")
    expect(told).to_contain_text(plain(checks.feedback(wrong, option))[:60])
    expect(card(page, wrong)).to_contain_text(plain(say("checks-your-answer", option=checks.label(wrong, option))))
    answer(page, right, rightly=True)
    expect(card(page, right)).to_contain_text(plain(say("checks-right", because="")).strip())
    expect(told).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) <= 0

    page.reload()
    settled(page)
    expect(card(page, wrong)).to_have_count(0)
    assert not {wrong.id, right.id} & set(shown(page))

    open_at(page, server, LATER)
    expected = items_for(LATER, {wrong.id: False, right.id: True})
    assert shown(page) == [item.id for item in expected]
    assert wrong.misconception in {item.misconception for item in expected}
