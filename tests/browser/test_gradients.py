"""A learner's walk over the page on gradients: look, take a step, switch a norm off, ask for what nobody recorded."""

import re

import pytest
from playwright.sync_api import expect

FIGURE = re.compile("^Gradient of the weights by depth")


@pytest.fixture
def gradients(page, server):
    """Opens the page at an address."""

    def gradients(query=""):
        page.goto(f"{server.url}/gradients?{query}")
        expect(page.get_by_text("What to notice")).to_be_visible()
        return page

    return gradients


def test_a_learner_sees_the_gradient_explode_and_takes_a_step_with_the_keyboard(gradients):
    page = gradients()
    expect(page.get_by_text(re.compile("plain 56: the gradient of .* the signal explodes"))).to_be_visible()
    figure = page.get_by_role("img", name=FIGURE)
    expect(figure).to_have_attribute("aria-label", re.compile("at the start: plain 56 from"))
    page.get_by_role("slider", name="When").press("ArrowRight")
    expect(figure).to_have_attribute("aria-label", re.compile("after 1 step: plain 56 from"))
    expect(page).to_have_url(re.compile(r"gradients\.when=after.1.step"))


def test_a_switch_changes_the_net_at_once_and_a_wrong_one_is_mended(gradients):
    page = gradients()
    card = page.locator(".st-key-gradients-1-norm")
    card.get_by_text("Batch normalisation").click()
    expect(page.get_by_text(re.compile("plain 56: .* the signal explodes"))).to_have_count(0)
    page.locator(".st-key-gradients-1-zero_init").get_by_text("Blocks start at zero").click()
    expect(page.get_by_text("blocks that output nothing")).to_be_visible()
    page.get_by_role("button", name="Start as usual").click()
    expect(page.get_by_text("blocks that output nothing")).to_have_count(0)


def test_what_nobody_recorded_is_measured_while_one_waits(gradients):
    page = gradients("gradients.nets=1&gradients.1.depth=8&gradients.1.init=torch")
    expect(page.get_by_role("img", name=re.compile("plain 8, torch start from"))).to_be_visible()
    expect(page.get_by_text("Measured on this machine.").first).to_be_visible()


def test_a_training_that_takes_a_moment_is_run_at_once_and_its_later_looks_appear(gradients):
    page = gradients("gradients.nets=1&gradients.1.depth=8&gradients.1.init=torch&gradients.when=after 30 steps")
    expect(page.get_by_role("img", name=re.compile("after 30 steps: plain 8, torch start from"))).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, gradients, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    gradients("gradients.nets=4")
    expect(page.get_by_role("img", name=FIGURE)).to_be_visible()
    assert sideways(page) <= 0
