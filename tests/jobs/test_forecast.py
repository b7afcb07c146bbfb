"""What a training was told to need, held against a real one: a worker of its own trains a few steps."""

import os

import pytest

from resnet_core.config import DataConfig
from resnet_core.jobs import processes, states
from resnet_core.jobs.admission import Needs
from resnet_core.jobs.launcher import environment
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.runner import Supervisor, hand_over, start_worker
from resnet_core.jobs.service import Lab
from resnet_core.presets import PRESETS

QUICK = PRESETS["quick"]
STEPS = 3
FEW = DataConfig(source="sketches", train_images=STEPS * QUICK.training.batch_size, test_images=100)


@pytest.fixture
def on_cpu(lab_settings, monkeypatch):
    """The settings of a lab without a card, for this process and its worker."""
    chosen = lab_settings.model_copy(update={"device": "cpu"})
    for name, value in environment(chosen).items():
        monkeypatch.setenv(name, value)
    return chosen


@pytest.fixture
def trained(store, on_cpu):
    """A run of the quick preset over a few batches, as its worker left it."""
    run_id = (
        Lab(store, on_cpu).of(LOCAL).submit("train", QUICK.model_copy(update={"data": FEW}).model_dump(mode="json"))
    )
    claim = states.claim_next(store, slots=1, ref=processes.ref_of(os.getpid()))
    worker = start_worker()
    hand_over(worker, claim)
    Supervisor(claim, worker, store=store, settings=on_cpu).run()
    worker.stdin.close()
    return store.run(run_id)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_training_holds_as_much_memory_as_was_foretold(trained):
    assert (trained.state, trained.step) == ("succeeded", STEPS), trained.detail
    foretold = Needs.from_json(trained.foretold)
    assert foretold.memory_runs == 0, "counted from its sizes"
    assert foretold.memory.least <= trained.peak_mb <= foretold.memory.most
