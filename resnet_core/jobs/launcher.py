"""Starts runs as processes of this machine. Any engine that takes a command can stand here with the same verbs.

A runner is its own session: it outlives the server that started it. To make a run start in under a second, a few spare
runners wait with torch imported and the data loaded; each waits for a line on its stdin, and ends when that closes. A
run that trains takes its spare for good, a probe gives it back.
"""

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from resnet_core.jobs import outcomes, processes
from resnet_core.jobs.states import Claim
from resnet_core.settings import Settings

_log = logging.getLogger(__name__)
_PACKAGE_PARENT = Path(__file__).parents[2]
FIRST_SPARE_SECONDS = 3.0
"""A new server serves its first page before its first spare takes a core to import torch."""
_SPARE_PAUSE_SECONDS = 10.0
_BUSY_PAUSE_SECONDS = 30.0
_SPARE_END_SECONDS = 5.0


class Launcher(Protocol):
    """What the dispatcher needs of an engine; `ref` names the process in the engine's words."""

    def submit(self, claim: Claim) -> str:
        """The ref of the process that now runs the claim; OSError when none could be started."""

    def answer(self, claim: Claim) -> str:
        """As `submit`, for a probe: a process that has torch ready, and keeps it ready for the next one."""

    def alive(self, ref: str | None) -> bool | None:
        """Whether the process is there; None when this cannot be known from here."""

    def drain(self, ref: str) -> None:
        """None; the process was asked to save its run and hand it back to the queue."""

    def kill(self, ref: str) -> None:
        """None; the process is no more."""

    def tend(self, *, busy: bool) -> None:
        """None; called about once a second for whatever the engine has to look after; `busy` when no slot is free."""

    def close(self) -> None:
        """None; nothing that only waited is left behind."""


class _Spare(NamedTuple):
    process: subprocess.Popen[str]
    ref: str


class Local:
    """One detached process a run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._environment = environment(settings)
        self._spares: list[_Spare] = []
        self._answering: list[tuple[Claim, _Spare]] = []
        self._children: list[subprocess.Popen[str]] = []
        self._next_spare = time.monotonic() + FIRST_SPARE_SECONDS
        self._lock = threading.Lock()

    def submit(self, claim: Claim) -> str:
        """The ref of the runner: a spare one if there is one, else a new one."""
        with self._lock:
            self._take_back()
            while self._spares:
                spare = self._spares.pop(0)
                self._next_spare = time.monotonic()
                if _hand_over(spare.process, claim):
                    _close(spare.process.stdin)
                    return spare.ref
            return self._start(*claim).ref

    def answer(self, claim: Claim) -> str:
        """The ref of the runner, which is a spare again after the answer."""
        with self._lock:
            self._take_back()
            while True:
                spare = self._spares.pop(0) if self._spares else self._start("--spare")
                if _hand_over(spare.process, claim):
                    self._answering.append((claim, spare))
                    return spare.ref

    def alive(self, ref: str | None) -> bool | None:
        """Whether the runner is there; None when it was started on another machine."""
        return processes.alive(ref)

    def drain(self, ref: str) -> None:
        """None; the runner saves its run and hands it back."""
        processes.terminate(ref)

    def kill(self, ref: str) -> None:
        """None; the runner is gone, and its worker goes with it."""
        processes.kill(ref)

    def tend(self, *, busy: bool) -> None:
        """None; ended children are reaped, and spares are as many as they should be.

        A spare imports torch for some seconds of processor time; a short run is not made to pay for the next one.
        """
        with self._lock:
            self._children = [child for child in self._children if child.poll() is None]
            self._spares = [spare for spare in self._spares if spare.process.poll() is None]
            self._take_back()
            while len(self._spares) > self._settings.warm_workers:
                _close(self._spares.pop().process.stdin)
            now = time.monotonic()
            due = self._next_spare + (_BUSY_PAUSE_SECONDS if busy else 0.0)
            if len(self._spares) + len(self._answering) < self._settings.warm_workers and now >= due:
                self._next_spare = now + _SPARE_PAUSE_SECONDS  # a spare that dies at once is no busy loop
                self._spares.append(self._start("--spare"))

    def close(self) -> None:
        """None; the spares end, one that answers a probe after its answer. Runs go on."""
        with self._lock:
            self._take_back()
            for _claim, spare in self._answering:
                _close(spare.process.stdin)
            for spare in self._spares:
                _close(spare.process.stdin)
            for spare in self._spares:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    spare.process.wait(timeout=_SPARE_END_SECONDS)
            self._spares.clear()
            self._children = [child for child in self._children if child.poll() is None]

    def _take_back(self) -> None:
        """None; runners that have answered are spares again, those that have ended are not."""
        there = [(claim, spare) for claim, spare in self._answering if spare.process.poll() is None]
        self._answering = [(claim, spare) for claim, spare in there if not self._has_answered(claim)]
        self._spares += [spare for claim, spare in there if (claim, spare) not in self._answering]

    def _has_answered(self, claim: Claim) -> bool:
        """Whether the probe has left an outcome after which its runner takes another line."""
        outcome = outcomes.load(self._settings.runs_dir / claim.run_id, claim.token)
        return outcome is not None and outcomes.leaves_worker_fit(outcome)

    def _start(self, *arguments: str) -> _Spare:
        self._settings.home.mkdir(parents=True, exist_ok=True)
        with (self._settings.home / "runners.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "resnet_core.jobs.runner", *arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                text=True,
                env=self._environment,
                start_new_session=True,
            )
        if "--spare" not in arguments:
            _close(process.stdin)
        self._children.append(process)
        return _Spare(process, processes.ref_of(process.pid))


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which a child process finds this package and has these settings."""
    values = settings.model_dump()
    values |= {name: value.resolve() for name, value in values.items() if isinstance(value, Path)}
    path = os.pathsep.join(filter(None, (str(_PACKAGE_PARENT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, **{f"LAB_{name.upper()}": str(value) for name, value in values.items()}, "PYTHONPATH": path}


def _hand_over(process: subprocess.Popen[str], claim: Claim) -> bool:
    """Whether the spare was there to take the claim."""
    assert process.stdin is not None, "a spare is started with a pipe"
    try:
        process.stdin.write(f"{claim.run_id} {claim.token}\n")
        process.stdin.flush()
    except OSError:
        _log.warning("a spare runner (process %s) was gone when it was needed", process.pid)
        _close(process.stdin)
        return False
    return process.poll() is None


def _close(pipe: IO[str] | None) -> None:
    """None; it is closed, even when nobody is left to read what was written last."""
    if pipe is not None:
        with contextlib.suppress(OSError):
            pipe.close()
