"""Claims runs and looks after each in turn, with a worker that is kept warm: pulled from the store, never pushed.

`python -m resnet_core.jobs.agent` keeps the agents of a machine as a server does, without pages: for systemd, Slurm or
Kubernetes. SIGTERM drains it: its runs are saved and wait for whoever claims them next. Each agent is a process of its
own, `--leashed` to whoever started it: when that is gone it ends its run, and itself. Under Ray it is an actor.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

from resnet_core.database import StoreUnavailableError
from resnet_core.jobs import processes, seats, states
from resnet_core.jobs.dispatcher import Dispatcher
from resnet_core.jobs.launcher import Launcher, Local
from resnet_core.jobs.runner import Supervisor, hand_over, start_worker
from resnet_core.jobs.states import Claim
from resnet_core.settings import Settings, settings
from resnet_core.store import Store

_log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""So often an agent without a run looks for one; whoever shares its machine wakes it at once."""


class Agent:
    """One worker, and the runs that it takes one after the other."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._ref = processes.ref_of(os.getpid())
        self._woken = threading.Event()
        self._leaving = threading.Event()
        self._draining = False
        self._supervisor: Supervisor | None = None

    def wake(self) -> None:
        """Makes it look for a run now."""
        self._woken.set()

    def leave(self) -> None:
        """Lets it end once its run has come to an end."""
        self._leaving.set()
        self._woken.set()

    def drain(self) -> None:
        """Lets it end now: its run is saved and waits for the next agent."""
        self._draining = True
        self.leave()
        if self._supervisor is not None:
            self._supervisor.drain()

    def serve(self) -> None:
        """Takes runs until its worker is spent, as after a training, or until it is told to leave."""
        worker = start_worker()
        try:
            while worker.poll() is None and not self._leaving.is_set():
                claim = self._claim()
                if claim is None:
                    self._woken.wait(LOOK_SECONDS)
                    self._woken.clear()
                elif not self._attend(claim, worker):
                    break
        finally:
            worker.kill()
            worker.wait()

    def _claim(self) -> Claim | None:
        """The run whose turn it is and that has a slot; trainings come first, since a question takes a second."""
        try:
            lanes = seats.lanes(self._store, self._settings)
            for quick, lane in enumerate(lanes):
                if lane.startable and (claim := self._claim_in(bool(quick), slots=lane.slots)):
                    return claim
        except StoreUnavailableError as error:
            _log.warning("%s", error)
        return None

    def _claim_in(self, quick: bool, *, slots: int) -> Claim | None:
        shared = seats.within(seats.place(self._settings))
        return states.claim_next(self._store, slots=slots, quick=quick, ref=self._ref, shared=shared)

    def _attend(self, claim: Claim, worker: subprocess.Popen[str]) -> bool:
        """Whether the worker is fit for another run after this one."""
        with contextlib.suppress(BrokenPipeError):  # a worker that has just died is told by its exit code
            hand_over(worker, claim)
        self._supervisor = Supervisor(claim, worker, store=self._store, settings=self._settings)
        if self._draining:
            self._supervisor.drain()
        try:
            return self._supervisor.run()
        finally:
            self._supervisor = None


def serve_leashed() -> None:
    """Serves for one worker's life; a byte on stdin wakes the agent, and when stdin closes it leaves."""
    agent = Agent(Store(settings().database), settings())
    signal.signal(signal.SIGTERM, lambda *_: agent.drain())
    _heed(woken=agent.wake, gone=agent.leave)
    agent.serve()


def keep_agents(*, for_server: bool) -> None:
    """Keeps the agents of this machine, or of the cluster, until SIGTERM or Ctrl-C or its server's end, then drains."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    store = Store(settings().database)
    dispatcher = Dispatcher(store, launcher(store, settings()))
    dispatcher.start()
    if for_server:
        _heed(woken=dispatcher.wake, gone=ended.set)
    while not ended.wait(1.0):  # a plain wait() would not let Windows see Ctrl-C
        pass
    dispatcher.stop()


def launcher(store: Store, settings: Settings) -> Launcher:
    """What keeps the agents: Ray where its address is set, else this machine."""
    if not settings.ray_address:
        return Local(store, settings)
    from resnet_core.jobs.ray_pool import RayPool  # here because a lab without a cluster has no Ray

    return RayPool(store, settings)


def _heed(*, woken: Callable[[], None], gone: Callable[[], None]) -> None:
    """Lets a thread call `woken` for what comes on stdin, and `gone` when it closes."""

    def heed() -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 64):  # not `sys.stdin`: a thread in a buffered read blocks the interpreter's end
                woken()
        gone()

    threading.Thread(target=heed, name="leash", daemon=True).start()


def main(arguments: list[str]) -> None:
    """One agent, or all of a machine or a cluster."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    if arguments == ["--leashed"]:
        serve_leashed()
    else:
        keep_agents(for_server=arguments == ["--for-server"])


if __name__ == "__main__":
    main(sys.argv[1:])
