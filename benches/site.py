"""Web processes as deploy/ starts them, several behind nginx, at free ports of this machine: for tests and benches."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy/residual-lab@.service").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PATIENCE_SECONDS = 120


class Site:
    """The processes, what stands before them, and its own account of who was answered by whom.

    `more` is the environment of the processes. There must be an `NGINX`; whoever makes a site ends it.
    """

    def __init__(self, home: Path, **more: str) -> None:
        self.home, self.port, self.ports = home, free_port(), (free_port(), free_port())
        self.address = f"http://127.0.0.1:{self.port}"
        self._seen = home / "seen"
        self._environment = {**os.environ, "LAB_HOME": str(home), **more}
        self.processes = {port: self._serve(port) for port in self.ports}
        self.proxy = self._proxy()

    def _serve(self, port: int) -> subprocess.Popen[bytes]:
        (start,) = entries(UNIT.replace("%i", str(port)), "ExecStart")
        with (self.home / f"{port}.log").open("wb") as log:
            return subprocess.Popen(
                at(port, shlex.split(start)),
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _proxy(self) -> subprocess.Popen[bytes]:
        """Nginx with the site of the recipe, at other ports, and a log that names the process."""
        site = SITE.replace("listen 80;", f"listen 127.0.0.1:{self.port};")
        for named, port in zip((8501, 8502), self.ports, strict=True):
            assert f"127.0.0.1:{named} " in site
            site = site.replace(f"127.0.0.1:{named} ", f"127.0.0.1:{port} ")
        (self.home / "site.conf").write_text(site)
        folders = "".join(
            f"{kind}_temp_path {self.home};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.home / "nginx.conf").write_text(
            f"daemon off; pid {self.home}/pid; error_log {self.home}/errors; events {{}}\n"
            f"http {{ {folders} log_format seen '$lab_visitor $upstream_addr $uri';"
            f" access_log {self._seen} seen; include {self.home}/site.conf; }}\n"
        )
        command = [str(NGINX), "-c", str(self.home / "nginx.conf"), "-e", str(self.home / "errors")]
        return subprocess.Popen(command, start_new_session=True)

    def wait(self) -> None:
        """Returns once every process, and the proxy, can take work; TimeoutError after two minutes."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        for port in (*self.ports, self.port):
            while answer(f"http://127.0.0.1:{port}/readyz") != 200:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"port {port}: look into {self.home}/*.log")
                time.sleep(0.2)

    def served_by(self, token: str) -> set[int]:
        """The ports of the processes that answered the browser with this cookie since it was given."""
        lines = rf"^{re.escape(token)} \S+:(\d+) "
        return {int(port) for port in re.findall(lines, self._seen.read_text(), flags=re.MULTILINE)}

    def end(self) -> None:
        """Ends all at once."""
        for process in (self.proxy, *self.processes.values()):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def entries(unit: str, key: str) -> list[str]:
    """The values of a key of the unit, in order."""
    return re.findall(rf"^{key}=(.+)$", unit, flags=re.MULTILINE)


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def at(port: int, words: list[str]) -> list[str]:
    """A recipe's command with this Python, on loopback at this port: all that is changed of it."""
    changed = [sys.executable if re.fullmatch(r"(\S*/)?python", word) else word for word in words]
    changed = [re.sub(r"(--server\.port=)\d+", rf"\g<1>{port}", word) for word in changed]
    return [word.replace("0.0.0.0", "127.0.0.1") for word in changed]


def answer(url: str) -> int:
    """The status of the answer; 0 where there is none."""
    try:
        with urllib.request.urlopen(url, timeout=20) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
