"""How many actors a cluster is asked for, and what a restarted one hands back; a list of names plays Ray."""

import os
from collections import defaultdict
from contextlib import closing

import pytest

from resnet_core.jobs import processes, states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.store import Store


@pytest.fixture
def ray_pool():
    """The module, where there is Ray."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("ray", reason="no Ray; pip install -r requirements-cluster.txt")
    from resnet_core.jobs import ray_pool

    return ray_pool


class Ray:
    """A cluster that does what it is asked at once."""

    def __init__(self):
        self.util, self.options_of = self, {}
        self.connected, self.namespace = 0, ""
        self.namespaces: dict[str, dict[str, Actor]] = defaultdict(dict)

    @property
    def actors(self):
        return self.namespaces[self.namespace]

    def is_initialized(self):
        return bool(self.connected)

    def init(self, _address, *, namespace, **_options):
        self.connected += 1
        self.namespace = namespace

    def shutdown(self):
        self.connected = 0

    def list_named_actors(self):
        return list(self.actors)

    def get_actor(self, name):
        return self.actors[name]

    def remote(self, _seat):
        return Options(self)


class Options:
    def __init__(self, ray):
        self.ray = ray

    def options(self, **options):
        self.chosen = options
        return self

    def remote(self, name, surroundings):
        self.ray.actors[name] = Actor(self.ray, name)
        self.ray.options_of[name] = self.chosen, surroundings


class Actor:
    def __init__(self, ray, name):
        self.leave, self.ray, self.name = self, ray, name

    def remote(self):
        del self.ray.actors[self.name]


@pytest.fixture
def ray(ray_pool, monkeypatch):
    ray = Ray()
    monkeypatch.setattr(ray_pool, "ray", ray)
    return ray


@pytest.fixture
def pool(ray, ray_pool, store, lab_settings):
    known = {"ray_address": "head:6379", "slots": 3, "quick_slots": 1, "warm_workers": 1, "ray_gpus": 0.25}
    return ray_pool.RayPool(store, lab_settings.model_copy(update=known))


def test_one_actor_waits_and_each_run_with_a_slot_gets_another(pool, ray, submit):
    pool.tend()
    assert list(ray.actors) == ["agent 0"]
    for _ in range(2):
        submit()
    pool.tend()
    assert list(ray.actors) == ["agent 0", "agent 1"]


def test_there_are_never_more_actors_than_slots(pool, ray, store, submit):
    for number in range(9):
        submit()
        states.claim_next(store, slots=3, ref=f"node:{number}:1.00")
    pool.tend()
    assert len(ray.actors) == 4, "three that train, and the one that answers questions"


def test_an_actor_that_is_gone_for_good_is_made_again(pool, ray):
    pool.tend()
    ray.actors.clear()
    pool.tend()
    assert list(ray.actors) == ["agent 0"]


def test_a_cluster_that_refuses_is_connected_to_anew(pool, ray, monkeypatch):
    pool.tend()

    def refuse():
        raise RuntimeError("WrongClusterID")

    with monkeypatch.context() as another_head:
        another_head.setattr(ray, "list_named_actors", refuse)
        with pytest.raises(RuntimeError):
            pool.tend()
    assert not ray.connected
    pool.tend()
    assert ray.connected


def test_an_actor_that_nobody_needs_leaves_after_a_while(pool, ray, ray_pool, store, submit, monkeypatch):
    submit()
    claim = states.claim_next(store, slots=3, ref="node:1:1.00")
    pool.tend()
    assert list(ray.actors) == ["agent 0", "agent 1"]
    states.finish(store, claim, Outcome("succeeded"))
    pool.tend()
    assert list(ray.actors) == ["agent 0", "agent 1"]
    monkeypatch.setattr(ray_pool, "SURPLUS_SECONDS", -1.0)
    pool.tend()
    assert list(ray.actors) == ["agent 0"]


def test_an_actor_is_detached_restarted_for_ever_and_asks_for_its_share(pool, ray):
    pool.tend()
    options, surroundings = ray.options_of["agent 0"]
    assert (options["lifetime"], options["max_restarts"]) == ("detached", -1)
    assert (options["num_cpus"], options["num_gpus"]) == (1, 0.25)
    assert surroundings["LAB_RAY_ADDRESS"] == "head:6379"
    assert not any("LAB_" in name for name in options["runtime_env"]["env_vars"]), "the dashboard shows these"


def test_two_labs_on_one_cluster_have_agents_of_their_own(pool, ray, ray_pool, tmp_path, submit):
    submit()
    submit()
    pool.tend()
    first = ray.namespace
    pool.close(drain=False)
    with closing(Store(f"sqlite:///{tmp_path / 'another.db'}")) as store:
        another = ray_pool.RayPool(store, pool._settings)
        another.tend()
        assert len(ray.actors) == 1
        another.close(drain=False)
    assert len(ray.namespaces[first]) == 2


def test_the_next_server_of_a_lab_finds_the_agents_of_the_one_before(pool, ray, ray_pool, store):
    pool.tend()
    pool.close(drain=False)
    ray_pool.RayPool(store, pool._settings).tend()
    assert list(map(len, ray.namespaces.values())) == [1]


def test_closing_leaves_the_actors_where_they_are(pool, ray):
    pool.tend()
    pool.close(drain=True)
    assert list(ray.actors) == ["agent 0"]
    assert not ray.connected


def test_a_restarted_actor_hands_back_what_it_held_and_nothing_else(ray_pool, store, submit):
    seat = ray_pool.Seat.__new__(ray_pool.Seat)
    seat._name = "agent 0"
    mine, others = submit(), submit()
    states.claim_next(store, slots=2, ref="node:1:1.00")
    states.claim_next(store, slots=2, ref="node:2:1.00")
    ray_pool.leases.acquire(store, "seat agent 0", holder="node:1:1.00", seconds=0.0)
    seat._hand_back(store)
    assert (store.run(mine).state, store.run(others).state) == ("queued", "assigned")
    assert ray_pool.leases.holder_of(store, "seat agent 0") == processes.ref_of(os.getpid())
    claim = states.claim_next(store, slots=2, ref=processes.ref_of(os.getpid()))
    seat._hand_back(store)
    assert store.run(claim.run_id).state == "assigned", "it is the same process as before"
