"""Finds runs whose agent went away and questions that nobody waits for, and has the agents kept.

Runs start without it: agents claim them (`agent`). Any number of dispatchers may exist, in servers or on their own; the
one that holds the lease looks after the runs, the others stand by. It keeps nothing in memory that matters: the truth
is in the store, so the next one goes on where this one ended.
"""

import contextlib
import logging
import threading
import time

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import onlookers, processes, states
from resnet_core.jobs.launcher import Launcher
from resnet_core.jobs.leases import Lease
from resnet_core.jobs.states import Claim, FencedError
from resnet_core.schema import Run
from resnet_core.store import Store
from resnet_core.wording import message

_log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
LEASE = "dispatcher"
STALE_SECONDS = 5.0
"""A heartbeat this old makes the dispatcher ask the launcher; an agent beats once a second."""
HOPELESS_SECONDS = 60.0
"""After this long without a heartbeat an agent is ended, or given up where we cannot look."""


class Dispatcher:
    """A thread that ticks once a second, and at once when woken."""

    def __init__(self, store: Store, launcher: Launcher) -> None:
        self._store = store
        self._launcher = launcher
        self._lease = Lease(store, LEASE)
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, name="dispatcher", daemon=True)
        self._last_tick = self._sees_since = self._last_withdrawal = time.time()
        self._trust_heartbeats_at = 0.0

    def start(self) -> None:
        """Starts the dispatcher, which works until `stop` or the end of its process."""
        self._thread.start()

    def wake(self) -> None:
        """Lets a run start now: an agent that waits claims it, or else the next tick, which comes now, starts one."""
        self._launcher.wake()
        self._wake.set()

    def stop(self, *, drain: bool = True) -> None:
        """Ends the dispatcher; `drain` saves the runs of this machine and queues them for the next agent."""
        self._ending.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2 * TICK_SECONDS)
        self._launcher.close(drain=drain)
        with contextlib.suppress(StoreUnavailableError):
            self._lease.release()

    def tick(self) -> None:
        """Goes one round: looks for lost runs if it is ours to do so, and tends the agents."""
        self._notice_gap()
        if self._lease.hold():
            for run in states.active(self._store):
                self._look_after(run)
            self._withdraw_forgotten()
        self._launcher.tend()

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
            reason = message("outcome-runner-gone")
            state = states.requeue(self._store, Claim(run.id, str(run.token)), reason=reason, lost=True)
            _log.warning("run %s lost its process; it is %s now", run.id, state)

    def _withdraw_forgotten(self) -> None:
        """Now and then; after a pause of our own the pages have to say anew what they show."""
        if time.time() - self._last_withdrawal > onlookers.AGAIN_SECONDS:
            self._last_withdrawal = time.time()
            onlookers.withdraw_forgotten(self._store, since=self._sees_since)
