"""Looks after one attempt of a run: `python -m resnet_core.jobs.runner RUN_ID TOKEN`, or `--spare` to wait for a line.

After a probe it waits for the next line, with the same worker.

It never imports torch, so it stays small and alive when the worker, its child, runs out of memory or hangs. It beats
once a second, reads the wish to stop, keeps the limits, and turns the worker's exit into a state and a reason. SIGTERM
means: save the run and hand it back to the queue.
"""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import crashes, outcomes, processes, states
from resnet_core.jobs.outcomes import FENCED, INTERRUPTED, Outcome
from resnet_core.jobs.states import Claim, FencedError
from resnet_core.probes.catalogue import PROBES, QUICK
from resnet_core.settings import Settings, settings
from resnet_core.store import Run, Store

_log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
GRACE_SECONDS = 5.0
_KILLED, _TERMINATED = -9, -15


@dataclass(frozen=True)
class Ending:
    """Why the worker was told to end: a `limit` it broke, or the wish to stop, or the drain of this machine."""

    why: str
    limit: Outcome | None = None


class Supervisor:
    """One attempt and its worker."""

    def __init__(self, claim: Claim, worker: subprocess.Popen[str], settings: Settings) -> None:
        self._claim = claim
        self._worker = worker
        self._settings = settings
        self._folder = settings.runs_dir / claim.run_id
        self._store = Store(settings.database)
        self._ref = processes.ref_of(os.getpid())
        self._draining = False
        self._ending: Ending | None = None
        self._kill_at = float("inf")
        self._started = time.monotonic()
        self._last_beat = self._awake_since = time.time()
        self._run: Run | None = None

    def drain(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """None; the worker is asked to save at the next beat, which comes now."""
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
            self._store.close()
            if not fit:
                self._worker.kill()
                self._worker.wait()
        return fit

    def _watch(self) -> int:
        """The worker's exit code, 0 as well when it has answered a probe; until then one beat a second."""
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
        """Whether this was a probe, and its worker is fit for the next."""
        if self._run is None or self._run.kind not in QUICK:
            return False
        outcome = outcomes.load(self._folder, self._claim.token)
        return outcome is not None and outcomes.leaves_worker_fit(outcome)

    def _beat(self) -> None:
        """None; while the store does not answer the worker trains on, and what we knew of the run still holds."""
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
            return outcomes.time_limit(limits.time_limit_s, run.step, saved=run.kind not in PROBES)
        if time.time() - max(run.progress_at or 0.0, self._awake_since) > limits.stall_limit_s:
            return outcomes.stalled(limits.stall_limit_s, saved=run.kind not in PROBES)
        return None

    def _end(self, ending: Ending, *, at_once: bool = False) -> None:
        """None; the worker is asked to save and leave, and ended when it has not after a step or two and the grace."""
        self._ending = ending
        step_seconds = (self._run.step_seconds if self._run else None) or 0.0
        self._kill_at = time.monotonic() + (0.0 if at_once else GRACE_SECONDS + 2 * step_seconds)
        if not at_once:
            self._worker.terminate()

    def _patiently_conclude(self, code: int) -> None:
        """None; an outage of the store is waited out. Past that, a dispatcher will find the run lost and resume it."""
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
        ending = self._ending
        if outcome is None and ending and ending.limit:
            outcome = ending.limit
        if outcome is None and run.state == "stopping":
            outcome = outcomes.stopped(run.step, forced=code == _KILLED, saved=run.kind not in PROBES)
        if outcome is not None:
            states.finish(self._store, self._claim, outcome)
        elif ending or code in (INTERRUPTED, _TERMINATED):
            reason = "The machine asked it to pause."
            states.requeue(self._store, self._claim, reason=reason, lost=False)
        elif crashes.came_again(self._folder, code):
            config = json.loads(run.config)
            outcome = crashes.crashed(code, run.step, device=run.device, config=config)
            states.finish(self._store, self._claim, outcome)
        else:
            states.requeue(self._store, self._claim, reason=crashes.lost(code), lost=True)


def start_worker() -> subprocess.Popen[str]:
    """A worker that prepares itself and waits for its claim on stdin; when the pipe closes, it ends."""
    return subprocess.Popen(
        [sys.executable, "-m", "resnet_core.jobs.worker"], stdin=subprocess.PIPE, text=True, start_new_session=True
    )


def hand_over(worker: subprocess.Popen[str], claim: Claim) -> None:
    """None; the worker starts on the claim. The pipe stays open for as long as we live."""
    assert worker.stdin is not None, "a worker is started with a pipe"
    worker.stdin.write(f"{claim.run_id} {claim.token}\n")
    worker.stdin.flush()


def wait_for_claim(worker: subprocess.Popen[str]) -> Claim | None:
    """The claim from our own stdin; None, and no worker left, when the launcher is gone."""
    words = sys.stdin.readline().split()
    if len(words) == 2:
        return Claim(*words)
    worker.kill()
    worker.wait()
    return None


def main(arguments: list[str]) -> None:
    """None; one attempt was looked after, from its claim to its final state, and after a probe the next ones."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    worker = start_worker()
    claim = wait_for_claim(worker) if arguments == ["--spare"] else Claim(*arguments)
    while claim is not None:
        with contextlib.suppress(BrokenPipeError):  # a worker that died while it waited is told by its exit code
            hand_over(worker, claim)
        supervisor = Supervisor(claim, worker, settings())
        signal.signal(signal.SIGTERM, supervisor.drain)
        fit = supervisor.run()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        claim = wait_for_claim(worker) if fit else None


if __name__ == "__main__":
    main(sys.argv[1:])
