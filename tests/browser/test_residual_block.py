"""A learner's walk over the page of one block, with the mouse and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@pytest.fixture
def block(page, server):
    """Opens the page at an address."""

    def block(query=""):
        page.goto(f"{server.url}/residual_block?{query}")
        expect(page.get_by_role("heading", name="One residual block")).to_be_visible()
        return page

    return block


def node(page, path, diagram=0):
    return page.locator(f'[data-id="{path}"]').nth(diagram)


def test_misfits_are_drawn_explained_and_mended_in_one_click(block):
    page = block("block.out=128&block.stride=2")
    expect(page.get_by_text("The branches do not fit.")).to_be_visible()
    expect(node(page, "block.add")).to_have_attribute("aria-label", re.compile("which do not fit"))
    page.get_by_role("button", name=re.compile("Project the shortcut with a 1×1 convolution and a norm")).click()
    expect(page.get_by_text("The branches do not fit.")).to_have_count(0)
    expect(node(page, "block.shortcut.conv")).to_be_visible()
    expect(page).to_have_url(re.compile("block.shortcut=projection-norm"))


def test_a_layer_is_chosen_with_the_mouse_and_with_the_keyboard(block):
    page = block()
    node(page, "block.main.relu1").click()
    expect(page.get_by_text("ReLU, on the main path: 64×28×28")).to_be_visible()
    expect(page).to_have_url(re.compile("block.layer=main.relu1"))
    node(page, "block.main.norm2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Batch norm, on the main path: 64×28×28")).to_be_visible()
    expect(node(page, "block.main.norm2")).to_have_attribute("aria-pressed", "true")
    expect(node(page, "block.main.norm2", diagram=1)).to_have_attribute("aria-pressed", "true")


def test_a_moved_slider_changes_the_diagram_and_keeps_the_choice(block):
    page = block("block.shortcut=projection-norm")
    node(page, "block.main.conv1").click()
    expect(page.get_by_text("Convolution 3×3, on the main path: 64×28×28")).to_be_visible()
    page.locator(".st-key-block-out [tabindex='0'], .st-key-block-out input").first.press("ArrowRight")
    expect(node(page, "block.main.conv1")).to_contain_text("conv 3×3, 128")
    expect(node(page, "block.main.conv1")).to_have_attribute("aria-pressed", "true")


def test_the_diagram_is_saved_as_a_picture_that_stands_alone(block, tmp_path):
    page = block()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").first.click()
    file = tmp_path / "block.svg"
    saved.value.save_as(file)
    text = file.read_text()
    assert text.startswith("<svg")
    assert "conv 3×3, 64" in text
    assert "var(--" not in text


def test_on_a_phone_nothing_hangs_over_the_edge(chromium, server, sideways):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{server.url}/residual_block?block.out=128&block.shortcut=projection")
    expect(page.locator('[data-id="block.add"]').first).to_be_visible()
    page.wait_for_selector(IDLE)
    assert sideways(page) <= 0
    context.close()
