"""How a walk goes from one thing to the next: it waits until the page has settled, as a learner's eye does.

While Streamlit draws a page anew, what was there and what replaces it stand side by side for a moment, under one key;
between a press and the drawing that it leads to, the page looks settled and is not. So each page of a walk notes what
it asked of its server and when it last heard from it (`WIRE`).
"""

from typing import Literal

from playwright.sync_api import Error, Page, expect

from tests.ui.test_theme import THEME, rgb
from ui.predict import JUST_SHOW
from ui.say import say

PATIENCE_SECONDS = 120
"""For one thing to appear on a machine that is busy with other tests."""

WIRE = """
window.wire = { asked: 0, heard: 0 }
const send = WebSocket.prototype.send
WebSocket.prototype.send = function (frame) {
  window.wire.asked = performance.now()
  if (!this.heeded) this.addEventListener("message", () => { window.wire.heard = performance.now() })
  this.heeded = true
  return send.call(this, frame)
}
"""
"""Runs in a page before its own scripts."""

SETTLED = """() => {
  const seen = each => {
    const { width, height } = each.getBoundingClientRect()
    return width > 0 && height > 0 && each.checkVisibility({ visibilityProperty: true })
  }
  const all = selector => [...document.querySelectorAll(selector)]
  const says = part => part.localName !== "style" &&
    (part.textContent.trim() || part.querySelector("[aria-label], [hidden]"))
  const drawn = component => {
    const parts = [...(component.shadowRoot?.firstElementChild?.children ?? [])]
    return parts.some(says) || (parts.length > 0 && !parts.some(part => part.localName === "style"))
  }
  const { asked, heard } = window.wire ?? { asked: 0, heard: 0 }
  const now = performance.now()
  const lacks = {
    heading: !all("h1").some(seen),
    script: !document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]"),
    skeleton: all("[data-testid=stSkeleton]").some(seen),
    figure: !all("[data-testid=stBidiComponentIsolated]").every(drawn),
    answer: heard < asked && now - asked < 5000,
    quiet: now - Math.max(asked, heard) < 100,
  }
  window.lacking = Object.keys(lacks).filter(name => lacks[name])
  return window.lacking.length === 0
}"""
"""Nothing that was asked waits for an answer (some frames get none: for those five seconds), and nothing just came.

Every component's own script has run: one with styles shows or hides something, one without has its frame.
"""

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def settled(page: Page) -> None:
    """Waits until the page is drawn whole, with nothing of an earlier drawing left."""
    try:
        page.wait_for_function(SETTLED, polling=50, timeout=PATIENCE_SECONDS * 1000)
    except Error as error:
        raise AssertionError(f"{page.url} has not settled; it lacks {page.evaluate('window.lacking')}") from error


def open_page(page: Page, address: str) -> None:
    """Opens an address and waits until its page has settled."""
    page.goto(address)
    settled(page)


def unfold(page: Page, message: str) -> None:
    """Opens the fold that this message heads."""
    settled(page)
    page.locator("summary").get_by_text(say(message), exact=True).click()


def turn(page: Page, scheme: Literal["light", "dark"]) -> None:
    """The page follows the system into another theme, and draws its charts anew.

    Once it stands: while it loads, a turn may leave it in Streamlit's own colours until it is loaded anew.
    """
    settled(page)
    page.emulate_media(color_scheme=scheme)
    ground = "rgb({}, {}, {})".format(*rgb(THEME[scheme]["backgroundColor"]))
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", ground)
    settled(page)


def lock(page: Page, key: str, label: str) -> None:
    """Locks the option with this label in; `JUST_SHOW` presses the way past the question."""
    card = page.locator(f".st-key-{key.replace('.', '-')}_card")
    if label == JUST_SHOW:
        card.locator("[class*=_skip] button").click()
    else:
        card.get_by_text(label, exact=True).click()
        card.locator("[class*=_lock] button:enabled").click()
    expect(card).to_have_count(0)
    settled(page)
