"""How a walk answers a question to check oneself by, as a learner does by the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from resnet_core.course.item import Item


def card(page: Page, item: Item):
    return page.locator(f".st-key-check_{item.id}_card")


def shown(page: Page) -> list[str]:
    """The ids of the items on the page."""
    cards = page.locator("[class*='st-key-check_'][class*='_card']")
    expect(cards.first).to_be_visible()
    return re.findall(r"st-key-check_(\d+[a-c])_card", " ".join(each.get_attribute("class") for each in cards.all()))


def answer(page: Page, item: Item, *, rightly: bool) -> str:
    """Chooses an option by the keyboard alone and hands it in; its code."""
    options = item.asked.options
    place = next(place for place, each in enumerate(options) if (each == item.asked.right) is rightly)
    radios = card(page, item).get_by_role("radio")
    radios.first.focus()
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    expect(radios.nth(place)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return options[place]


def plain(text: str) -> str:
    """Without the marks of Markdown."""
    return text.replace("*", "").replace("`", "")
