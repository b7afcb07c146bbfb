"""A rehearsal that goes on beside the pages: a thread that keeps what it finds, and a process that opens the pages."""

import json
import logging
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from resnet_core.errors import LabError, StoreError
from resnet_core.jobs.service import Desk
from resnet_core.room.lesson import Lesson, Step
from resnet_core.room.rehearsal import Asked, Look, Looked, Rehearsal, Rehearsed
from resnet_core.wording import Message

_log = logging.getLogger(__name__)
_PACKAGE_PARENT = Path(__file__).parents[2]
_END_SECONDS = 5.0

Looker = Callable[[], AbstractContextManager[Look]]
"""Makes what opens pages, as long as the rehearsal goes on."""


class RehearsalError(LabError):
    """The pages cannot be opened."""


class Process:
    """A process that reads the address of a step a line, and answers with a line of JSON: what its page asks."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command

    def __enter__(self) -> Look:
        """What opens a page in that process."""
        self._process = subprocess.Popen(
            self._command, cwd=_PACKAGE_PARENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        return self._look

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends it, whatever it does."""
        self._process.kill()
        self._process.communicate(timeout=_END_SECONDS)

    def _look(self, step: Step) -> Looked:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{step.address}\n")
            told = json.loads(self._process.stdout.readline())
        except (OSError, ValueError) as error:
            raise RehearsalError("pages-not-opened", page=step.page) from error
        asked = tuple(Asked(each["kind"], each["config"], each["pressed"]) for each in told["asked"])
        return Looked(told["seconds"], asked, tuple(told["parts"]), told["failed"])


class Rehearsing:
    """A rehearsal of a lesson under way, or over. Threads may share it."""

    def __init__(self, desk: Desk, lesson: Lesson, *, learners: int, looker: Looker) -> None:
        self.lesson = lesson
        self.learners = learners
        self.steps: tuple[Rehearsed, ...] = ()
        self.why: Message | None = None
        """Of an end before its time."""
        self._looker = looker
        self._desk = desk
        self._rehearsal: Rehearsal | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._go, name="rehearsal", daemon=True)

    def start(self) -> Self:
        """Lets it begin."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends it after what it does now."""
        self._stopped.set()
        if self._rehearsal is not None:
            self._rehearsal.stop()

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it."""
        return self._stopped.is_set()

    @property
    def goes_on(self) -> bool:
        """Whether it has not come to its end."""
        return self._thread.is_alive()

    @property
    def doing(self) -> str:
        """What it does now, as a code."""
        return "opening" if self._rehearsal is None else self._rehearsal.doing

    def of(self, step: Step) -> Rehearsed | None:
        """How this step went, in the state in which it was rehearsed or in the one found instead; None: not yet."""
        return next((each for each in self.steps if _is_of(each, step)), None)

    def _go(self) -> None:
        try:
            with self._looker() as look:
                self._rehearsal = rehearsal = Rehearsal(self._desk, look, learners=self.learners)
                if self.stopped:
                    rehearsal.stop()
                for step in rehearsal.steps(self.lesson):
                    self.steps = (*self.steps, step)
        except (LabError, StoreError) as error:
            self.why = error.message
        except OSError:
            _log.exception("a rehearsal could not go on")
            self.why = RehearsalError("pages-not-opened", page="").message


def _is_of(rehearsed: Rehearsed, step: Step) -> bool:
    states = {rehearsed.step.state, *([rehearsed.instead.step.state] if rehearsed.instead else [])}
    return rehearsed.step.page == step.page and step.state in states
