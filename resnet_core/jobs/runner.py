"""Looks after one attempt of a run and its worker, for the agent that claimed it.

It never imports torch, so it stays small and alive when the worker, its child, runs out of memory or hangs. It beats
once a second, reads the wish to stop, keeps the limits, and turns the worker's exit into a state and a reason.
"""

import contextlib
import json
import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import crashes, outcomes, processes, states
from resnet_core.jobs.outcomes import FENCED, FULL, INTERRUPTED, Outcome
from resnet_core.jobs.states import Claim, FencedError
from resnet_core.jobs.took import with_forecast
from resnet_core.schema import Run
from resnet_core.settings import Settings
from resnet_core.store import Store
from resnet_core.studies.catalogue import QUICK, STUDIES
from resnet_core.wording import message

_log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
GRACE_SECONDS = 10.0
"""For a step and a checkpoint of a training that gives way to all else on a busy machine, which 5 were too few for."""
_KILLED, _TERMINATED = -9, -15


@dataclass(frozen=True)
class Ending:
    """Why the worker was told to end: a `limit` it broke, or the wish to stop, or the drain of this machine."""

    why: str
    limit: Outcome | None = None


class Supervisor:
    """One attempt and its worker."""

    def __init__(self, claim: Claim, worker: subprocess.Popen[str], *, store: Store, settings: Settings) -> None:
        self._claim = claim
        self._worker = worker
        self._settings = settings
        self._folder = settings.runs_dir / claim.run_id
        self._store = store
        self._ref = processes.ref_of(os.getpid())
        self._draining = False
        self._ending: Ending | None = None
        self._kill_at = float("inf")
        self._started = time.monotonic()
        self._last_beat = self._awake_since = time.time()
        self._run: Run | None = None

    def drain(self) -> None:
        """Asks the worker to save, at the next beat, which comes now."""
        self._draining = True

    def run(self) -> bool:
        """Whether the worker waits for another claim; if not, it has ended. The store knows how it went."""
        fit = False
        try:
            with contextlib.suppress(StoreUnavailableError):
                states.advance(self._store, self._claim, to="starting")
            code = self._watch()
            if code != FENCED:
                self._patiently_conclude(code)
                fit = self._has_answered() and self._worker.poll() is None
        except FencedError as error:
            _log.warning("%s", error)
        finally:
            if not fit:
                self._worker.kill()
                self._worker.wait()
        return fit

    def _watch(self) -> int:
        """The worker's exit code, 0 as well when it has answered a question; until then one beat a second."""
        while True:
            self._beat()
            if self._ending is None:
                self._judge()
            if time.monotonic() >= self._kill_at:
                self._worker.kill()
            code = self._pause()
            if code is not None:
                return code

    def _pause(self) -> int | None:
        """The worker's exit code, or None when it is time for the next beat."""
        until = time.monotonic() + BEAT_SECONDS
        while time.monotonic() < until:
            code = self._worker.poll()
            if code is not None or (self._draining and self._ending is None):
                return code
            if self._has_answered():
                return 0
            time.sleep(0.02)
        return None

    def _has_answered(self) -> bool:
        """Whether this was a question, and its worker is fit for the next."""
        if self._run is None or self._run.kind not in QUICK:
            return False
        outcome = outcomes.load(self._folder, self._claim.token)
        return outcome is not None and outcomes.leaves_worker_fit(outcome)

    def _beat(self) -> None:
        """Tells the store that the run is alive; while it does not answer, what we knew of the run still holds."""
        now = time.time()
        if now - self._last_beat > processes.GAP_SECONDS:
            self._awake_since = now  # the machine slept: no step in that time is nobody's fault
        self._last_beat = now
        try:
            self._run = states.beat(self._store, self._claim, ref=self._ref)
        except StoreUnavailableError as error:
            _log.warning("%s", error)

    def _judge(self) -> None:
        if self._draining:
            self._end(Ending("drain"))
        elif self._run and self._run.state == "stopping":
            self._end(Ending("stop"))
        elif self._run and (limit := self._broken_limit(self._run)):
            self._end(Ending("limit", limit), at_once=limit.error_kind == "memory_limit")

    def _broken_limit(self, run: Run) -> Outcome | None:
        limits = self._settings
        if processes.tree_bytes(self._worker.pid) > limits.memory_limit_mb * 2**20:
            return outcomes.memory_limit(json.loads(run.config), limits.memory_limit_mb)
        if time.monotonic() - self._started > limits.time_limit_s:
            return outcomes.time_limit(limits.time_limit_s, run.step, saved=run.kind not in STUDIES)
        if time.time() - max(run.progress_at or 0.0, self._awake_since) > limits.stall_limit_s:
            return outcomes.stalled(limits.stall_limit_s, saved=run.kind not in STUDIES)
        return None

    def _end(self, ending: Ending, *, at_once: bool = False) -> None:
        """Asks the worker to save and leave, and ends it when it has not after a step or two and the grace."""
        self._ending = ending
        step_seconds = (self._run.step_seconds if self._run else None) or 0.0
        self._kill_at = time.monotonic() + (0.0 if at_once else GRACE_SECONDS + 2 * step_seconds)
        if not at_once:
            self._worker.terminate()

    def _patiently_conclude(self, code: int) -> None:
        """Tells the outcome, through an outage too; after that a dispatcher finds the run lost and resumes it."""
        deadline = time.monotonic() + states.OUTAGE_SECONDS
        while True:
            try:
                self._conclude(code)
                return
            except StoreUnavailableError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(BEAT_SECONDS)

    def _conclude(self, code: int) -> None:
        run = states.beat(self._store, self._claim, ref=self._ref)
        outcome = outcomes.load(self._folder, self._claim.token)
        outcome = outcome or self._unwritten(run, code)
        if outcome is not None:
            told = with_forecast(outcome, run, limit_mb=self._settings.memory_limit_mb)
            states.finish(self._store, self._claim, told)
        elif self._ending or code in (INTERRUPTED, _TERMINATED):
            reason = message("outcome-paused")
            states.requeue(self._store, self._claim, reason=reason, lost=False)
        elif crashes.came_again(self._folder, code):
            config = json.loads(run.config)
            outcome = crashes.crashed(code, run.step, device=run.device, config=config)
            states.finish(self._store, self._claim, outcome)
        else:
            states.requeue(self._store, self._claim, reason=crashes.lost(code), lost=True)

    def _unwritten(self, run: Run, code: int) -> Outcome | None:
        """How the run has ended whose worker wrote no outcome; None where it is to go on."""
        saved = run.kind not in STUDIES
        if self._ending and self._ending.limit:
            return self._ending.limit
        if run.state == "stopping" and code == FULL and saved:
            return outcomes.stopped_on_a_full_disk(run.step)
        if run.state == "stopping":
            return outcomes.stopped(run.step, forced=code == _KILLED, saved=saved)
        return outcomes.disk_full() if code == FULL and not self._ending else None


def start_worker() -> subprocess.Popen[str]:
    """A worker that prepares itself and waits for its claim on stdin; when the pipe closes, it ends.

    It gives way to pages from its first moment: to prepare takes a core for seconds, and most often nobody waits.
    """
    worker = subprocess.Popen(
        [sys.executable, "-m", "resnet_core.jobs.worker"], stdin=subprocess.PIPE, text=True, start_new_session=True
    )
    processes.give_way(worker.pid, processes.BEHIND_PAGES)
    return worker


def hand_over(worker: subprocess.Popen[str], claim: Claim) -> None:
    """Starts the worker on the claim. The pipe stays open for as long as we live."""
    assert worker.stdin is not None, "a worker is started with a pipe"
    worker.stdin.write(f"{claim.run_id} {claim.token}\n")
    worker.stdin.flush()
