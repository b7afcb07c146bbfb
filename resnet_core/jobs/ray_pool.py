"""Agents as actors of a Ray cluster: Ray places, spreads and restarts them, and its autoscaler adds nodes for them.

An actor is no run: it holds an agent, which claims runs from the store as everywhere. It is detached, so it outlives
whoever made it, and named, in a namespace of this lab, so it is there once. What a lost node or a lost head takes
along is in the store. Nodes need the lab, the images, and the way to the store; see docs/RUNNING.md. Imported only
where Ray is used.
"""

import logging
import math
import os
import secrets
import signal
import threading
import time

import ray

from resnet_core.errors import StoreError
from resnet_core.jobs import leases, processes, seats, states
from resnet_core.jobs.agent import Agent
from resnet_core.jobs.launcher import environment
from resnet_core.jobs.states import Claim
from resnet_core.settings import Settings, settings
from resnet_core.store import Store
from resnet_core.wording import message

_log = logging.getLogger(__name__)

_NAMESPACE = "namespace of the cluster"
"""A lease that whoever is first takes for good."""
_AGAIN_SECONDS = 5.0
SURPLUS_SECONDS = 120.0
"""An agent that nobody needs for so long leaves, and its node may go."""


class Seat:
    """The actor: agents one after the other, each with a new worker."""

    def __init__(self, name: str, surroundings: dict[str, str]) -> None:
        os.environ.update(surroundings)  # not as Ray's `env_vars`, which its dashboard shows
        self._name = name
        self._leaving = threading.Event()
        self._agent: Agent | None = None
        self._thread = threading.Thread(target=self._work, name="agents", daemon=True)
        self._thread.start()
        signal.signal(signal.SIGTERM, lambda *_: self.drain())  # a node that drains, or `ray stop`

    def ref(self) -> str:
        """Of the process it is in."""
        return processes.ref_of(os.getpid())

    def leave(self) -> None:
        """Ends the actor for good, once its run has come to an end."""
        self._leaving.set()
        if self._agent:
            self._agent.leave()
        self._thread.join()
        ray.actor.exit_actor()

    def drain(self) -> None:
        """Ends the actor for good; its run is saved and waits for another agent."""
        self._leaving.set()
        if self._agent:
            self._agent.drain()
        self._thread.join()
        ray.actor.exit_actor()

    def _work(self) -> None:
        while not self._leaving.is_set():
            try:
                self._serve()
            except Exception:  # noqa: BLE001 - an actor without an agent would hold its node for nothing
                _log.exception("an agent of %s failed", self._name)
                self._leaving.wait(_AGAIN_SECONDS)

    def _serve(self) -> None:
        store = Store(settings().database)
        try:
            self._hand_back(store)
            self._agent = Agent(store, settings())
            if not self._leaving.is_set():
                self._agent.serve()
        finally:
            store.close()

    def _hand_back(self, store: Store) -> None:
        """Queues what the process held that this actor was before Ray restarted it; Ray knows that it is gone."""
        lease = f"seat {self._name}"
        before = leases.holder_of(store, lease)
        leases.acquire(store, lease, holder=self.ref(), seconds=0.0)
        for run in states.active(store):
            if run.ref == before and before != self.ref():
                reason = message("outcome-runner-gone")
                states.requeue(store, Claim(run.id, str(run.token)), reason=reason, lost=True)


class RayPool:
    """As many actors as there are runs with a slot, and a few that wait. Kept by one process at a time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._lease = leases.Lease(store, "agents of the cluster")
        self._needed: dict[int, float] = {}

    def alive(self, ref: str | None) -> bool | None:
        """Whether the agent is there; None on another machine, where its actor's next process hands its run back."""
        return processes.alive(ref)

    def kill(self, ref: str) -> None:
        """Ends the agent, if it is on this machine; Ray restarts its actor."""
        processes.kill(ref)

    def wake(self) -> None:
        """Nothing to do: agents elsewhere look by themselves."""

    def tend(self) -> None:
        """Makes the actors that are missing, and lets those leave that nobody has needed for a while."""
        if not (self._settings.keeps_agents and self._lease.hold()):
            return
        self._connect()
        lanes = seats.lanes(self._store, self._settings)
        busy = sum(len(lane.refs) for lane in lanes)
        most = self._settings.slots + self._settings.quick_slots
        wanted = min(most, busy + max(lanes.startable, self._settings.warm_workers))
        try:
            there = set(ray.util.list_named_actors())
            for number in range(most):
                self._see_to(number, needed=number < wanted, there=_name(number) in there)
        except Exception:
            ray.shutdown()  # a new head at the same address is another cluster: the next round connects to it
            raise

    def close(self, *, drain: bool) -> None:  # noqa: ARG002 - a cluster goes on without its servers
        """Lets go of the cluster, whose agents go on."""
        try:
            self._lease.release()
        except StoreError as error:
            _log.warning("%s", error)
        ray.shutdown()

    def _see_to(self, number: int, *, needed: bool, there: bool) -> None:
        now = time.monotonic()
        if needed:
            self._needed[number] = now
            if not there:
                self._make(_name(number))
        elif there and now - self._needed.setdefault(number, now) > SURPLUS_SECONDS:
            del self._needed[number]
            ray.get_actor(_name(number)).leave.remote()

    def _connect(self) -> None:
        if not ray.is_initialized():
            ours = namespace(self._store)
            ray.init(self._settings.ray_address, namespace=ours, log_to_driver=False, configure_logging=False)

    def _make(self, name: str) -> None:
        values = environment(self._settings)
        threads = self._settings.threads or 1
        ours = {key: value for key, value in values.items() if key.startswith("LAB_")} | {"LAB_THREADS": str(threads)}
        ray.remote(Seat).options(
            name=name,
            lifetime="detached",
            get_if_exists=True,
            max_restarts=-1,
            num_cpus=threads,
            num_gpus=self._settings.ray_gpus,
            scheduling_strategy="SPREAD",
            runtime_env={"env_vars": {"PYTHONPATH": values["PYTHONPATH"]}},
        ).remote(name, ours)


def namespace(store: Store) -> str:
    """In which the actors of this lab have their names, for other labs may use the same cluster; told by its store."""
    leases.acquire(store, _NAMESPACE, holder=f"residual-lab-{secrets.token_hex(8)}", seconds=math.inf)
    return str(leases.holder_of(store, _NAMESPACE))


def _name(number: int) -> str:
    return f"agent {number}"
