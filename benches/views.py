"""How soon the first screen of each page stands still in Chromium, with server and browser warm.

Claim: a page is there within a second of the press on its link. In one tab each page is opened by its link on Home, as
a learner goes on; then each anew by its address, which begins with Streamlit's own program. A first screen stands once
its heading is there, nothing in it is a placeholder, and what it consists of has not changed for `STILL_SECONDS`; told
is the second at which it changed last.
"""

import json
import statistics
import sys
import time
from typing import Any

from playwright.sync_api import Page

from benches.live_server import chromium, server, wait_until_up

ROUNDS = 3
TARGET_S = 1.0
STILL_SECONDS = 0.6
READS_SECONDS = 1
PATIENCE_SECONDS = 20
SCREEN = """() => {
  const seen = each => {
    const { top, bottom } = each.getBoundingClientRect()
    return top < innerHeight && bottom > 0 && each.checkVisibility()
  }
  const parts = kind => [...document.querySelectorAll(kind)].filter(seen)
  const [heading] = parts("h1")
  if (!heading || parts("[data-testid=stSkeleton]").length) return null
  return `${heading.innerText} ${parts("svg *, canvas, p, button, img").length}`
}"""
"""What the first screen consists of; null while it is not there."""
LINK = "a[data-testid=stPageLink-NavLink]"
HOME = "a[data-testid=stTopNavLink]"


def seconds_until_still(page: Page, *, left: str) -> float:
    """Seconds from now to the last change of the first screen; `left` is the heading of the page before."""
    start = time.perf_counter()
    shown, since = None, start
    while (now := time.perf_counter()) - start < PATIENCE_SECONDS:
        screen = page.evaluate(SCREEN)
        if screen is None or (left and screen.startswith(left)):
            shown = None
        elif screen != shown:
            shown, since = screen, now
        elif now - since > STILL_SECONDS:
            return since - start
        page.wait_for_timeout(15)
    raise TimeoutError(f"{page.url} does not stand still")


def by_link(page: Page, name: str) -> float:
    """Seconds from the press on the page's link on Home."""
    left = page.locator("h1").first.inner_text()
    page.locator(f"{LINK}[href='{name}']").first.evaluate("link => link.click()")
    return seconds_until_still(page, left=left)


def by_address(page: Page, address: str) -> float:
    """Seconds from the request of the address."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    return seconds_until_still(page, left="")


def to_home(page: Page) -> float:
    """Seconds back to Home by the menu."""
    left = page.locator("h1").first.inner_text()
    page.locator(HOME).first.evaluate("link => link.click()")
    return seconds_until_still(page, left=left)


def measure(page: Page, address: str) -> dict[str, dict[str, float]]:
    """The median seconds of Home and of each page that it leads to; the first round, which warms, is left out."""
    by_way: dict[str, dict[str, list[float]]] = {"home": {"by_link_s": [], "by_address_s": []}}
    for _round in range(1 + ROUNDS):
        by_way["home"]["by_address_s"].append(by_address(page, address))
        names = page.locator(LINK).evaluate_all("links => [...new Set(links.map(link => link.getAttribute('href')))]")
        for name in names:
            page.wait_for_timeout(READS_SECONDS * 1000)
            by_way.setdefault(name, {"by_link_s": [], "by_address_s": []})["by_link_s"].append(by_link(page, name))
            back = to_home(page)
        by_way["home"]["by_link_s"].append(back)
        for name in names:
            by_way[name]["by_address_s"].append(by_address(page, f"{address}/{name}"))
    return {
        name: {way: round(statistics.median(seconds[1:]), 2) for way, seconds in found.items()}
        for name, found in by_way.items()
    }


def main() -> None:
    """Prints a line a page, and as its last line all of them as JSON."""
    with server() as (address, _process), chromium() as browser:
        wait_until_up(address)
        time.sleep(10)  # the warm worker imports torch meanwhile
        page = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
        found = measure(page, address)
    for name, seconds in found.items():
        print(name, seconds, file=sys.stderr)
    ways: dict[str, Any] = {
        way: {"median": statistics.median(some), "most": max(some)}
        for way in ("by_link_s", "by_address_s")
        for some in [[seconds[way] for seconds in found.values()]]
    }
    print(json.dumps({**ways, "pages": found, "target_met": ways["by_link_s"]["most"] < TARGET_S}))


if __name__ == "__main__":
    main()
