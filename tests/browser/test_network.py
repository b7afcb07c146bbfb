"""A learner's walk over the page of whole networks: unfold, select, break, mend, look round, take along."""

import re

import pytest
from playwright.sync_api import Page, expect

from resnet_core.codegen.pytorch import chapter_style
from resnet_core.plan.zoo import ZOO

ROW = 35
"""Height of a line of the table, in pixels; its head is as high."""


@pytest.fixture
def network(page: Page, server):
    def network(query=""):
        page.goto(f"{server.url}/network{query}")
        expect(page.get_by_role("heading", name="What to notice")).to_be_visible()
        return page

    return network


def box(page, label):
    return page.get_by_role("button", name=re.compile(re.escape(label)))


def card(page, path):
    return page.locator("[data-testid=stMarkdown] strong code").get_by_text(path, exact=True)


def click_line(page, number):
    """A click into line `number` of the table, once it has come to rest."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    page.wait_for_timeout(1000)  # the canvas tells nobody when it has been drawn
    table.click(position={"x": 60, "y": ROW * (number + 1.5)})


def test_diagram_and_table_unfold_and_select_together(network):
    page = network()
    expect(card(page, "stem.conv")).to_be_visible()
    folded = box(page, "stage2, folded")
    folded.focus()
    page.keyboard.press("Enter")
    box(page, "stage2.block1, folded").click()
    box(page, "stage2.block1.shortcut.conv").click()
    expect(card(page, "stage2.block1.shortcut.conv")).to_be_visible()
    expect(page.get_by_text("1 · 1 · 64 · 128 + 128 = 8,320")).to_be_visible()
    expect(page).to_have_url(re.compile(r"net\.open=stage2.*net\.layer=stage2\.block1\.shortcut\.conv"))

    click_line(page, 3)
    expect(card(page, "stem.pool")).to_be_visible()
    expect(box(page, "stem.pool")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowDown")
    expect(card(page, "stage1")).to_be_visible()
    page.get_by_role("button", name="Unfold").first.click()
    expect(box(page, "stage1.block1, folded")).to_be_visible()


def test_the_address_of_a_selection_opens_it_again(network):
    page = network("?net.base=resnet20&net.open=stage3&net.layer=stage3")
    expect(card(page, "stage3")).to_be_visible()
    expect(box(page, "stage3.block2, folded")).to_be_visible()


def test_another_network_starts_over_and_a_change_stays_in_the_address(network, choose):
    page = network("?net.size=28")
    expect(page.get_by_text("28 → 7 → 7 → 4 → 2 → 1")).to_be_visible()
    choose(page, "Start from", "resnext50_32x4d")
    expect(page.get_by_text("4.23 billion")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/network\?net\.base=resnext50_32x4d$"))
    page.get_by_text("Change the network").click()
    page.get_by_text("first", exact=True).click()
    expect(page).to_have_url(re.compile(r"net\.stride-on=first"))
    expect(page.get_by_text("resnext50_32x4d, changed")).to_be_visible()


def test_a_shortcut_that_does_not_fit_is_shown_where_it_fails_and_mended(network):
    page = network()
    page.get_by_role("button", name="A shortcut that does not fit").click()
    expect(page.get_by_text("an addition needs equal shapes")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("which do not fit"))).to_have_count(2)
    page.get_by_role("button", name=re.compile("Shortcut: zero-pad")).click()
    expect(page.get_by_text("an addition needs equal shapes")).to_have_count(0)
    expect(page.get_by_text("d2l_resnet18, changed")).to_be_visible()


def test_the_views_open_and_the_source_is_what_is_downloaded(network):
    page = network("?net.base=quick")
    page.get_by_role("tab", name="Where it sits").click()
    expect(page.get_by_text("Most parameters sit in")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Most parameters sit in stage3"))).to_be_visible()
    page.get_by_role("tab", name="Take it with you").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download quick.py").click()
    assert download.value.path().read_text(encoding="utf-8") == chapter_style(ZOO["quick"].config)


def test_an_onnx_file_comes_from_a_worker(network):
    page = network("?net.base=quick&net.view=Take+it+with+you")
    page.get_by_role("button", name="Write the ONNX file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Download quick.onnx")).click()
    assert download.value.path().stat().st_size > 4 * ZOO["quick"].params
