"""Keeps the agents of this machine: processes that claim runs by themselves (`agent`).

An agent is its own session, so it ends its run even when the server that started it is killed. Its stdin is its leash:
a byte wakes it, and when the pipe closes it claims nothing more. To make a run start in under a second, a few wait with
torch imported and the data loaded. A training spends its agent's worker, a question does not.
"""

import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Protocol

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import leases, processes, seats
from resnet_core.jobs.seats import Lanes
from resnet_core.settings import Settings
from resnet_core.store import Store

_log = logging.getLogger(__name__)
_PACKAGE_PARENT = Path(__file__).parents[2]
FIRST_SPARE_SECONDS = 3.0
"""A new server serves its first page before its first spare takes a core to import torch."""
DRAIN_SECONDS = 15.0
_PAUSE_SECONDS = 10.0
_BUSY_PAUSE_SECONDS = 30.0
_END_SECONDS = 5.0


class Launcher(Protocol):
    """What a dispatcher needs of whatever keeps the agents; a `ref` names the process of one."""

    def alive(self, ref: str | None) -> bool | None:
        """Whether the agent is there; None when this cannot be known from here."""

    def kill(self, ref: str) -> None:
        """Ends the agent at once."""

    def wake(self) -> None:
        """Makes agents that wait look for a run now."""

    def tend(self) -> None:
        """Keeps as many agents as there should be; called about once a second."""

    def close(self, *, drain: bool) -> None:
        """Ends the agents that only wait; with `drain`, the others too, their runs saved and queued."""


class Local:
    """Agents as detached processes of this machine, kept by one server or command at a time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._lease = leases.Lease(store, f"agents {socket.gethostname()}"[:64])
        self._agents: tuple[subprocess.Popen[bytes], ...] = ()
        self._short_since: float | None = None
        self._spare_at = self._start_at = time.monotonic()
        self._spare_at += FIRST_SPARE_SECONDS

    def alive(self, ref: str | None) -> bool | None:
        """Whether the agent is there; None when it is one of another machine."""
        return processes.alive(ref)

    def kill(self, ref: str) -> None:
        """Ends the agent, and its worker goes with it."""
        processes.kill(ref)

    def wake(self) -> None:
        """Makes agents that wait look for a run now."""
        for agent in self._agents:
            with contextlib.suppress(OSError, ValueError):  # it has ended, or is on no leash any more
                _leash(agent).write(b"\n")

    def tend(self) -> None:
        """Reaps ended agents, starts one for each run that has a slot, and keeps a few that wait."""
        if not self._keeps():
            return
        lanes = seats.lanes(self._store, self._settings)
        self._reap()
        waiting = [agent for agent in self._idle(lanes) if not _leash(agent).closed]
        for agent in waiting[max(self._settings.warm_workers, lanes.startable) :]:
            _leash(agent).close()
        missing = lanes.startable - len(waiting)
        if missing > 0 and time.monotonic() >= self._start_at:
            self._agents += tuple(self._start() for _ in range(missing))
        elif self._spare_due(lanes, len(waiting)):
            self._agents += (self._start(),)

    def close(self, *, drain: bool) -> None:
        """Ends the agents that only wait; with `drain`, the others too, unless another server keeps them."""
        for agent in self._agents:
            _leash(agent).close()
        with contextlib.suppress(StoreUnavailableError):
            for agent in self._idle(seats.lanes(self._store, self._settings)):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    agent.wait(timeout=_END_SECONDS)
            if drain and self._keeps():
                self._drain()
            self._lease.release()
        self._reap()

    def _keeps(self) -> bool:
        """Whether it is ours to keep agents here; without slots we leave that to another process of the machine."""
        return self._settings.keeps_agents and self._lease.hold()

    def _reap(self) -> None:
        ended = [agent for agent in self._agents if agent.poll() is not None]
        for agent in ended:
            _leash(agent).close()
        if any(agent.returncode for agent in ended):
            self._start_at = time.monotonic() + _PAUSE_SECONDS  # one that dies at once is no busy loop
        self._agents = tuple(agent for agent in self._agents if agent not in ended)

    def _idle(self, lanes: Lanes) -> list[subprocess.Popen[bytes]]:
        """Our agents that had no run when the store was read."""
        at_work = {_pid(ref) for lane in lanes for ref in lane.refs}
        return [agent for agent in self._agents if agent.pid not in at_work]

    def _spare_due(self, lanes: Lanes, waiting: int) -> bool:
        """Whether to start one that waits: it imports torch, and a short run is not made to pay for the next one."""
        now = time.monotonic()
        ours = {agent.pid for agent in self._agents}
        answering = sum(_pid(ref) in ours for ref in lanes.quick.refs)
        if waiting + answering >= self._settings.warm_workers:
            self._short_since = None
            return False
        self._short_since = self._short_since or now
        busy = 0 < lanes.training.slots <= len(lanes.training.refs)
        if now < max(self._spare_at, self._start_at, self._short_since + _BUSY_PAUSE_SECONDS * busy):
            return False
        self._spare_at = now + _PAUSE_SECONDS
        return True

    def _drain(self) -> None:
        """Waits for the runs to be saved: where the server is a container's first process, its end is theirs."""
        lanes = seats.lanes(self._store, self._settings)
        refs = [ref for lane in lanes for ref in lane.refs if processes.alive(ref)]
        for ref in refs:
            processes.terminate(ref)
        deadline = time.monotonic() + DRAIN_SECONDS
        while any(processes.alive(ref) for ref in refs) and time.monotonic() < deadline:
            time.sleep(0.1)

    def _start(self) -> subprocess.Popen[bytes]:
        return start("--leashed", self._settings)


class Apart:
    """The agents kept by a process of its own: a Ray head that goes away ends whoever is connected to it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._work, name="keeper", daemon=True)

    def start(self) -> None:
        """Starts it, and again whenever it has ended, until `stop`."""
        self._thread.start()

    def wake(self) -> None:
        """Makes it look now whether an agent is missing."""
        if self._process is not None:
            with contextlib.suppress(OSError, ValueError):
                _leash(self._process).write(b"\n")

    def stop(self) -> None:
        """Ends it; the agents go on."""
        self._ending.set()
        if self._process is not None:
            _leash(self._process).close()
        self._thread.join(timeout=_END_SECONDS)

    def _work(self) -> None:
        while not self._ending.is_set():
            self._process = start("--for-server", self._settings)
            self._process.wait()
            _leash(self._process).close()
            self._ending.wait(_PAUSE_SECONDS)


def start(how: str, settings: Settings) -> subprocess.Popen[bytes]:
    """A detached process of `agent`; its stdin is its leash."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "agents.log").open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "resnet_core.jobs.agent", how],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            bufsize=0,
            env=environment(settings),
            start_new_session=True,
        )


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which a child process finds this package and has these settings."""
    values = settings.model_dump()
    values |= {name: value.resolve() for name, value in values.items() if isinstance(value, Path)}
    path = os.pathsep.join(filter(None, (str(_PACKAGE_PARENT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, **{f"LAB_{name.upper()}": str(value) for name, value in values.items()}, "PYTHONPATH": path}


def _leash(agent: subprocess.Popen[bytes]) -> IO[bytes]:
    assert agent.stdin is not None, "an agent is started with a pipe"
    return agent.stdin


def _pid(ref: str) -> int:
    return int(ref.rsplit(":", 2)[1])
