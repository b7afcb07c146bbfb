"""A PostgreSQL server of the tests' own, on a free port of this machine, that can be ended and started again."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

BOTH = ("sqlite", "postgresql")
"""What a module says as its DATABASES, whose tests run on either."""
_QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=32MB", "unix_socket_directories=")
"""A process that is killed loses nothing of what the system has; only a power cut would."""
_ACCOUNT = "postgres"
"""Which Debian's package makes: the server refuses to run as root."""


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, which Debian keeps off the PATH; None where there is no server to start."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return Path(on_path).resolve().parent if on_path else found[-1].parent if found else None


class Cluster:
    """One server with its folder; each of its databases belongs to one test."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._binaries = binaries
        self._data = folder / "data"
        self._log = folder / "log"
        self._port = _free_port()
        self._numbers = count(1)
        if os.geteuid() == 0:
            shutil.chown(folder, _ACCOUNT)
        self._do("initdb", "--username=lab", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        options = " ".join((f"-p {self._port}", "-h 127.0.0.1", *(f"-c {option}" for option in _QUICK)))
        self._do("pg_ctl", "start", "--wait", "--silent", f"--log={self._log}", f"--options={options}")

    def stop(self, *, mode: str = "immediate") -> None:
        """Ends the server; `immediate` is as a crash, and the next start recovers."""
        self._do("pg_ctl", "stop", "--wait", "--silent", f"--mode={mode}")

    def url(self, database: str) -> str:
        """Where this database of the server is."""
        return f"postgresql+psycopg://lab@127.0.0.1:{self._port}/{database}"

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Ends the database and whoever is connected to it."""
        self.tell(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def tell(self, sql: str) -> None:
        """Runs a statement that belongs to no transaction."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(sql))
        engine.dispose()

    def _do(self, program: str, *arguments: str) -> None:
        as_account = ("runuser", "-u", _ACCOUNT, "--") if os.geteuid() == 0 else ()
        command = [*as_account, str(self._binaries / program), f"--pgdata={self._data}", *arguments]
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (
            f"{done.stdout}\n{done.stderr}\n{self._log.read_text() if self._log.exists() else ''}"
        )


@contextlib.contextmanager
def running(binaries: Path) -> Iterator[Cluster]:
    """A server that is gone, with its folder, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lab-postgresql-"))  # pytest's own folders are closed to other accounts
    try:
        cluster = Cluster(folder, binaries)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as question:
        question.bind(("127.0.0.1", 0))
        return int(question.getsockname()[1])
