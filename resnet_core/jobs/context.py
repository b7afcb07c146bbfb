"""What a task may do to its run: tell how far it is, add to its curves, leave files, and ask whether to stop.

Nothing a task tells waits for the store: a thread writes twice a second what has gathered, and keeps it while the store
does not answer. So an outage, a locked database or a full disk costs no step of training.
"""

import logging
import math
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from resnet_core.artifacts import Artifacts
from resnet_core.database import StoreUnavailableError
from resnet_core.errors import StoreError
from resnet_core.jobs import processes, states
from resnet_core.jobs.outcomes import FENCED
from resnet_core.jobs.states import Claim, FencedError, Report
from resnet_core.schema import Progress, Run
from resnet_core.settings import Settings
from resnet_core.store import Artifact, Point, Store

_log = logging.getLogger(__name__)

FLUSH_SECONDS = 0.5
_CHECKPOINTS = 2
MAX_BUFFERED = 200_000
"""Points kept while the store is away; about 20 MB, or an hour and a half of a fast run."""


class Interrupted(Exception):
    """The task has seen `stop_wanted`, has saved its run, and leaves."""


class Unsaved(Interrupted):
    """The task leaves as it was asked to, but the disk was full: its run stands where its last checkpoint is."""


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
        self._peak_before = run.peak_mb or 0
        self.peak_mb: Callable[[], int] = processes.peak_mb
        processes.forget_peak()
        self._hurry = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="reporter", daemon=True)
        self._thread.start()

    def moved(self, **changes: Any) -> None:
        """Notes that the run is alive, and what of its progress has changed."""
        with self._lock:
            self._progress = replace(self._progress, **changes, progress_at=time.time())
            self._told.progress = self._progress

    def add(self, told: Report) -> None:
        """Takes points, events and artifacts to tell. StoreError when the store has been away for too long."""
        with self._lock:
            first = bool(told.points) and self._progress.step <= 1
            _append(self._told, told)
            waiting = len(self._told.points)
        if first:
            self._hurry.set()  # the first point of a curve is what a learner waits for
        if waiting > MAX_BUFFERED:
            raise StoreError("store-silent-for-long", waiting=waiting)

    def settle(self) -> bool:
        """Whether all that was told is in the store now; not while it does not answer."""
        try:
            self._flush()
        except StoreUnavailableError as error:
            _log.warning("%s", error)
            return False
        return True

    def left(self, run_id: str) -> tuple[Artifact, ...]:
        """What that run has left in the store."""
        return self._store.artifacts(run_id)

    def close(self) -> None:
        """Tells everything and ends. StoreUnavailableError after ten minutes of trying."""
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
            if told.progress is not None:
                peak_mb = max(self._peak_before, self.peak_mb())
                told.progress = replace(told.progress, peak_mb=peak_mb or None)
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
        self._artifacts = Artifacts(settings)
        self._put_away: list[Artifact] = []

    def emit(self, step: int, values: Mapping[str, float]) -> None:
        """Adds one point to each of the named curves. NaN is kept and infinity becomes NaN."""
        points = [Point(key, step, value if math.isfinite(value) else math.nan) for key, value in values.items()]
        self._reporter.add(Report(points=points))

    def progress(self, **changes: Any) -> None:
        """Tells changed fields of `schema.Progress`; without any, the run just shows that it moves."""
        self._reporter.moved(**changes)

    def measure_peak(self, peak_mb: Callable[[], int]) -> None:
        """Tells from now on these megabytes as what the run held at most, and not those of this process."""
        self._reporter.peak_mb = peak_mb

    def event(self, kind: str, detail: str) -> None:
        """Tells that something worth telling happened."""
        self._reporter.add(Report(events=[(kind, detail)]))

    def artifact(self, kind: str, path: Path) -> None:
        """Keeps the file, which is in the run's folder, under `kind`."""
        self._reporter.add(Report(artifacts=[self._artifacts.keep(kind, path)]))

    def share(self, kind: str, path: Path) -> None:
        """Keeps what only a worker needs that goes on with the run; on one machine the run's folder has it."""
        if self._artifacts.elsewhere:
            self.artifact(kind, path)

    def share_checkpoint(self, newest: str, before: str, path: Path) -> None:
        """Keeps the checkpoint under `newest`, what was there under `before`, and no others, as `share` does."""
        if not self._artifacts.elsewhere:
            return
        self._put_away.append(self._artifacts.keep(newest, path))
        names = zip((newest, before), reversed(self._put_away), strict=False)
        self._reporter.add(Report(artifacts=[artifact._replace(kind=kind) for kind, artifact in names]))
        while self._reporter.settle() and len(self._put_away) > _CHECKPOINTS:
            self._artifacts.forget(self._put_away.pop(0))

    def bring_back(self, files: Mapping[str, str]) -> None:
        """Puts what the run shared last where it was; the file's name by its kind."""
        if self._artifacts.elsewhere:
            for artifact in self._reporter.left(self.run_id):
                if artifact.kind in files:
                    self._artifacts.bring(artifact, self.folder / files[artifact.kind])

    def fetch(self, run_id: str, kind: str) -> None:
        """Puts the weights that another run left under `kind` into that run's folder, where they are kept elsewhere."""
        if self._artifacts.elsewhere:
            for artifact in self._reporter.left(run_id):
                if artifact.kind == kind:
                    self._artifacts.bring(artifact, self.settings.runs_dir / run_id / Path(artifact.path).name)

    def settle(self) -> None:
        """Makes sure that what was told outlives this process, unless the store does not answer now."""
        self._reporter.settle()

    def ask_stop(self, *_signal: object) -> None:
        """Asks the task to stop, as `stop_wanted` says from now on. Fit to be a signal handler."""
        self._reporter.stop_asked.set()

    def stop_wanted(self) -> bool:
        """Whether the task should save its run and raise Interrupted."""
        return self._reporter.stop_asked.is_set()


def _append(told: Report, more: Report) -> None:
    told.points += more.points
    told.events += more.events
    told.artifacts += more.artifacts
