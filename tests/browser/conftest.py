"""The real app, served as `make run` serves it, and a real Chromium in front of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
"""For one thing to appear on a machine that is busy with other tests."""

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def chromium():
    """A browser; where there is none, the tests are skipped by name, and fail in CI."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        except Error as error:
            reason = f"no chromium; install the package chromium, or run playwright install chromium: {error}"
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A fresh visitor in a window of a laptop's width."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


class Server:
    """A server of the app with its own home; it can be killed and started again on the same port."""

    def __init__(self, home: Path, data: Path) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = home / "server.log"
        self._environment = {**os.environ, "LAB_HOME": str(home), "LAB_DATA_DIR": str(data), "LAB_DEVICE": "cpu"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self):
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.2)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process of the last start."""
        assert self._process is not None, "start the server first"
        return self._process

    def kill(self):
        """As the system does when memory is short: no goodbye."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """As ctrl-c: runs are saved and wait."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=PATIENCE_SECONDS)

    def log(self):
        return self._log.read_text()

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def fresh_server(tmp_path, fashion_mnist):
    """A server that nobody has asked for anything."""
    server = Server(tmp_path, fashion_mnist)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory, fashion_mnist):
    """One server for the tests of a file that leave it as they found it."""
    server = Server(tmp_path_factory.mktemp("home"), fashion_mnist)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def step():
    """The step the page shows; waits until it is past `after`."""

    def step(page, after=0):
        shown = page.get_by_text(re.compile(r"^Step [\d,]+ of [\d,]+")).first
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            expect(shown).to_be_visible()
            found = int(re.findall(r"[\d,]+", shown.inner_text())[0].replace(",", ""))
            if found > after:
                return found
            assert time.monotonic() < deadline, f"still at step {found}"
            page.wait_for_timeout(300)

    return step


@pytest.fixture
def choose():
    """Chooses from a list of the page; opened again where the page, not yet filled, has closed it."""

    def choose(page, label, option):
        listed = page.get_by_role("option", name=option, exact=True)
        for _ in range(5):
            expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
            page.get_by_role("combobox", name=re.compile(f"^{label}")).click()
            try:
                listed.click(timeout=5000)
            except Error:
                page.keyboard.press("Escape")
            else:
                return
        raise AssertionError(f"{label}: the list never showed {option}")

    return choose


@pytest.fixture
def sideways():
    """Pixels by which something sticks out of the page."""

    def sideways(page):
        return page.evaluate("""() => {
            const main = document.querySelector('[data-testid=stMain]')
            return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth)
        }""")

    return sideways
