"""A learner's walk over the page of whole networks: unfold, select, break, mend, look round, take along."""

import contextlib
import re

import pytest
from playwright.sync_api import Page, expect

from resnet_core.codegen.pytorch import chapter_style
from resnet_core.plan.zoo import ZOO
from tests.browser.walks import open_page, settled, unfold
from ui.network.controls import BASE, VIEW
from ui.say import say

ROW = 35
"""Height of a line of the table, in pixels; its head is as high."""


@pytest.fixture
def network(page: Page, server):
    def network(query=""):
        open_page(page, f"{server.url}/network{query}")
        expect(page.get_by_role("heading", name=say("lesson-saw"))).to_be_visible()
        return page

    return network


def box(page, label):
    return page.get_by_role("button", name=re.compile(re.escape(label)))


def card(page, path):
    return page.locator("[data-testid=stMarkdown] strong code").get_by_text(path, exact=True)


def click_line(page, number, *, path):
    """Clicks line `number` of the table, which is that of `path`; again where the canvas was not yet drawn.

    Not too soon: a second click on a cell opens it, and the arrows stay inside.
    """
    settled(page)
    table = page.get_by_test_id("stDataFrame").first
    if not table.is_visible():
        unfold(page, "lesson-numbers")
    for _ in range(10):
        table.scroll_into_view_if_needed()
        settled(page)
        page.wait_for_timeout(1000)  # the canvas tells nobody when it has been drawn
        table.click(position={"x": 60, "y": ROW * (number + 1.5)})
        with contextlib.suppress(AssertionError):
            expect(card(page, path)).to_be_visible(timeout=10_000)
            return
    raise AssertionError(f"line {number} never led to {path}")


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

    click_line(page, 3, path="stem.pool")
    expect(box(page, "stem.pool")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowDown")
    expect(card(page, "stage1")).to_be_visible()
    page.locator(".st-key-net_toggle button").click()
    expect(box(page, "stage1.block1, folded")).to_be_visible()


def test_the_layers_are_ticked_until_the_count_is_the_name_and_shapes_follow_the_picture(network):
    page = network()
    flow = page.locator(".st-key-net_flow")
    expect(flow.locator("output.total")).to_have_text("18")
    page.get_by_role("button", name=say("network-count-projections")).click()
    expect(flow.locator("output.total")).to_have_text("21")
    expect(flow.locator(".shape").nth(6)).to_have_text("10×1×1")
    side = page.get_by_role("slider", name=say("network-flow.side"))
    side.focus()
    side.press("End")
    expect(flow.locator(".shape").first).to_have_text("1×224×224")


def test_the_diagram_follows_the_size_while_one_drags_and_the_page_once_it_is_let_go(network):
    page = network()
    folded = box(page, "stage4, folded")
    expect(folded).to_have_attribute("aria-label", re.compile("256×6×6 to 512×3×3"))
    size = page.locator(".st-key-net_diagram").get_by_role("slider", name=say("network-size"))
    drawn = size.evaluate(
        "async each => { each.value = 7; each.oninput(); await new Promise(requestAnimationFrame);"
        " return each.getRootNode().querySelector('[data-id=stage4]').getAttribute('aria-label') }"
    )
    assert "256×14×14 to 512×7×7" in drawn
    expect(page.get_by_text("319 million").first).to_be_visible()
    size.evaluate("each => each.onchange()")
    expect(page.get_by_text("1.73 billion").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"net\.size=224"))
    expect(folded).to_have_attribute("aria-label", re.compile("256×14×14 to 512×7×7"))


def test_the_address_of_a_selection_opens_it_again(network):
    page = network("?net.base=resnet20&net.open=stage3&net.layer=stage3")
    expect(card(page, "stage3")).to_be_visible()
    expect(box(page, "stage3.block2, folded")).to_be_visible()


def test_another_network_starts_over_and_a_change_stays_in_the_address(network, choose):
    page = network("?net.size=28")
    expect(page.get_by_text("28 → 7 → 7 → 4 → 2 → 1").first).to_be_visible()
    choose(page, BASE.label, BASE.said("resnext50_32x4d"))
    expect(page.get_by_text("4.23 billion")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/network\?net\.base=ResNeXt-50[^&]*$"))
    unfold(page, "lesson-more")
    page.get_by_text(say("network-stride-on.first"), exact=True).click()
    expect(page).to_have_url(re.compile(r"net\.stride-on=first"))
    expect(page.get_by_text(say("network-changed", name=BASE.said("resnext50_32x4d")))).to_be_visible()


def test_a_shortcut_that_does_not_fit_is_shown_where_it_fails_and_mended(network):
    page = network()
    page.locator(".st-key-try_network-try-misfit button").first.click()
    refused = page.get_by_test_id("stAlertContentError")
    expect(refused).to_be_visible()
    expect(page.locator(".st-key-net_misfit svg").first).to_be_visible()
    page.get_by_role("button", name=re.compile(say("shortcut.zero_pad"))).click()
    expect(refused).to_have_count(0)
    expect(page.get_by_text(say("network-changed", name=BASE.said("d2l_resnet18")))).to_be_visible()


def test_the_views_open_and_the_source_is_what_is_downloaded(network):
    page = network("?net.base=quick")
    page.get_by_text(say("network-closer")).click()
    page.get_by_role("tab", name=VIEW.said("where")).click()
    expect(page.locator(".st-key-net_shares [role=img]")).to_have_attribute("aria-label", re.compile("stage3"))
    page.get_by_role("tab", name=VIEW.said("take_along")).click()
    with page.expect_download() as download:
        page.locator(".st-key-net_download button").click()
    assert download.value.path().read_text(encoding="utf-8") == chapter_style(ZOO["quick"].config)


def test_an_onnx_file_comes_from_a_worker(network):
    page = network("?net.base=quick&net.view=take_along")
    page.locator(".st-key-ask_net_onnx button").click()
    with page.expect_download() as download:
        page.locator(".st-key-net_onnx_download button").click()
    assert download.value.path().stat().st_size > 4 * ZOO["quick"].params
