"""A learner's walk over the page on the signal: another measure, another input, a trained net, a net of their own."""

import re

import pytest
from playwright.sync_api import expect

from resnet_core.studies.nets import SmallNet
from tests.browser.walks import open_page, unfold
from ui.say import say
from ui.signal.controls import INPUT, LOG, TRAINED
from ui.small_nets import label


@pytest.fixture
def signal(page, server):
    """Opens the page at an address."""

    def signal(query="signal.seed=0"):
        open_page(page, f"{server.url}/signal?{query}")
        expect(page.locator(".st-key-signal_likeness")).to_be_visible()
        return page

    return signal


def figure(page, net):
    """The first chart that speaks of the net."""
    return page.get_by_role("img", name=re.compile(re.escape(f"{net}:"))).first


def test_a_learner_changes_input_and_axis_and_adds_a_trained_net(signal, choose):
    page = signal()
    page.get_by_text(INPUT.said("noise"), exact=True).click()
    expect(page).to_have_url(re.compile(r"signal\.input=noise"))
    unfold(page, "lesson-more")
    page.get_by_text(say(f"signal-axis.{LOG}"), exact=True).click()
    logarithmic = say("signal-by-depth", measure="variance", log=True).rpartition("· ")[2].removesuffix("]")
    expect(page.get_by_text(logarithmic)).to_be_visible()
    choose(page, TRAINED.label, TRAINED.said("residual56"))
    expect(figure(page, label(SmallNet(depth=56), trained=True))).to_be_visible()


def test_a_sum_climbs_in_a_straight_line_with_batch_norm_without_asking_the_server(page, server):
    open_page(page, f"{server.url}/signal")
    sketch = page.locator(".st-key-signal_sketch")
    reading = sketch.locator(".reading")
    expect(reading).to_contain_text("×")
    sketch.get_by_role("radio", name=say("signal-sketch.on")).first.click()
    expect(reading).to_contain_text("17")


def test_a_net_of_ones_own_is_measured_at_once(signal):
    page = signal("signal.nets=1&signal.1.depth=14&signal.1.norm=false")
    net = SmallNet(depth=14, norm=False, shortcut="projection_norm", order="full_pre")
    expect(figure(page, label(net))).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, signal, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    signal("signal.nets=4&signal.trained=plain20&signal.measure=share")
    expect(figure(page, label(SmallNet(depth=20, shortcut="none"), trained=True))).to_be_visible()
    assert sideways(page) <= 0
