"""What a task may do to its run: tell how far it is, add to its curves, leave files, and ask whether to stop.

Nothing a task tells waits for the store: a thread writes twice a second what has gathered, and keeps it while the store
does not answer. So an outage, a locked database or a full disk costs no step of training.
"""

import hashlib
import logging
import math
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from resnet_core.database import StoreUnavailableError
from resnet_core.errors import StoreError
from resnet_core.jobs import states
from resnet_core.jobs.outcomes import FENCED
from resnet_core.jobs.states import Claim, FencedError, Progress, Report
from resnet_core.settings import Settings
from resnet_core.store import Artifact, Point, Run, Store

_log = logging.getLogger(__name__)

FLUSH_SECONDS = 0.5
MAX_BUFFERED = 200_000
"""Points kept while the store is away; about 20 MB, or an hour and a half of a fast run."""


class Interrupted(Exception):
    """The task has seen `stop_wanted`, has saved its run, and leaves."""


class Reporter:
    """The thread that carries reports to the store."""

    def __init__(self, store: Store, claim: Claim, run: Run) -> None:
        self.stop_asked = threading.Event()
        self._store = store
        self._claim = claim
        self._lock = threading.Lock()
        self._flushing = threading.Lock()
        self._told = Report()
        self._progress = Progress(step=run.step, total_steps=run.total_steps, device=run.device, data=run.data)
        self._hurry = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="reporter", daemon=True)
        self._thread.start()

    def moved(self, **changes: Any) -> None:
        """None; the run is alive, and `changes` of its progress will be told."""
        with self._lock:
            self._progress = replace(self._progress, **changes, progress_at=time.time())
            self._told.progress = self._progress

    def add(self, told: Report) -> None:
        """None; points, events and artifacts will be told. StoreError when the store has been away for too long."""
        with self._lock:
            first = bool(told.points) and self._progress.step <= 1
            _append(self._told, told)
            waiting = len(self._told.points)
        if first:
            self._hurry.set()  # the first point of a curve is what a learner waits for
        if waiting > MAX_BUFFERED:
            raise StoreError(
                f"the run store has not answered for {waiting:,} measurements; check it, then resume the run"
            )

    def settle(self) -> None:
        """None; what was told is in the store by now, or the store does not answer."""
        try:
            self._flush()
        except StoreUnavailableError as error:
            _log.warning("%s", error)

    def close(self) -> None:
        """None; everything is told. StoreUnavailableError after ten minutes of trying."""
        self._closing.set()
        self._hurry.set()
        self._thread.join()
        deadline = time.monotonic() + states.OUTAGE_SECONDS
        while True:
            try:
                self._flush()
                return
            except StoreUnavailableError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(FLUSH_SECONDS)

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                self.settle()
            except FencedError as error:
                _log.warning("%s", error)
                os._exit(FENCED)  # now, and not after a step that would write over the new attempt's files
            self._hurry.wait(FLUSH_SECONDS)
            self._hurry.clear()

    def _flush(self) -> None:
        with self._flushing:  # one at a time, so that nothing told later arrives before what has to be told again
            with self._lock:
                told, self._told = self._told, Report()
            if told == Report():
                return
            try:
                if states.report(self._store, self._claim, told):
                    self.stop_asked.set()
            except StoreUnavailableError:
                with self._lock:
                    _append(told, self._told)
                    told.progress = self._told.progress or told.progress
                    self._told = told
                raise


class Context:
    """A task's view of its run."""

    def __init__(self, run: Run, config: dict[str, Any], *, settings: Settings, reporter: Reporter) -> None:
        self.run_id = run.id
        self.config = config
        self.settings = settings
        self.folder = settings.runs_dir / run.id
        self._reporter = reporter

    def emit(self, step: int, values: Mapping[str, float]) -> None:
        """None; one point on each of the named curves. NaN is kept and infinity becomes NaN."""
        points = [Point(key, step, value if math.isfinite(value) else math.nan) for key, value in values.items()]
        self._reporter.add(Report(points=points))

    def progress(self, **changes: Any) -> None:
        """None; the named fields of `states.Progress` have changed; without any, the run just shows that it moves."""
        self._reporter.moved(**changes)

    def event(self, kind: str, detail: str) -> None:
        """None; something worth telling happened."""
        self._reporter.add(Report(events=[(kind, detail)]))

    def artifact(self, kind: str, path: Path) -> None:
        """None; the file, which is in the run's folder, can be found under `kind`."""
        content = path.read_bytes()
        where = path.relative_to(self.settings.runs_dir).as_posix()
        artifact = Artifact(kind, where, len(content), hashlib.sha256(content).hexdigest())
        self._reporter.add(Report(artifacts=[artifact]))

    def settle(self) -> None:
        """None; what was told so far outlives this process, unless the store does not answer now."""
        self._reporter.settle()

    def ask_stop(self, *_signal: object) -> None:
        """None; `stop_wanted` from now on. Fit to be a signal handler."""
        self._reporter.stop_asked.set()

    def stop_wanted(self) -> bool:
        """Whether the task should save its run and raise Interrupted."""
        return self._reporter.stop_asked.is_set()


def _append(told: Report, more: Report) -> None:
    told.points += more.points
    told.events += more.events
    told.artifacts += more.artifacts
