"""A learner's walk over the page of one block, with the mouse and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walks import open_page, settled
from ui.say import say


@pytest.fixture
def block(page, server):
    """Opens the page at an address."""

    def block(query=""):
        open_page(page, f"{server.url}/residual_block?{query}")
        return page

    return block


def node(page, path, diagram=0):
    return page.locator(f'[data-id="{path}"]').nth(diagram)


def card(page, layer):
    """The name of the selected layer on its card."""
    return page.locator("code", has_text=layer).first


def test_misfits_are_drawn_explained_and_mended_in_one_click(block):
    page = block("block.out=128&block.stride=2")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    expect(node(page, "block.add")).to_have_text("≠")
    page.locator(".st-key-block_repair_0 button").click()
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(node(page, "block.shortcut.conv")).to_be_visible()
    expect(page).to_have_url(re.compile("block.shortcut=projection-norm"))


def test_a_layer_is_chosen_with_the_mouse_and_with_the_keyboard(block):
    page = block()
    node(page, "block.main.relu1").click()
    expect(card(page, "main.relu1")).to_be_visible()
    expect(page).to_have_url(re.compile("block.layer=main.relu1"))
    node(page, "block.main.norm2").focus()
    page.keyboard.press("Enter")
    expect(card(page, "main.norm2")).to_be_visible()
    expect(node(page, "block.main.norm2")).to_have_attribute("aria-pressed", "true")


def test_a_moved_slider_changes_the_diagram_and_keeps_the_choice(block):
    page = block("block.shortcut=projection-norm")
    node(page, "block.main.conv1").click()
    expect(card(page, "main.conv1")).to_be_visible()
    out = page.locator(".st-key-block_diagram").get_by_role("slider", name=say("block-out"))
    out.focus()
    out.press("ArrowRight")
    expect(node(page, "block.main.conv1")).to_contain_text("conv 3×3, 128")
    expect(node(page, "block.main.conv1")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("block.out=128"))
    settled(page)
    expect(out).to_be_focused()


def test_the_diagram_changes_while_one_drags_and_no_script_runs(page, server):
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    open_page(page, f"{server.url}/residual_block")
    expect(node(page, "block.add")).to_have_text("+")
    before = len(sent)
    stride = page.locator(".st-key-block_diagram").get_by_role("slider", name=say("block-stride"))
    shown = stride.evaluate(
        "async each => { each.value = 1; each.oninput(); await new Promise(requestAnimationFrame);"
        " return each.getRootNode().querySelector('[data-id=\"block.add\"]').textContent.trim() }"
    )
    assert shown == "≠", "the shortcut brings twice the side"
    assert len(sent) == before, "dragging asked the server"


def test_a_branch_is_traced_with_the_pointer_and_by_keys(block):
    page = block()
    told = page.locator("p.told").first
    node(page, "block.main.conv1").hover()
    expect(told).to_contain_text("F(x)")
    expect(node(page, "block.main.norm2")).to_have_class(re.compile("traced"))
    node(page, "block.shortcut").focus()
    expect(told).to_have_text(say("diagram-branch", branch="shortcut", layers=0, given="64×28×28", params=0, macs=0))
    expect(node(page, "block.main.norm2")).not_to_have_class(re.compile("traced"))


def test_what_is_left_to_learn_vanishes_where_the_target_is_the_identity(block):
    page = block()
    away = page.get_by_role("slider", name=say("block-remainder.away"))
    away.focus()
    away.press("Home")
    expect(page.get_by_text(say("block-remainder.nothing"))).to_be_visible()


def test_the_weights_take_the_same_step_with_the_shortcut_and_without(block):
    page = block()
    weights = page.locator(".st-key-block_plus table")
    before = weights.inner_text()
    switch = page.get_by_role("button", name=say("block-plus.shortcut"), exact=True)
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert weights.inner_text() == before
    slope = page.get_by_role("slider", name=say("block-plus.upstream"))
    slope.focus()
    slope.press("End")
    assert weights.inner_text() != before


def test_the_diagram_is_saved_as_a_picture_that_stands_alone(block, tmp_path):
    page = block()
    with page.expect_download() as saved:
        page.locator("button.save").first.click()
    file = tmp_path / "block.svg"
    saved.value.save_as(file)
    text = file.read_text()
    assert text.startswith("<svg")
    assert "conv 3×3, 64" in text
    assert "var(--" not in text


def test_on_a_phone_nothing_hangs_over_the_edge(block, page, sideways):
    page.set_viewport_size({"width": 390, "height": 800})
    block("block.out=128&block.shortcut=projection")
    expect(page.locator('[data-id="block.add"]').first).to_be_visible()
    assert sideways(page) <= 0
