"""The real server for a bench: `streamlit run app.py` with a new LAB_HOME, and a browser to open it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from playwright.sync_api import Browser, sync_playwright

from benches.site import ROOT, free_port

SHOWN = "[data-testid=stApp][data-test-script-state=notRunning] h1"
"""A page counts as shown when its heading is visible and the script has ended."""


@contextmanager
def server(**more: str) -> Iterator[tuple[str, psutil.Process]]:
    """A fresh server's address and its process; ended, with its children, on the way out. `more` is its environment."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
        environment = {**os.environ, "LAB_HOME": home, **more}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as started:
            process = psutil.Process(started.pid)
            try:
                yield f"http://127.0.0.1:{port}", process
            finally:
                children = process.children(recursive=True)
                started.terminate()
                _, left = psutil.wait_procs([process, *children], timeout=10)
                for each in left:
                    each.kill()


def wait_until_up(address: str) -> None:
    """Returns once the server answers; TimeoutError after half a minute."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
        except OSError:  # not there yet, or too busy to answer
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{address}: no server after 30 s")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running headless browser; the system's own where there is one."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
