"""A learner's walk over the page on the signal: another measure, another input, a trained net, a net of their own."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def signal(page, server):
    """Opens the page at an address."""

    def signal(query=""):
        page.goto(f"{server.url}/signal?{query}")
        expect(page.get_by_text("What to notice")).to_be_visible()
        return page

    return signal


def figure(page, words):
    return page.get_by_role("img", name=re.compile(words)).first


def test_a_learner_changes_input_and_axis_and_adds_a_trained_net(signal, choose):
    page = signal()
    expect(figure(page, "grows in a nearly straight line")).to_be_visible()
    page.get_by_text("noise", exact=True).click()
    expect(page).to_have_url(re.compile(r"signal\.input=noise"))
    page.get_by_text("logarithmic", exact=True).click()
    expect(page.get_by_text("after every block, logarithmic axis")).to_be_visible()
    choose(page, "A trained net", "residual 56")
    expect(figure(page, "residual 56, trained")).to_be_visible()


def test_a_net_of_ones_own_is_measured_at_once(signal):
    page = signal("signal.nets=1&signal.1.depth=14&signal.1.norm=false")
    expect(figure(page, r"residual 14, projections, no norm, order \(e\)")).to_be_visible()
    expect(page.get_by_text("Measured on this machine.").first).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, signal, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    signal("signal.nets=4&signal.trained=plain 20&signal.measure=share of the main path")
    expect(figure(page, "plain 20, trained")).to_be_visible()
    assert sideways(page) <= 0
