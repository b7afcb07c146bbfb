"""A learner's walk over the page on ResNeXt: both languages, a repair, the proof, the clock, a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

ONE_DIGIT_E = re.compile(r"largest difference between any two of the three is \d\.\de-1\d")


@pytest.fixture
def resnext(page: Page, server):
    def resnext(query=""):
        page.goto(f"{server.url}/resnext{query}")
        expect(page.get_by_role("heading", name="What to notice")).to_be_visible()
        return page

    return resnext


def test_the_same_number_is_read_in_both_languages_and_what_does_not_divide_is_mended(resnext):
    page = resnext()
    expect(page.get_by_text("2 groups of 16").first).to_be_visible()
    page.get_by_text("paper", exact=True).click()
    expect(page.get_by_text("16 groups of 2").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"next\.says=paper"))
    expect(page.get_by_role("img", name=re.compile("Connection matrix with 16 squares"))).to_be_visible()

    page.locator(".st-key-next-groups").get_by_role("slider").press("ArrowRight")
    expect(page.get_by_text("must divide the bottleneck width 32")).to_be_visible()
    page.get_by_role("button", name="8 groups of 4").click()
    expect(page.get_by_text("reads 4 of 32 channels: 1/8 of the weights, 1,152 instead of 9,216")).to_be_visible()


def test_the_forms_are_pressed_by_keyboard_and_proved_by_a_worker(resnext):
    page = resnext("?next.channels=64&next.width=32&next.says=paper&next.groups=8")
    expect(page.get_by_role("button", name="6 more branches of the same kind").first).to_be_visible()
    box = page.get_by_role("button", name=re.compile("branch1.transform: convolution 3x3, 8 groups of 4"))
    box.focus()
    page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Compute all three on the same numbers").click()
    expect(page.get_by_text(ONE_DIGIT_E)).to_be_visible()


def test_the_clock_is_asked_and_its_answer_is_drawn(resnext):
    page = resnext("?next.size=14")
    expect(page.get_by_text("only a clock can say")).to_be_visible()
    page.get_by_role("button", name="Measure on this machine").click()
    expect(page.get_by_text(re.compile(r"On this machine it took \d+% of the time"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"Median of \d+ rounds"))).to_be_visible()


def test_an_address_opens_its_state_and_on_a_phone_nothing_sticks_out(resnext, sideways):
    page = resnext("?next.groups=99&next.paths=2")
    expect(page.get_by_text("next.groups=99: must be a number from 1 to 64")).to_be_visible()
    expect(page.get_by_text("2 paths of 40 channels")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("heading", name="Where it went")).to_be_visible()
    assert sideways(page) <= 0
