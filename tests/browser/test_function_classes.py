"""A learner's walk over the page on function classes: look, guess, read the curve, change the family, mend a choice."""

import re

from playwright.sync_api import Page, expect

SLIDER = ".st-key-fc-k [role=slider], .st-key-fc-k input[type=range]"


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/function_classes{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def test_a_learner_guesses_sees_the_curve_and_finds_the_nested_family(page, server, choose):
    open_at(page, server)
    drawing = page.get_by_role("img", name=re.compile("^Sets and the target"))
    expect(page.get_by_text("mean squared error of 0.0082")).to_be_visible()
    expect(drawing).to_have_count(0)

    page.get_by_text("always", exact=True).click()
    expect(page.get_by_text("came out otherwise: some steps were worse")).to_be_visible()
    expect(drawing).to_be_visible()

    page.locator(SLIDER).first.press("ArrowRight")
    expect(page.get_by_text("mean squared error of 0.0498")).to_be_visible()
    expect(page).to_have_url(re.compile(r"fc\.k=3"))

    choose(page, "Family of functions", "doubled bins")
    expect(page.get_by_text("k=3: the family 'doubled bins' has only the sizes")).to_be_visible()
    page.get_by_role("button", name="Use k = 4").click()
    expect(page).to_have_url(re.compile(r"fc\.family=doubled.bins&fc\.k=4"))

    page.get_by_text("always", exact=True).click()
    expect(page.get_by_text("and so it was: every step was at least as good")).to_be_visible()
    expect(page.get_by_text("This family is nested")).to_be_visible()
    expect(drawing).to_have_attribute("aria-label", re.compile("Inside the next: 1 in 2, 2 in 4, 4 in 8, 8 in 16"))


def test_an_address_opens_the_state_it_names_and_says_what_it_could_not_take(page, server):
    open_at(page, server, "?fc.target=corner&fc.k=4&fc.family=splines")
    expect(page.get_by_text("fc.family=splines: must be one of")).to_be_visible()
    expect(page.get_by_text("made of 4 equal bins (4 coefficients)")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, "?fc.family=bumps")
    page.get_by_text("just show me").click()
    expect(page.get_by_role("img", name=re.compile("^Sets and the target"))).to_be_visible()
    assert sideways(page) <= 0
