"""A learner's walk over the page on saliency: look, read a pixel in every map, change a question, compare two nets."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walks import open_page, unfold
from ui.say import say

FIGURE = ".st-key-saliency_grid"


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/saliency{query}")
    expect(page.get_by_role("heading", name=say("lesson-saw"))).to_be_visible()
    expect(page.locator(f"{FIGURE} .grid:not(.waiting) canvas").first).to_be_visible()


def test_a_learner_reads_a_pixel_changes_the_baseline_and_compares_an_untrained_net(page, server):
    open_at(page, server)
    expect(page.get_by_role("img", name=re.compile("Grad-CAM of 0: Ankle boot")).first).to_be_visible()
    expect(page.get_by_text("Recorded on").first).to_be_visible()

    page.get_by_role("img", name=re.compile("Grad-CAM of 0: Ankle boot")).first.hover()
    readings = page.locator(f"{FIGURE} figcaption.reading")
    expect(readings).to_have_count(4)
    expect(readings.first).to_have_text(re.compile(r"row \d+, column \d+: \d\.\d\d"))

    unfold(page, "lesson-more")
    page.get_by_role("button", name="SmoothGrad", exact=True).click()
    expect(page.get_by_role("heading", name="SmoothGrad").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"sal\.gradient=SmoothGrad"))

    page.get_by_text("white", exact=True).click()
    expect(page.get_by_text("an opinion on the white baseline")).to_be_visible()
    expect(page.get_by_text("Measured on this machine.")).to_be_visible()
    expect(page.locator(f"{FIGURE} .grid.waiting")).to_have_count(0)

    page.get_by_text("over the pictures", exact=True).click()
    expect(page.get_by_text("Where the picture shows, the map is 0")).to_be_visible()


def test_an_address_opens_two_nets_at_moments_of_their_training(page, server):
    open_at(page, server, "?sal.compare=true&sal.other=quick&sal.other_when=untrained")
    expect(page.get_by_text("How alike the two networks' maps are")).to_be_visible()
    expect(page.locator(f"{FIGURE} p.label").get_by_text("quick, untrained", exact=True).first).to_be_visible()


def test_a_picture_is_read_with_the_keyboard(page, server):
    open_at(page, server)
    picture = page.get_by_role("img", name=re.compile("^0: Ankle boot; the network says"))
    picture.focus()
    page.keyboard.press("ArrowDown")
    said = page.locator(f"{FIGURE} .readout")
    expect(said).to_have_text(re.compile(r"row 15, column 14, brightness .*Grad-CAM"))
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text(re.compile(r"row 15, column 15"))


def test_on_a_phone_nothing_sticks_out_sideways_and_the_figure_comes_first(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    assert sideways(page) <= 0
    figure = page.locator(f"{FIGURE} canvas").first.bounding_box()
    knobs = page.get_by_text("At which moment of its training").bounding_box()
    assert figure
    assert knobs
    assert figure["y"] < knobs["y"]
