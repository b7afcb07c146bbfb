"""A store, settings with their own home, and runs without training."""

import json
import sys

import pytest

from resnet_core.jobs import states
from resnet_core.jobs.states import NewRun
from resnet_core.settings import Settings
from resnet_core.store import Store


@pytest.fixture
def lab_settings(tmp_path, database):
    return Settings(home=tmp_path, data_dir=tmp_path / "no data", database_url=database, warm_workers=0, threads=1)


@pytest.fixture
def store(lab_settings):
    store = Store(lab_settings.database)
    yield store
    store.close()


@pytest.fixture
def submit(store):
    def submit(owner="ada", key=None):
        return states.submit(store, NewRun("train", json.dumps({"training": {"batch_size": 64}}), "", owner, key, "s"))

    return submit


@pytest.fixture
def ask(store):
    """Queues a new question."""

    def ask():
        return states.submit(store, NewRun("three_forms", "{}", "", "ada", None, ""))

    return ask


@pytest.fixture
def claim_next(store):
    """Claims the run whose turn it is, with room for one more than run now."""

    def claim_next():
        claim = states.claim_next(store, slots=len(states.active(store)) + 1)
        assert claim is not None
        return claim

    return claim_next


@pytest.fixture
def claim_question(store):
    """Claims the question whose turn it is."""

    def claim_question():
        claim = states.claim_next(store, slots=len(states.active(store)) + 1, quick=True)
        assert claim is not None
        return claim

    return claim_question


@pytest.fixture
def claimed(submit, claim_next):
    """A claim on a new run."""
    submit()
    return claim_next()


@pytest.fixture
def python():
    return sys.executable
