"""Each recipe of deploy/ that needs no engine of its own is followed: its files, its settings, its command."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benches.site import ROOT, answer, at, entries, free_port

CONTAINERFILE = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
UNIT = ROOT / "deploy/residual-lab.service"
PATIENCE_SECONDS = 60
pytestmark = pytest.mark.faults


def copied(recipe: str) -> list[str]:
    """What the recipe copies from the checkout into the image."""
    return [name for line in re.findall(r"^COPY (.+)$", recipe, flags=re.MULTILINE) for name in line.split()[:-1]]


def command(recipe: str) -> list[str]:
    """What the image starts."""
    (words,) = re.findall(r"^CMD \[(.+)\]$", recipe, flags=re.MULTILINE)
    return re.findall(r'"([^"]+)"', words)


class Served:
    """A server that a recipe started."""

    def __init__(self, words: list[str], *, folder: Path, home: Path) -> None:
        self.port = free_port()
        self.log = home / "server.log"
        environment = {**os.environ, "LAB_HOME": str(home), "LAB_WARM_WORKERS": "0"}
        environment.pop("PYTHONPATH", None)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                at(self.port, words), cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def becomes(self, path: str, status: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while answer(f"http://127.0.0.1:{self.port}{path}") != status:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)


@pytest.fixture
def served(tmp_path):
    servers: list[Served] = []

    def serve(words: list[str], folder: Path) -> Served:
        home = tmp_path / "home"
        home.mkdir()
        servers.append(Served(words, folder=folder, home=home))
        return servers[-1]

    yield serve
    for server in servers:
        if server.process.poll() is None:
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def test_an_image_holds_all_that_its_command_needs(served, tmp_path):
    """A folder with what the Containerfile copies, and nothing else, serves every page and ends on SIGTERM."""
    image = tmp_path / "lab"
    image.mkdir()
    for name in copied(CONTAINERFILE):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, image / name)
    server = served(command(CONTAINERFILE), image)
    server.becomes("/healthz", 200)
    server.becomes("/readyz", 200)
    assert answer(f"http://127.0.0.1:{server.port}/train") == 200
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=PATIENCE_SECONDS) in {0, -signal.SIGTERM}
    assert "Traceback" not in server.log.read_text()


def test_the_health_check_of_the_image_tells_a_server_from_none(served):
    (words,) = re.findall(r"^HEALTHCHECK .*CMD\s+\[(.+)\]$", CONTAINERFILE, flags=re.MULTILINE)
    check = re.findall(r'"([^"]+)"', words)
    server = served(command(CONTAINERFILE), ROOT)
    server.becomes("/healthz", 200)
    asked = [word.replace(":8501", f":{server.port}") for word in at(server.port, check)]
    assert subprocess.run(asked, capture_output=True).returncode == 0
    server.process.kill()
    server.process.wait()
    assert subprocess.run(asked, capture_output=True).returncode != 0


def test_the_unit_starts_the_lab_with_settings_that_it_knows(served):
    unit = UNIT.read_text(encoding="utf-8")
    (start,) = entries(unit, "ExecStart")
    server = served(shlex.split(start), ROOT)
    server.becomes("/readyz", 200)
    described = (ROOT / "docs/RUNNING.md").read_text(encoding="utf-8")
    for name in re.findall(r"\bLAB_\w+", unit):
        assert f"| `{name}` |" in described


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze to read the unit")
def test_systemd_accepts_the_unit(tmp_path):
    unit = UNIT.read_text(encoding="utf-8")
    here = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", unit, flags=re.MULTILINE)
    copy = tmp_path / UNIT.name
    copy.write_text(here.replace("/opt/residual-lab", str(ROOT)).replace("User=residual-lab", "User=root"))
    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if UNIT.name in line]
    assert complaints == []
