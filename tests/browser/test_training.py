"""What a learner does on the training page, in a real browser over real training."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walks import open_page, settled
from ui.say import say

NOTICE = say("train-onwards")
"""Stands on the page of a run that has succeeded."""

LONG = "preset=custom&images=5000&epochs=50&batch=32"
"""Trains for minutes, so that there is time to look, and is stopped."""
SHORT = "preset=custom&images=500&size=14&width=4"


def run_of(address):
    return re.findall("run=([0-9a-f]{32})", address)


def press_train(page, url):
    open_page(page, url)
    page.get_by_role("button", name=say("train-start"), exact=True).click()
    expect(page).to_have_url(re.compile(r"run=[0-9a-f]{32}"))


def stop(page):
    page.get_by_role("button", name=say("train-stop")).click()
    expect(page.get_by_role("button", name=say("train-resume"))).to_be_visible()  # a busy machine may have to end it


@pytest.mark.slow
def test_a_newcomer_trains_the_quick_preset_and_sees_what_it_learnt(page, server, step):
    open_page(page, f"{server.url}/train")
    expect(page).to_have_url(f"{server.url}/train")
    press_train(page, page.url)
    first = step(page)
    loss = page.locator("[class*=st-key-curve_loss]").get_by_role("img")
    expect(loss).to_be_visible()
    label = loss.get_attribute("aria-label")
    step(page, after=first + 20)
    expect(loss).not_to_have_attribute("aria-label", label)

    said = page.get_by_text(re.compile(r"the network gets [89]\d\.\d% of the test pictures right"))
    expect(said).to_be_visible(timeout=400_000)
    expect(page.get_by_role("heading", name=NOTICE)).to_be_visible()
    expect(page.locator(".st-key-done_confusion").get_by_role("img")).to_be_visible()
    expect(page.locator("[data-testid=stImage]")).to_have_count(12)
    for button, ending in ((say("train-curves-file"), "csv"), (say("train-parcel"), "zip")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.endswith(ending)
        assert download.value.path().stat().st_size > 1000


def test_a_run_survives_a_reload_is_seen_from_another_tab_and_can_be_stopped_and_resumed(page, server, step, visitor):
    press_train(page, f"{server.url}/train?{LONG}")
    address, before = page.url, step(page, after=3)
    page.reload()
    assert step(page) >= before
    assert run_of(page.url) == run_of(address)

    other = visitor()
    open_page(other, address)
    assert step(other) >= before
    other.close()

    stop(page)
    page.get_by_role("button", name=say("train-resume")).click()
    assert step(page, after=before) > before
    stop(page)


def test_training_can_be_started_with_the_keyboard_alone(page, server):
    open_page(page, f"{server.url}/train?{SHORT}")
    train = page.get_by_role("button", name=say("train-start"), exact=True)
    expect(train).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if train.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=NOTICE)).to_be_visible()


def test_choices_stand_in_the_address_and_an_illegal_one_is_repaired(page, server):
    open_page(page, f"{server.url}/train?preset=custom")
    page.locator(".st-key-family").get_by_text(say("family.resnext"), exact=True).click()
    page.get_by_role("spinbutton", name=say("train-groups")).fill("5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("cardinality=5")).to_be_visible()
    page.locator(".st-key-repair_groups").get_by_role("button").click()
    expect(page.get_by_role("button", name=say("train-start"), exact=True)).to_be_enabled()
    expect(page).to_have_url(re.compile("family=resnext"))


def test_opening_a_link_selects_and_never_starts(page, server):
    open_page(page, f"{server.url}/train?{SHORT}&train=1&start=true")
    expect(page.get_by_role("button", name=say("train-start"), exact=True)).to_be_visible()
    assert "run=" not in page.url


def kept(server):
    """The ids of all trainings in the server's store."""
    return {run.id for run in server.store.recent(1000) if run.kind == "train"}


def test_a_second_press_is_the_same_run_however_late_it_comes(page, server):
    for milliseconds in (0, 60, 120, 200):
        open_page(page, f"{server.url}/train?{LONG}&seed={milliseconds}")
        train = page.get_by_role("button", name=say("train-start"), exact=True)
        expect(train).to_be_enabled()
        before = kept(server)
        settled(page)
        train.scroll_into_view_if_needed()
        box = train.bounding_box()
        for pause in (milliseconds, 0):
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(pause)
        expect(page).to_have_url(re.compile(r"run=[0-9a-f]{32}"))
        stop(page)
        assert kept(server) - before == set(run_of(page.url))


def test_the_address_follows_what_the_page_shows_and_back_returns_to_it(page, server):
    press_train(page, f"{server.url}/train?{SHORT}")
    first = page.url
    expect(page.get_by_role("heading", name=NOTICE)).to_be_visible()
    page.get_by_role("button", name=say("train-set-up")).click()
    expect(page).to_have_url(re.compile(r"/train\?preset=custom"))
    page.reload()
    expect(page.get_by_role("button", name=say("train-start"), exact=True)).to_be_enabled()
    assert "run=" not in page.url
    page.get_by_role("region", name=say("runs")).get_by_role("link").first.press("Enter")
    expect(page).to_have_url(first)
    page.reload()
    expect(page.get_by_role("heading", name=NOTICE)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/train\?preset=custom"))
    expect(page.get_by_role("radio", name=say("train-preset.custom"))).to_be_checked()


def test_a_waiting_run_says_what_it_waits_behind_and_begins_by_itself(page, server, step):
    press_train(page, f"{server.url}/train?{LONG}&seed=1")
    step(page)
    other = page.context.new_page()
    press_train(other, f"{server.url}/train?{LONG}&seed=2")
    before = other.get_by_text(re.compile(r"^Waiting: 1 before it \(now the training residual, 3 blocks, 50 epochs"))
    expect(before).to_be_visible()
    expect(other.get_by_text(re.compile("; starts in about"))).to_be_visible()
    expect(other.get_by_text(say("recorded-title"))).to_be_visible()
    stop(page)
    step(other)
    expect(other.get_by_text(say("recorded-title"))).to_have_count(0)
    stop(other)
