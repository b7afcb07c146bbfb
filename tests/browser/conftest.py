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

from resnet_core.jobs import states
from resnet_core.settings import Settings
from resnet_core.store import Store
from resnet_core.studies.catalogue import QUICK
from tests.browser.walks import PATIENCE_SECONDS, WIRE, settled

ROOT = Path(__file__).resolve().parents[2]
GOING = ("queued", *states.ACTIVE)

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


def new_context(chromium, **look):
    """A browser of somebody's own."""
    context = chromium.new_context(**look)
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    context.add_init_script(WIRE)
    return context


@pytest.fixture(scope="session")
def context(chromium):
    """One memory for all pages: each of Streamlit's scripts is fetched and compiled once."""
    context = new_context(chromium, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def visitor(chromium):
    """Opens a page in a browser that shares nothing with any other, and closes it however the test ends."""
    contexts = []

    def visitor(**look):
        contexts.append(new_context(chromium, **look))
        return contexts[-1].new_page()

    yield visitor
    for context in contexts:
        context.close()


@pytest.fixture
def page(context):
    """A fresh visitor in a window of a laptop's width."""
    context.set_storage_state({"cookies": [], "origins": []})
    yield context.new_page()
    for page in context.pages:
        page.close()


class Server:
    """A server of the app with its own home; it can be killed and started again on the same port."""

    def __init__(self, home: Path, data: Path) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.store = Store(Settings(home=home).database)
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

    def end_runs(self):
        """Stops all that learns or measures for long, and waits for it: the next test finds the machine free."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while going := [run.id for run in self.store.recent(1000, without=QUICK) if run.state in GOING]:
            for run_id in going:
                states.ask_stop(self.store, run_id)
            assert time.monotonic() < deadline, going
            time.sleep(0.1)

    def log(self):
        return self._log.read_text()

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False


def _free_port():
    with socket.socket() as question:
        question.bind(("127.0.0.1", 0))
        return question.getsockname()[1]


@pytest.fixture
def fresh_server(tmp_path, fashion_mnist):
    """A server that nobody has asked for anything."""
    server = Server(tmp_path, fashion_mnist)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory, fashion_mnist):
    """One server for all tests that leave it without a run under way; what one has measured, another finds answered."""
    server = Server(tmp_path_factory.mktemp("home"), fashion_mnist)
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def nothing_goes_on(request):
    """What a test has started on the shared server ends with it, also where the test fails."""
    yield
    if "server" in request.fixturenames:
        request.getfixturevalue("server").end_runs()


@pytest.fixture
def step():
    """The step that a run on the page is at; waits until it is past `after`."""

    def step(page, after=0):
        line = page.locator("[class*=st-key-bar_] .status")  # a page says of itself too which step of the path it is
        shown = line.filter(has_text=re.compile(r"^Step [\d,]+ of [\d,]+")).first
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
            settled(page)
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
    """Pixels by which something sticks out of the page, once figures have taken the width of their window."""

    def now(page):
        return page.evaluate("""() => {
            const main = document.querySelector('[data-testid=stMain]')
            return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth)
        }""")

    def sideways(page):
        settled(page)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (pixels := now(page)) > 0 and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        return pixels

    return sideways
