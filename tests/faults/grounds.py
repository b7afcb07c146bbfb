"""On what every fault is tried: where the runs are kept, and what runs them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from resnet_core.jobs.dispatcher import Dispatcher
from resnet_core.jobs.launcher import Apart, Local
from resnet_core.settings import Settings
from resnet_core.store import Store
from tests.faults.cluster import RayCluster
from tests.postgresql import Cluster

SQLITE, POSTGRESQL, RAY = "sqlite+local", "postgresql+local", "postgresql+ray"
"""`database+engine`; Ray has two nodes on this machine."""
NAMES = (SQLITE, POSTGRESQL, RAY)
AWAY_SECONDS = 7.0
"""Longer than a write waits for the store."""

_NO_NODES = "one machine has neither nodes nor a head, and its server keeps the agents itself"
_IN_THE_WORKER = "it happens between a worker and its folder, which are the same on each"
_IN_THE_AGENT = "it happens between an agent and its worker; PostgreSQL has it under Ray"
ONLY = {
    "test_agents_are_on_the_nodes_and_not_on_the_head": ((RAY,), _NO_NODES),
    "test_a_run_whose_keeper_is_killed_does_not_notice_and_another_keeper_comes": ((RAY,), _NO_NODES),
    "test_a_run_whose_node_is_killed_goes_on_at_another": ((RAY,), _NO_NODES),
    "test_a_run_whose_head_is_killed_ends_as_it_would_have_and_the_next_head_gets_the_next_run": ((RAY,), _NO_NODES),
    "test_a_run_goes_on_without_its_server_and_the_next_one_finds_it": (
        (SQLITE, POSTGRESQL),
        "under Ray the server leaves the agents to a keeper, which is killed in a test of its own",
    ),
    "test_a_server_that_ends_in_good_order_saves_its_runs_and_the_next_one_starts_them": (
        (SQLITE, POSTGRESQL),
        "a cluster goes on without its servers, however they ended",
    ),
    "test_no_process_of_an_ended_run_is_left": (
        (SQLITE, POSTGRESQL),
        "an agent of Ray stays, and takes a new worker",
    ),
    "test_a_worker_that_crashes_twice_at_the_same_place_ends_its_run_and_resume_tries_once": (
        (SQLITE, RAY),
        _IN_THE_AGENT,
    ),
    "test_a_worker_that_hangs_is_ended_and_leaves_its_last_checkpoint": ((SQLITE, RAY), _IN_THE_AGENT),
    "test_a_damaged_checkpoint_costs_some_steps_and_not_the_run": ((SQLITE,), _IN_THE_WORKER),
    "test_a_loss_that_is_no_number_ends_as_diverged_and_keeps_its_curve": ((SQLITE,), _IN_THE_WORKER),
    "test_two_workers_that_draw_maps_at_once_never_mix_them": ((SQLITE,), _IN_THE_WORKER),
}
"""The grounds of a test that has no meaning on the others, or proves nothing new there, and why."""


def tried_on(test: str) -> tuple[str, ...]:
    """The grounds that a test of a scene runs on."""
    return ONLY[test][0] if test in ONLY else NAMES


class Ground(NamedTuple):
    """One of them."""

    name: str
    server: Cluster | None
    """Of the database, where it has one."""
    nodes: RayCluster | None
    """What the agents are on, where that is not this machine."""

    def settings(self, home: Any, **more: Any) -> Settings:
        """Of a lab with a store of its own, on one thread of the processor."""
        url = self.server.new_database() if self.server else ""
        ray = self.nodes.address if self.nodes else ""
        known = {"home": home, "data_dir": home / "none", "database_url": url, "threads": 1, "device": "cpu"}
        return Settings(**{"ray_address": ray, "warm_workers": 1, **known, **more})

    @contextmanager
    def agents(self, store: Store, settings: Settings) -> Iterator[None]:
        """Agents do the runs of this store."""
        if self.nodes:
            keeper = Apart(settings)
            keeper.start()
            yield
            keeper.stop()
        else:
            dispatcher = Dispatcher(store, Local(store, settings))
            dispatcher.start()
            yield
            dispatcher.stop(drain=False)

    @contextmanager
    def store_away(self, settings: Settings) -> Iterator[None]:
        """The store takes no writes then, and for some seconds more: its server crashed, or its file is locked."""
        if self.server:
            self.server.stop()
            try:
                yield
                time.sleep(AWAY_SECONDS)
            finally:
                self.server.start()
        else:
            holder = Store(settings.database)
            with holder.write():
                yield
                time.sleep(AWAY_SECONDS)
            holder.close()
