"""A learner's walk over the page on orders: compare two blocks, read the race, start one that was not recorded."""

import re

from playwright.sync_api import Page, expect


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/orders{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def test_a_learner_compares_two_blocks_and_reads_the_race(page, server, choose):
    open_at(page, server)
    expect(page.get_by_role("group", name=re.compile(r"^\(e\) full pre-activation"))).to_be_visible()
    expect(page.get_by_text("Larger than the spread")).to_be_visible()

    choose(page, "Beside it", "norm-after-add")
    expect(page.get_by_role("group", name=re.compile(r"^\(b\) norm after the addition"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"orders\.right=norm-after-add"))

    page.get_by_role("link", name=re.compile("The block in full pre-activation")).click()
    expect(page).to_have_url(re.compile(r"/residual_block\?block\.order=full-pre"))


def test_a_race_that_takes_a_moment_is_run_here_without_a_press(page, server):
    open_at(page, server, "?orders.depth=8&orders.seeds=1&orders.seed=7")
    expect(page.get_by_text("Below stands another setting")).to_be_visible()
    expect(page.get_by_text("run on this machine")).to_be_visible()
    expect(page.get_by_text("From the lowest training loss to the highest")).to_be_visible()
    expect(page.get_by_text("One seed has no spread")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    expect(page.get_by_text("From the lowest training loss to the highest")).to_be_visible()
    assert sideways(page) <= 0
