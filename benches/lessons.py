"""How long a class waits for the app in each lesson of docs/TEACHING.md.

Claim: a lesson's minutes are the class's own. A fresh server serves one student who opens every link of a lesson in
turn, in a browser with an empty cache: a page counts as shown when its script has ended and no part of it is still on
its way. The first link pays for what a browser fetches once.
"""

import json
import os
import platform
import re
import time
from datetime import UTC, datetime

from playwright.sync_api import Page

from benches.live_server import SHOWN, chromium, server, wait_until_up
from benches.site import ROOT

DOCUMENT = ROOT / "docs/TEACHING.md"
LESSON = re.compile(r"^## (\d+) minutes: .+?$(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(http://[^/]+/([^)]*)\)")


def lessons() -> dict[int, list[str]]:
    """The links of each lesson, by its minutes."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return {int(minutes): LINK.findall(body) for minutes, body in LESSON.findall(text)}


def seconds(page: Page, address: str) -> float:
    """From the press on a link to the page as it stays."""
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(SHOWN)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    return time.perf_counter() - start


def main() -> None:
    """Prints the seconds of every link, and a line of JSON."""
    with chromium() as browser:
        found = {}
        for minutes, links in lessons().items():
            with server() as (address, _):
                wait_until_up(address)
                page = browser.new_context().new_page()
                found[minutes] = [round(seconds(page, f"{address}/{link}"), 2) for link in links]
                page.context.close()
            waits = ", ".join(f"{each:.1f}" for each in found[minutes])
            print(f"{minutes} minutes: {waits} s; together {sum(found[minutes]):.1f} s")
        load = os.getloadavg()[0]
        day = datetime.now(tz=UTC).date().isoformat()
        print(f"{day}, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}")
        print(json.dumps({"lessons": found, "load": load}))


if __name__ == "__main__":
    main()
