"""What a saliency map is asked for, in a real browser: pictures by keyboard, and files of the learner's own."""

import io
import re

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.browser.walks import open_page, unfold


def photograph(form):
    """A dark T-shirt on a light wall, three times as large as it need be."""
    picture = Image.new("RGB", (900, 700), (226, 222, 214))
    outline = [(330, 150), (570, 150), (700, 260), (640, 340), (580, 290), (580, 600), (320, 600), (320, 290)]
    ImageDraw.Draw(picture).polygon([*outline, (260, 340), (200, 260)], fill=(40, 60, 120))
    file = io.BytesIO()
    picture.save(file, form)
    return file.getvalue()


def upload(page, server, name, content):
    open_page(page, f"{server.url}/saliency?sal.from=my+own+picture")
    expect(page.get_by_text("Choose a file that can be read")).to_be_visible()
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "image/png", "buffer": content}])


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_photograph_is_shown_step_by_step_and_named_by_the_net(page, server, form):
    upload(page, server, "shirt.png", photograph(form))
    expect(page.get_by_text("Made grey, and inverted, since it is darker than its background")).to_be_visible()
    expect(page.get_by_text("Cut to the garment:")).to_be_visible()
    expect(page.get_by_role("img", name="Your picture in 28 × 28 grey pixels")).to_be_visible()
    unfold(page, "lesson-more")
    expect(page.get_by_text("Nobody has told the lab what your picture shows")).to_be_visible()


def test_a_file_that_is_no_picture_says_what_it_is_and_a_picture_after_it_is_read(page, server):
    upload(page, server, "shirt.png", b"%PDF-1.7 and so on")
    expect(page.get_by_text("shirt.png is a PDF, a document and not a picture")).to_be_visible()
    file = {"name": "next.png", "mimeType": "image/png", "buffer": photograph("PNG")}
    page.locator("input[type=file]").set_input_files([file])
    expect(page.get_by_role("img", name="Your picture in 28 × 28 grey pixels")).to_be_visible()


def test_pictures_are_looked_through_and_taken_with_the_keyboard_and_the_address_keeps_them(page, server):
    open_page(page, f"{server.url}/saliency?sal.browse=true&sal.of=Shirt&sal.outcome=wrong")
    expect(page.get_by_text(re.compile("most often as"))).to_be_visible()
    first = page.locator("[class*=st-key-sal_found_] input[type=checkbox]").first
    number = page.locator("[class*=st-key-sal_found_] label").first.inner_text().split(":")[0]
    first.focus()
    first.press("Space")
    expect(page).to_have_url(re.compile(rf"sal\.pictures=244\+0\+1\+2\+{number}(&|$)"))
    expect(page.get_by_text("Chosen, 5 of at most 8")).to_be_visible()
    address = page.url
    page.goto("about:blank")
    open_page(page, address)
    expect(page.get_by_text("Chosen, 5 of at most 8")).to_be_visible()
    expect(page.get_by_role("textbox", name="Test pictures, by number")).to_have_value(f"244 0 1 2 {number}")


def test_on_a_phone_the_browser_and_an_upload_do_not_stick_out(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{server.url}/saliency?sal.browse=true&sal.target=a+class")
    expect(page.get_by_text("Chosen, 4 of at most 8")).to_be_visible()
    assert sideways(page) <= 0
    upload(page, server, "shirt.png", photograph("PNG"))
    expect(page.get_by_role("img", name="Your picture in 28 × 28 grey pixels")).to_be_visible()
    assert sideways(page) <= 0
