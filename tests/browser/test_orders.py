"""A learner's walk over the page on orders: compare two blocks, read the race, start one that was not recorded."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser.walks import lock, open_page, unfold
from ui.orders import figures
from ui.orders.controls import PREDICTION, RIGHT
from ui.predict import JUST_SHOW
from ui.say import say


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/orders{query}")
    lock(page, PREDICTION.key, JUST_SHOW)
    expect(page.locator(".st-key-orders_curves_fashion-mnist")).to_be_visible()


def test_a_learner_compares_two_blocks_and_reads_the_race(page, server, choose):
    open_at(page, server)
    drawn = page.get_by_role("toolbar")
    expect(drawn.and_(page.locator(f"[aria-label^='{figures.named('full_pre')}']"))).to_be_visible()

    choose(page, RIGHT.label, RIGHT.said("norm_after_add"))
    expect(drawn.and_(page.locator(f"[aria-label^='{figures.named('norm_after_add')}']"))).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(urlencode({RIGHT.key: RIGHT.said("norm_after_add")}))))

    page.get_by_role("link", name=say("orders-exercise.link")).click()
    expect(page).to_have_url(re.compile(r"/residual_block\?block\.order=full.pre"))


def test_a_race_that_takes_a_moment_is_run_here_without_a_press(page, server):
    open_at(page, server, "?orders.depth=8&orders.steps=20&orders.seeds=1&orders.seed=7")
    expect(page.locator(".st-key-orders_back")).to_be_visible()
    expect(page.get_by_text(say("race-origin", origin="here"))).to_be_visible()
    unfold(page, "lesson-numbers")
    expect(page.get_by_text(say("orders-differences", seeds=1, apart=0, every=10))).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    assert sideways(page) <= 0
