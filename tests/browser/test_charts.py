"""Under every chart its numbers stand as a table, folded."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walks import open_page
from ui.say import say


@pytest.mark.parametrize("address", ["surgery", "plain_vs_residual"])
def test_every_chart_has_a_table_that_unfolds_by_keys(page, server, address):
    open_page(page, f"{server.url}/{address}")
    charts = page.locator("[data-testid=stVegaLiteChart], [data-testid=stEChartsChart]")
    folds = page.get_by_text(say("chart-table"), exact=True)
    expect(charts.first).to_be_visible()
    expect(folds).to_have_count(charts.count())
    folds.first.focus()
    page.keyboard.press("Enter")
    table = page.locator("details[open] table").first
    expect(table.get_by_role("row").nth(1)).to_contain_text(re.compile(r"\d"))
    expect(table.get_by_role("columnheader").nth(1)).not_to_be_empty()


def test_a_phone_scrolls_a_wide_table_in_its_place(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{server.url}/surgery")
    page.get_by_text(say("chart-table"), exact=True).first.click()
    expect(page.locator("details[open] table").first).to_be_visible()
    assert sideways(page) <= 0
