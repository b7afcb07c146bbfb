"""A learner's walk over the page on shattered gradients: deepen the net, take the norms away, look further away."""

import re

from playwright.sync_api import Page, expect

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.shattering.question import Line, LineQuestion
from tests.browser.walks import lock, open_page
from ui.predict import JUST_SHOW
from ui.say import say
from ui.shattering import sections
from ui.shattering.answers import OnLine
from ui.shattering.controls import PREDICTION
from ui.small_nets import label


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/shattering{query}")
    lock(page, PREDICTION.key, JUST_SHOW)
    page.get_by_text(say("shattering-own-title")).click()
    expect(page.locator(".st-key-shattering_noise")).to_be_visible()


def told(*, depth: int, norm: bool = True) -> str:
    """What the page says of the recorded plain net."""
    answer = gallery.measurements("shattering_line").answer(LineQuestion(depth=depth, norm=norm))
    return sections.lag_one(OnLine("plain", parse(Line, answer))).replace("**", "")


def test_a_learner_sees_the_plain_gradient_shatter_with_depth_and_norms(page, server):
    open_at(page, server)
    expect(page.get_by_text(told(depth=24))).to_be_visible()

    slider = page.locator(".st-key-shattering-depth [role=slider], .st-key-shattering-depth input[type=range]")
    slider.first.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"shattering\.depth=10"))
    expect(page.get_by_text(told(depth=10))).to_be_visible()
    slider.first.press("ArrowRight")
    expect(page.get_by_text(told(depth=24))).to_be_visible()

    page.locator(".st-key-shattering-norm label").first.click()
    expect(page).to_have_url(re.compile(r"shattering\.norm=false"))
    expect(page.get_by_text(told(depth=24, norm=False))).to_be_visible()

    page.locator(".st-key-shattering-eps").get_by_text("0.1", exact=True).click()
    expect(page).to_have_url(re.compile(r"shattering\.eps=0\.1"))
    expect(page.get_by_text(say("shattering-with-noise", eps=0.1))).to_be_visible()


def test_a_net_that_was_not_recorded_is_measured_while_one_waits(page, server):
    open_at(page, server, "?shattering.nets=1&shattering.1.depth=8&shattering.1.norm=false")
    net = label(SmallNet(depth=8, shortcut="none", norm=False))
    expect(page.get_by_role("img", name=re.compile(f"^{net}:"))).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    expect(page.get_by_text(say("shattering-with-noise", eps=0.01))).to_be_visible()
    assert sideways(page) <= 0
