"""The first page of a fresh server in Chromium, and what the web process weighs afterwards.

Claim: nobody waits for torch to see a page, and the web process never loads it. Each round starts the real server
(`streamlit run app.py`, a new LAB_HOME) and opens it in a browser that is already running with an empty cache. A page
counts as shown when its heading is visible and the script has ended. The warm worker, which does load torch, starts
with the first page as it does for a learner, and takes its share of the cores; it is a process of its own and is not
weighed here. A megabyte is 10^6 bytes.
"""

import json
import statistics
import time
from typing import Any

import psutil
from playwright.sync_api import Browser

from benches.live_server import SHOWN, chromium, server, wait_until_up
from benches.site import ROOT

ROUNDS = 5
TARGET_PAGE_S = 2.5
TARGET_RSS_MB = 200


def page_paths() -> list[str]:
    """The address of each page, home first."""
    return ["", *sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.stem != "home")]


def megabytes(process: psutil.Process) -> float:
    """What `process` holds resident."""
    return round(process.memory_info().rss / 1e6, 1)


def holds_torch(process: psutil.Process) -> bool:
    """Whether torch's libraries are mapped in `process`: asked of the operating system, not of our code."""
    return any("/torch/" in mapped.path for mapped in process.memory_maps())


def measure(browser: Browser) -> dict[str, float | bool]:
    """One round: seconds to the first page, and megabytes once every page was opened."""
    start = time.perf_counter()
    with server() as (address, process):
        wait_until_up(address)
        up = time.perf_counter()
        page = browser.new_context().new_page()
        page.goto(address)
        page.wait_for_selector(SHOWN)
        shown = time.perf_counter()
        first_rss = megabytes(process)
        for path in page_paths():
            page.goto(f"{address}/{path}")
            page.wait_for_selector(SHOWN)
        page.context.close()
        return {
            "server_up_s": up - start,
            "page_s": shown - up,
            "start_to_page_s": shown - start,
            "first_page_rss_mb": first_rss,
            "all_pages_rss_mb": megabytes(process),
            "torch_in_web": holds_torch(process),
        }


def main() -> None:
    """Prints the medians, and as its last line the same as JSON."""
    with chromium() as browser:
        rounds = [measure(browser) for _ in range(ROUNDS)]
    report: dict[str, Any] = {name: round(statistics.median(each[name] for each in rounds), 2) for name in rounds[0]}
    report |= {
        "torch_in_web": any(each["torch_in_web"] for each in rounds),
        "rounds": ROUNDS,
        "page_s_spread": [round(extreme(each["page_s"] for each in rounds), 2) for extreme in (min, max)],
    }
    report["targets_met"] = {
        "start_to_page_s": report["start_to_page_s"] < TARGET_PAGE_S,
        "all_pages_rss_mb": report["all_pages_rss_mb"] < TARGET_RSS_MB,
        "torch_in_web": not report["torch_in_web"],
    }
    print(
        f"first page {report['page_s']} s after opening, {report['start_to_page_s']} s after starting the server; "
        f"web process {report['all_pages_rss_mb']} MB, torch in it: {report['torch_in_web']}"
    )
    print(json.dumps(report))


if __name__ == "__main__":
    main()
