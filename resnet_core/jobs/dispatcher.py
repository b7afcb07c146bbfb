"""Gives free slots to waiting runs, and finds runs whose process went away.

Any number of dispatchers may exist, in servers or on their own (`python -m resnet_core.jobs.dispatcher`); the one that
holds the lease works, the others stand by. It keeps nothing in memory that matters: the truth is in the store, so the
next one goes on where this one ended.
"""

import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import leases, onlookers, processes, states
from resnet_core.jobs.launcher import Launcher, Local
from resnet_core.jobs.states import Claim, FencedError
from resnet_core.probes.catalogue import QUICK
from resnet_core.settings import Settings, settings
from resnet_core.store import Run, Store

_log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
LEASE, LEASE_SECONDS = "dispatcher", 6.0
STALE_SECONDS = 5.0
"""A heartbeat this old makes the dispatcher ask the launcher; the runner beats once a second."""
HOPELESS_SECONDS = 60.0
"""After this long without a heartbeat a process is ended, or given up where we cannot look."""
DRAIN_SECONDS = 8.0


class Dispatcher:
    """A thread that ticks once a second, and at once when woken."""

    def __init__(self, store: Store, launcher: Launcher, settings: Settings) -> None:
        self._store = store
        self._launcher = launcher
        self._slots = settings.slots
        self._probe_slots = settings.probe_slots
        self._me = processes.ref_of(os.getpid())
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="dispatcher", daemon=True)
        self._last_tick = self._sees_since = self._last_withdrawal = time.time()
        self._trust_heartbeats_at = 0.0
        self._leads = False

    def start(self) -> None:
        """None; the dispatcher works until `stop`, or until its process ends."""
        self._thread.start()

    def wake(self) -> None:
        """None; the next tick comes now."""
        self._wake.set()

    def stop(self, *, drain: bool = True) -> None:
        """None; with `drain`, the runs of this machine are saved and wait in the queue for the next dispatcher."""
        self._ending.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2 * TICK_SECONDS)
        with contextlib.suppress(StoreUnavailableError):
            if drain and self._leads:
                self._drain()
            leases.release(self._store, LEASE, holder=self._me)
        self._launcher.close()

    def tick(self) -> None:
        """None; one round: hold the lease, look for lost runs, start what may start."""
        self._notice_gap()
        if not self._lead():
            return
        for run in states.active(self._store):
            self._look_after(run)
        self._withdraw_forgotten()
        self._fill(self._slots, self._launcher.submit)
        self._fill(self._probe_slots, self._launcher.answer, probes=True)
        training = [run for run in states.active(self._store) if run.kind not in QUICK]
        self._launcher.tend(busy=len(training) >= self._slots)

    def _work(self) -> None:
        while not self._ending.is_set():
            try:
                self.tick()
            except StoreUnavailableError as error:
                _log.warning("%s", error)
            except Exception:  # noqa: BLE001 - a queue that stops for a bug stops every learner; it is logged whole
                _log.exception("the dispatcher's tick failed")
            self._wake.wait(TICK_SECONDS)
            self._wake.clear()

    def _notice_gap(self) -> None:
        """After a pause of our own (laptop asleep, store away) every heartbeat is old: let them come in first."""
        now = time.time()
        if not 0 <= now - self._last_tick < processes.GAP_SECONDS:
            self._trust_heartbeats_at = now + 2 * STALE_SECONDS
            self._sees_since = now
        self._last_tick = now

    def _lead(self) -> bool:
        """Whether we hold the lease; that of a dead process of this machine is not waited out."""
        holder = leases.holder_of(self._store, LEASE)
        if holder not in (None, self._me) and processes.alive(holder) is False:
            leases.release(self._store, LEASE, holder=str(holder))
        self._leads = leases.acquire(self._store, LEASE, holder=self._me, seconds=LEASE_SECONDS)
        return self._leads

    def _look_after(self, run: Run) -> None:
        """Never by the heartbeat alone: a busy machine misses beats, and a clock may be set."""
        silence = abs(time.time() - (run.heartbeat or 0.0))
        if silence < STALE_SECONDS or time.time() < self._trust_heartbeats_at:
            return
        alive = self._launcher.alive(run.ref)
        if alive is False:
            self._requeue(run)
        elif silence > HOPELESS_SECONDS:
            if alive:
                self._launcher.kill(str(run.ref))
            self._requeue(run)

    def _requeue(self, run: Run) -> None:
        with contextlib.suppress(FencedError):  # its runner has come to an end in this very moment
            reason = "The process that looked after it went away."
            state = states.requeue(self._store, Claim(run.id, str(run.token)), reason=reason, lost=True)
            _log.warning("run %s lost its process; it is %s now", run.id, state)

    def _withdraw_forgotten(self) -> None:
        """Now and then; after a pause of our own the pages have to say anew what they show."""
        if time.time() - self._last_withdrawal > onlookers.AGAIN_SECONDS:
            self._last_withdrawal = time.time()
            onlookers.withdraw_forgotten(self._store, since=self._sees_since)

    def _fill(self, slots: int, start: Callable[[Claim], str], *, probes: bool = False) -> None:
        """None; as many runs as there are slots have been started with `start`, or nothing waits."""
        while (claim := states.claim_next(self._store, slots=slots, probes=probes)) and self._launch(claim, start):
            pass

    def _launch(self, claim: Claim, start: Callable[[Claim], str]) -> bool:
        """Whether a process runs it now; if not, the next tick tries again."""
        try:
            ref = start(claim)
        except OSError as error:
            states.requeue(self._store, claim, reason=f"No process could be started ({error}).", lost=True)
            return False
        with contextlib.suppress(FencedError):  # a very short run may be over already
            states.beat(self._store, claim, ref=ref)
        return True

    def _drain(self) -> None:
        """Waits for the runs to be saved: where the server is a container's first process, its end is theirs."""
        refs = [run.ref for run in states.active(self._store) if run.ref and self._launcher.alive(run.ref)]
        for ref in refs:
            self._launcher.drain(ref)
        deadline = time.monotonic() + DRAIN_SECONDS
        while any(self._launcher.alive(ref) for ref in refs) and time.monotonic() < deadline:
            time.sleep(0.1)


def main() -> None:
    """None; dispatches until SIGTERM or Ctrl-C, then drains."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    ended = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: ended.set())
    dispatcher = Dispatcher(Store(settings().database), Local(settings()), settings())
    dispatcher.start()
    while not ended.wait(1.0):  # a plain wait() would not let Windows see Ctrl-C
        pass
    dispatcher.stop()


if __name__ == "__main__":
    main()
