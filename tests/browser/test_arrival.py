"""Where a browser lands: on the figure that a link names, on the top of any other page, and in one theme."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.walks import lock, open_page, settled
from ui import language
from ui.arrival import AT
from ui.exercises.states import STATES
from ui.orders.controls import PREDICTION
from ui.predict import JUST_SHOW

GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
LANDINGS = tuple({(state.page, state.at): state for state in STATES.values() if state.at}.values())
"""One state for each figure that an exercise leads to."""
BELOW_MENU = (56, 110)
"""Pixels from the top of the window within which a figure that was landed on begins."""


def scroll(page):
    return page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")


def open_at(page, server, path=""):
    open_page(page, f"{server.url}/{path}")


@pytest.mark.parametrize("spoken", language.LOCALES)
def test_the_document_says_its_language(page, server, spoken):
    open_at(page, server, f"?{language.PARAMETER}={spoken}")
    expect(page.locator("html")).to_have_attribute("lang", spoken)


@pytest.mark.parametrize("state", LANDINGS, ids=lambda state: f"{state.page.name}-{state.at}")
def test_an_exercise_lands_on_its_figure(page, server, state):
    open_at(page, server, f"{state.page.name}?{urlencode(state.address)}")
    figure = page.locator(f".st-key-{state.at}").first
    expect(figure).to_be_visible()
    settled(page)
    page.wait_for_function(
        """([key, low, high]) => {
            const top = document.querySelector(`.st-key-${key}`).getBoundingClientRect().top
            const main = document.querySelector('[data-testid=stMain]')
            const atEnd = main.scrollTop + main.clientHeight >= main.scrollHeight - 2
            return low <= top && (top <= high || atEnd)
        }""",
        arg=[state.at, *BELOW_MENU],
    )


def test_a_learner_who_scrolls_is_not_pulled_back(page, server):
    open_at(page, server, f"resnext?{AT}=next_inception")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 500")
    page.mouse.move(600, 500)
    page.mouse.wheel(0, -5000)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop < 50")
    page.wait_for_timeout(1000)
    assert scroll(page) < 50


def test_any_other_page_opens_at_its_top(page, server):
    open_at(page, server, "gradients")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 1e6)")
    page.get_by_role("link", name="Do neighbouring gradients still agree?").click()
    expect(page.get_by_role("heading", level=1, name="Shattered gradients")).to_be_visible()
    settled(page)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")


def test_a_control_does_not_move_the_page(page, server):
    open_at(page, server, "orders")
    lock(page, PREDICTION.key, JUST_SHOW)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 100)")
    page.locator(".st-key-orders-clip").get_by_role("radio", name="0.3").click()
    expect(page.get_by_text("Below stands another setting")).to_be_visible()
    settled(page)
    assert scroll(page) > 0


def choose_theme(page, name):
    page.get_by_role("button", name="Main menu").click()
    page.get_by_role("menuitemradio", name=name).click()
    page.keyboard.press("Escape")


def ground(page):
    return page.evaluate(GROUND)


def test_a_theme_chosen_on_one_page_is_there_on_all_after_a_reload(page, server):
    open_at(page, server, "paths")
    light = ground(page)
    choose_theme(page, "Dark")
    page.wait_for_function(
        f"getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor !== '{light}'"
    )
    dark = ground(page)
    page.wait_for_timeout(500)
    for path in ("", "orders"):
        open_at(page, server, path)
        assert ground(page) == dark
