"""The store goes wrong under an open page, and comes back: nobody reloads anything."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from ui.say import say

LACKS = "the run store lacks what this program needs"


@pytest.fixture
def rename(fresh_server, tmp_path):
    """Renames a column of the running server's store."""

    def rename(column, name):
        with closing(sqlite3.connect(tmp_path / "lab.db", timeout=30)) as connection:
            connection.execute(f"ALTER TABLE runs RENAME COLUMN {column} TO {name}")

    return rename


def test_pages_say_what_is_wrong_in_its_place_work_on_and_come_back_by_themselves(page, fresh_server, rename):
    page.goto(f"{fresh_server.url}/train?preset=custom")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    rename("phase", "phases")
    page.reload()
    expect(page.get_by_test_id("stAlert").get_by_text(LACKS).first).to_be_visible()
    page.get_by_role("radio", name="bottleneck").click()
    expect(page).to_have_url(re.compile("family=bottleneck"))
    expect(page.get_by_text(say("train-hook")).first).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_test_id("stToast").get_by_text(LACKS)).to_be_visible()
    expect(page.get_by_text("This app has encountered an error")).to_have_count(0)

    rename("phases", "phase")
    expect(page.get_by_text(LACKS)).to_have_count(0)
    expect(page.get_by_role("radio", name="bottleneck")).to_be_checked()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page).to_have_url(re.compile(r"run=[0-9a-f]{32}"))
    page.get_by_role("button", name="Stop training").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
