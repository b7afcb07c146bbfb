"""A learner's walk over the page on gradients: look, take a step, switch a norm off, ask for what nobody recorded."""

import re

import pytest
from playwright.sync_api import expect

from resnet_core.studies.nets import SmallNet
from tests.browser.walks import open_page, unfold
from ui.say import say
from ui.small_nets import label

PLAIN56, PLAIN8 = SmallNet(depth=56, shortcut="none"), SmallNet(depth=8, shortcut="none", init="torch")
EXPLODES = re.compile(rf"{label(PLAIN56)}: .* explodes")
REFUSED = '[data-testid="stAlertContentError"]'


def figure(step):
    """How the words for those who do not see the first chart begin."""
    return re.compile("^" + re.escape(say("gradients-alt", measure="weights", step=step)))


@pytest.fixture
def gradients(page, server):
    """Opens the page at an address."""

    def gradients(query="gradients.seed=0"):
        open_page(page, f"{server.url}/gradients?{query}")
        expect(page.locator(".st-key-gradients_ratio")).to_be_visible()
        return page

    return gradients


def test_a_learner_sees_the_gradient_explode_and_takes_a_step_with_the_keyboard(gradients):
    page = gradients()
    expect(page.get_by_text(EXPLODES)).to_be_visible()
    expect(page.get_by_role("img", name=figure(0))).to_be_visible()
    page.get_by_role("slider", name=say("gradients-when")).press("ArrowRight")
    expect(page.get_by_role("img", name=figure(1))).to_be_visible()
    expect(page).to_have_url(re.compile(r"gradients\.when=after.1.step"))


def test_product_and_sum_answer_while_one_drags_and_the_prediction_stands_in_the_figure(page, server):
    open_page(page, f"{server.url}/gradients")
    sketch = page.locator(".st-key-gradients_sketch")
    reading = sketch.locator(".reading")
    expect(reading).to_be_visible()
    before = reading.inner_text()
    sketch.get_by_role("slider").press("ArrowRight")
    expect(reading).not_to_have_text(before)
    expect(sketch.locator("circle")).to_have_count(0)
    page.locator("[class*=gradients_guess_card]").get_by_role("radio").first.click()
    page.locator("[class*=gradients_guess_lock] button:enabled").click()
    expect(sketch.locator("svg")).to_contain_text(say("gradients-sketch.guessed"))
    expect(sketch.locator("circle").first).to_be_attached()
    sketch.get_by_role("radio", name=say("gradients-sketch.off")).click()
    expect(reading).to_contain_text("×")


def test_a_switch_changes_the_net_at_once_and_a_wrong_one_is_mended(gradients):
    page = gradients()
    unfold(page, "lesson-more")
    page.locator(".st-key-gradients-1-norm label").first.click()
    expect(page.get_by_text(EXPLODES)).to_have_count(0)
    page.locator(".st-key-gradients-1-zero_init label").first.click()
    expect(page.locator(REFUSED)).to_be_visible()
    page.locator(".st-key-gradients-1-zero_init_repair button").click()
    expect(page.locator(REFUSED)).to_have_count(0)


def test_what_nobody_recorded_is_measured_while_one_waits(gradients):
    page = gradients("gradients.nets=1&gradients.1.depth=8&gradients.1.init=torch")
    expect(page.get_by_role("img", name=re.compile(f"{figure(0).pattern}.*{label(PLAIN8)}"))).to_be_visible()


def test_a_training_that_takes_a_moment_is_run_at_once_and_its_later_looks_appear(gradients):
    page = gradients("gradients.nets=1&gradients.1.depth=8&gradients.1.init=torch&gradients.when=after_30")
    expect(page.get_by_role("img", name=re.compile(f"{figure(30).pattern}.*{label(PLAIN8)}"))).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, gradients, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    gradients("gradients.nets=4")
    expect(page.get_by_role("img", name=figure(0))).to_be_visible()
    assert sideways(page) <= 0
