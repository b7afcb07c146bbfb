"""A learner's walk over the page on ResNeXt: both languages, a repair, the proof, the clock, a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from resnet_core.analysis.grouping import PAPER_CHANNELS, Split, nearness
from tests.browser.walks import lock, open_page, settled, unfold
from ui.resnext.measured import FASTER
from ui.say import say

ROUNDING = re.compile(r"\d(\.\d)?·10⁻¹\S")


@pytest.fixture
def resnext(page: Page, server):
    def resnext(query=""):
        open_page(page, f"{server.url}/resnext{query}")
        expect(page.get_by_role("heading", name=say("lesson-saw"))).to_be_visible()
        return page

    return resnext


def test_the_same_number_is_read_in_both_languages_and_what_does_not_divide_is_mended(resnext):
    page = resnext()
    expect(page.get_by_text(say("resnext-groups", cardinality=2, group_width=16)).first).to_be_visible()
    unfold(page, "lesson-more")
    page.get_by_role("radio", name=say("next-says.paper")).click()
    expect(page.get_by_text(say("resnext-groups", cardinality=16, group_width=2)).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"next\.says=paper"))
    expect(page.get_by_role("slider", name=say("resnext-wires.cardinality"))).to_have_attribute("aria-valuetext", "16")

    page.locator(".st-key-next-groups").get_by_role("slider").press("ArrowRight")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    way_out = say("resnext-groups", cardinality=8, group_width=4)
    page.get_by_role("button", name=way_out).first.click()
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_the_wires_answer_in_the_browser_and_the_page_follows_when_one_lets_go(resnext):
    page = resnext()
    groups = page.get_by_role("slider", name=say("resnext-wires.cardinality"))
    said = page.locator(".st-key-next_wires .spoken")
    expect(said).to_contain_text("groups=2")
    dragged = groups.evaluate(
        "input => { input.value = 2; input.oninput(); return input.getRootNode().querySelector('.spoken').textContent }"
    )
    assert "groups=4" in dragged  # in the same breath: no server was asked
    groups.focus()
    groups.press("ArrowRight")
    followed = say("resnext-groups", cardinality=8, group_width=4)
    expect(page.get_by_text(followed).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"next\.groups=4"))
    expect(groups).to_be_focused()


def test_the_splits_follow_while_one_drags_and_the_address_when_one_lets_go(page, server):
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    open_page(page, f"{server.url}/resnext")
    paths = page.get_by_role("slider", name=say("next-paths"))
    settled(page)
    before = len(sent)
    dragged = paths.evaluate(
        "each => { each.value = 1; each.oninput(); return each.getRootNode().querySelector('.reading').textContent }"
    )
    assert dragged == say("resnext-nearness", nearness(Split(2, 40)), channels=PAPER_CHANNELS)
    assert len(sent) == before, "dragging asked the server"
    paths.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"next\.paths=3$"))
    expect(paths).to_be_focused()
    page.reload()
    expect(paths).to_have_attribute("aria-valuetext", "3")


def test_arrows_in_a_row_run_the_script_once(page, server):
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    open_page(page, f"{server.url}/resnext?next.paths=1")
    paths = page.get_by_role("slider", name=say("next-paths"))
    expect(paths).to_have_attribute("aria-valuetext", "1")
    settled(page)
    before = len(sent)
    paths.evaluate(
        """each => {
          for (let step = 0; step < 5; step += 1) {
            each.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }))
            each.stepUp()
            each.oninput()
            each.dispatchEvent(new Event("change"))
          }
        }"""
    )
    expect(page).to_have_url(re.compile(r"next\.paths=8$"))
    settled(page)
    assert len(sent) == before + 1


def test_the_forms_are_pressed_by_keyboard_and_proved_by_a_worker(resnext):
    page = resnext("?next.channels=64&next.width=32&next.says=paper&next.groups=8")
    expect(page.locator('[data-id="more"]').first).to_be_visible()
    box = page.locator('[data-id="branch1.transform"]').nth(2)
    box.focus()
    page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-pressed", "true")

    page.locator(".st-key-ask_next_proof button").click()
    expect(page.get_by_text(ROUNDING).first).to_be_visible()


def test_the_clock_is_asked_and_its_answer_is_drawn(resnext):
    page = resnext("?next.size=14")
    lock(page, FASTER.key, FASTER.label("less_than_promised"))
    page.locator(".st-key-ask_next_time button").click()
    times = page.locator(".st-key-fold_times summary")
    expect(times).to_be_visible()
    settled(page)
    times.click()
    expect(page.get_by_role("columnheader", name=say("resnext-times.median"))).to_be_visible()


def test_an_address_opens_its_state_and_on_a_phone_nothing_sticks_out(resnext, sideways):
    page = resnext("?next.groups=199&next.paths=2")
    expect(page.get_by_text(re.compile(r"^next\.groups=199: "))).to_be_visible()
    expect(page.locator(".st-key-next_equal_cost .reading")).to_contain_text("69,760")
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    assert sideways(page) <= 0
