"""A learner's walk over the page on function classes: look, guess, read the curve, change the family, mend a choice."""

import re

from playwright.sync_api import Page, expect

from resnet_core.studies.function_classes.findings import ALWAYS, reached
from resnet_core.studies.function_classes.measure import best_fit
from tests.browser.walks import lock, open_page, settled
from ui.functions.controls import FAMILY, PREDICTION
from ui.predict import JUST_SHOW
from ui.say import say


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/function_classes{query}")
    expect(page.get_by_role("heading", name=say("lesson-saw"))).to_be_visible()


def drawing(page: Page):
    return page.locator(".st-key-fc_sets svg[role=img]")


def guess(page: Page, option: str) -> None:
    lock(page, PREDICTION.key, option if option == JUST_SHOW else PREDICTION.label(option))


def unfold(page: Page, part: str) -> None:
    """Opens one of the parts that are folded."""
    page.get_by_test_id("stExpander").filter(has_text=say(part)).locator("summary").first.click()


def error(family: str, size: int) -> str:
    """As the sentence under the figure has it."""
    said = say("fc-reached", reached(family, size, best_fit("step_and_sine", family, size)), star="f*")
    return re.search(r"\*\*(.+?)\*\*", said)[1]


def test_a_learner_guesses_sees_the_curve_and_finds_the_nested_family(page, server, choose):
    open_at(page, server)
    expect(drawing(page).locator(".set")).to_have_count(1)

    guess(page, ALWAYS)
    expect(page.get_by_test_id("stAlertContentInfo")).to_be_visible()
    expect(drawing(page).locator(".set")).to_have_count(6)
    unfold(page, "fc-best")
    expect(page.locator("strong", has_text=error("equal_bins", 2)).first).to_be_visible()

    size = page.locator(".st-key-fc_sets").get_by_role("slider", name=say("fc-k"))
    dragged = size.evaluate(
        "each => { each.value = 4; each.oninput();"
        " return each.getRootNode().querySelector('text.size.chosen').textContent }"
    )
    assert dragged.startswith("5"), "the figure follows before anybody is asked"
    size.evaluate("each => { each.value = 1; each.oninput() }")
    size.press("ArrowRight")
    expect(page.locator("strong", has_text=error("equal_bins", 3)).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"fc\.k=3"))

    choose(page, FAMILY.label, FAMILY.said("doubled_bins"))
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    page.locator(".st-key-fc_repair_4 button").click()
    expect(page).to_have_url(re.compile(r"fc\.family=doubled.bins&fc\.k=4"))
    settled(page)

    nested = [say("fc-sets-within", small=k, large=2 * k) for k in (1, 2, 4, 8)]
    for within in nested:
        expect(drawing(page)).to_have_attribute("aria-label", re.compile(within))


def test_an_address_opens_the_state_it_names_and_says_what_it_could_not_take(page, server):
    open_at(page, server, "?fc.target=corner&fc.k=4&fc.family=splines")
    expect(page.get_by_text("fc.family=splines")).to_be_visible()
    unfold(page, "fc-best")
    expect(page.get_by_text(say("fc-set", family="equal_bins", size=4)).first).to_be_visible()


def test_the_slider_leads_both_kernels_to_the_copy(page, server):
    open_at(page, server)
    figure = page.locator(".st-key-identity")
    same = say("fc-identity-same")
    expect(figure.get_by_text(same)).to_have_count(0)
    figure.get_by_role("button", name=say("fc-identity-copy")).click()
    expect(figure.get_by_text(same)).to_have_count(2)


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, "?fc.family=bumps")
    guess(page, JUST_SHOW)
    expect(drawing(page)).to_be_visible()
    assert sideways(page) <= 0
