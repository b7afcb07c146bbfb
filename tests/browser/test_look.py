"""What is drawn so that it is seen: the ring of the keyboard, the bar of what is too wide, the words of a link."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walks import SCHEMES, open_page, turn
from tests.ui.test_theme import AA, THEME, contrast

UNSEEN = "rgba(0, 0, 0, 0) rgba(0, 0, 0, 0)"
"""Of a bar of Streamlit's that nobody points at."""

COLOUR, GROUND = (
    f"""e => {{
        const canvas = new OffscreenCanvas(1, 1).getContext("2d")
        canvas.fillStyle = getComputedStyle(e).{part}
        canvas.fillRect(0, 0, 1, 1)
        const bytes = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        return "#" + bytes.map(byte => byte.toString(16).padStart(2, "0")).join("")
    }}"""
    for part in ("color", "backgroundColor")
)
"""Scripts that tell a colour as the theme writes it."""


@pytest.fixture
def visit(page, server):
    def visit(path, *, width):
        """The settled page."""
        page.set_viewport_size({"width": width, "height": 844})
        open_page(page, f"{server.url}/{path}")
        return page

    return visit


def test_a_link_that_the_keyboard_is_on_has_a_ring_that_stands_out(visit):
    page = visit("landscape", width=1280)
    link = page.get_by_role("link", name="Li et al. 2018").first
    page.keyboard.press("Tab")  # the ring is for those who use the keyboard
    link.focus()
    expect(link).to_have_css("outline-style", "solid")
    expect(link).to_have_css("outline-width", "3px")
    for scheme in SCHEMES:
        turn(page, scheme)
        colour = link.evaluate("e => getComputedStyle(e).outlineColor")
        ring = "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])
        assert contrast(ring, THEME[scheme]["backgroundColor"]) >= AA, scheme


def test_a_primary_button_can_be_read_under_the_pointer_and_its_sign_has_the_colour_of_the_page(visit):
    page = visit("exercises", width=1280)
    button = page.get_by_test_id("stFormSubmitButton").get_by_role("button")
    for scheme in SCHEMES:
        turn(page, scheme)
        button.hover()
        page.wait_for_timeout(500)  # Streamlit fades the ground in
        words = button.locator("p span").first.evaluate(COLOUR)
        assert contrast(words, button.evaluate(GROUND)) >= AA, scheme
        assert button.get_by_test_id("stIconMaterial").evaluate(COLOUR) == THEME[scheme]["backgroundColor"].lower()


@pytest.mark.parametrize(
    ("path", "wide"),
    [
        ("", "[data-testid=stMarkdownContainer] table"),
        ("resnext", "[data-testid=stTable] > div"),
        ("orders", ".katex-display"),
        ("network", ".dvn-scroller"),
    ],
)
def test_what_is_too_wide_for_a_phone_scrolls_in_its_place_under_a_bar_that_is_seen(visit, path, wide):
    page = visit(path, width=390)
    page.locator("summary").evaluate_all("all => all.forEach(fold => fold.parentElement.open || fold.click())")
    expect(page.locator(wide).first).to_be_attached()
    page.wait_for_function(f"[...document.querySelectorAll('{wide}')].some(e => e.scrollWidth > e.clientWidth)")
    expect(page.locator(wide).first).to_have_css("overflow-x", "auto")
    for scheme in SCHEMES:
        turn(page, scheme)
        expect(page.locator(wide).first).not_to_have_css("scrollbar-color", UNSEEN)


def test_a_link_to_another_page_is_read_whole_on_a_phone(visit):
    page = visit("", width=390)
    words = page.locator("[data-testid=stPageLink-NavLink]:visible")
    cut = words.evaluate_all("""all => all.filter(
        link => [...link.querySelectorAll('*')].some(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1)
    ).map(link => link.innerText)""")
    assert cut == []


def test_a_choice_has_a_border_of_one_colour_all_around(visit):
    """Streamlit makes a bar of the choices, in which the one before the chosen one leaves its right border out."""
    page = visit("residual_block", width=1440)
    choices = page.locator("[data-testid=stButtonGroup] button:visible")
    expect(choices.and_(page.locator("[aria-checked=true]")).first).to_be_visible()
    colours = choices.evaluate_all("""all => all.map(choice => {
        const style = getComputedStyle(choice)
        return ["Top", "Right", "Bottom", "Left"].map(side => style[`border${side}Color`])
    })""")
    assert len(colours) > 5
    assert [sides for sides in colours if len({*sides}) > 1] == []
