"""The training task on a tiny network, in this process, with a context that only listens."""

import json
import math
from typing import Any, cast

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

from resnet_core.jobs import tasks
from resnet_core.jobs.answers import ANSWERS
from resnet_core.jobs.context import Context, Interrupted, Unsaved
from resnet_core.jobs.outcomes import DivergenceError
from resnet_core.settings import Settings
from resnet_core.training import checkpoints
from resnet_core.wording import message
from tests.refusals import refused

TRAINING = {"epochs": 2, "batch_size": 10}


pytestmark = pytest.mark.usefixtures("one_thread")


class Listener:
    """A context that keeps what it is told, and wants to stop once it has heard of step `stop_at`."""

    def __init__(self, folder, *, stop_at=math.inf, **training):
        self.config: dict[str, Any] = {
            "network": {"stem_channels": 4, "stages": [{"blocks": 1, "channels": 4}]},
            "data": {"source": "sketches", "train_images": 50, "test_images": 20},
            "training": {**TRAINING, **training},
        }
        self.settings = Settings(home=folder, data_dir=folder / "none", device="cpu")
        self.folder = folder
        self.stop_at = stop_at
        self.curves, self.now, self.events, self.artifacts = {}, {}, [], {}

    def emit(self, step, values):
        for key, value in values.items():
            self.curves.setdefault(key, []).append((step, value))

    def progress(self, **changes):
        self.now |= changes

    def event(self, kind, detail):
        self.events.append((kind, detail))

    def artifact(self, kind, path):
        self.artifacts[kind] = path

    def bring_back(self, files):
        """Nothing: the folder is on this machine, as it is where files are kept in their place."""

    share = share_checkpoint = fetch = lambda *_given: None

    def settle(self):
        self.settled = True

    def stop_wanted(self):
        return self.now.get("step", 0) >= self.stop_at


def train(listener):
    tasks.train(cast(Context, listener))


def test_a_run_leaves_curves_progress_and_results(tmp_path):
    listener = Listener(tmp_path)
    train(listener)
    assert [step for step, _loss in listener.curves["train_loss"]] == list(range(1, 11))
    assert [step for step, _accuracy in listener.curves["test_accuracy"]] == [5, 10]
    assert (listener.now["step"], listener.now["total_steps"], listener.now["data"]) == (10, 10, "sketches")
    results = json.loads(listener.artifacts["results"].read_text())
    assert sum(map(sum, results["confusion"])) == 20
    assert results["test_accuracy"] == pytest.approx(listener.curves["test_accuracy"][-1][1])
    wrong = np.load(listener.artifacts["wrong_images"])
    assert (wrong.shape, wrong.dtype) == ((len(results["wrong"]), 28, 28), np.uint8)


def test_a_run_that_is_asked_to_stop_saves_itself_and_the_next_one_ends_alike(tmp_path):
    whole, first, second = (Listener(tmp_path / name) for name in ("whole", "cut", "cut"))
    train(whole)
    first.stop_at = 1
    with pytest.raises(Interrupted):
        train(first)
    assert (tmp_path / "cut" / "last.safetensors").exists()
    train(second)
    assert second.events[0][0] == "checkpoint read"
    assert whole.artifacts["weights"].read_bytes() == second.artifacts["weights"].read_bytes()


def test_a_test_of_the_network_is_left_at_once_and_made_after_the_resume(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "BOUNDARY_SECONDS", 0.0)
    listener = Listener(tmp_path)
    listen = listener.progress

    def progress(**changes):
        if not changes and listener.now["phase"] == message("phase-testing"):  # the first batch of the test
            listener.stop_at = 0
        listen(**changes)

    monkeypatch.setattr(listener, "progress", progress)
    with pytest.raises(Interrupted):
        train(listener)
    assert "test_accuracy" not in listener.curves
    again = Listener(tmp_path)
    train(again)
    assert ("checkpoint read", "goes on from step 5") in again.events
    assert [step for step, _accuracy in again.curves["test_accuracy"]] == [5, 10]


def test_a_diverged_run_keeps_its_curve_up_to_the_first_value_that_is_no_number(tmp_path):
    listener = Listener(tmp_path, epochs=100, lr=100.0, schedule="constant", momentum=0.99)
    with pytest.raises(DivergenceError, match="Try a ten times smaller learning rate: 10"):
        train(listener)
    losses = [loss for _step, loss in listener.curves["train_loss"]]
    assert not math.isfinite(losses[-1])
    assert all(map(math.isfinite, losses[:-1]))
    assert not {"weights", "results"} & listener.artifacts.keys()


def test_small_weights_are_kept_after_every_epoch(tmp_path):
    listener = Listener(tmp_path)
    train(listener)
    early, late, final = (load_file(listener.artifacts[kind]) for kind in ("epoch_1", "epoch_2", "weights"))
    assert not torch.equal(early["head.fc.weight"], final["head.fc.weight"])
    assert all(torch.equal(late[name], final[name]) for name in final)


def test_weights_that_are_large_together_are_not_kept_after_every_epoch(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "MAX_SNAPSHOT_BYTES", 10)
    listener = Listener(tmp_path)
    train(listener)
    assert "epoch_1" not in listener.artifacts


def test_a_full_disk_costs_the_checkpoint_and_not_the_run(tmp_path, monkeypatch):
    def full(_path, _trainer, **_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoints, "save", full)
    listener = Listener(tmp_path)
    train(listener)
    assert ("checkpoint skipped", "step 10: No space left on device") in listener.events
    assert len(listener.curves["train_loss"]) == 10


def test_a_run_that_is_stopped_on_a_full_disk_says_that_it_could_not_be_saved(tmp_path, monkeypatch):
    def full(_path, _trainer, **_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoints, "save", full)
    with pytest.raises(Unsaved):
        train(Listener(tmp_path, stop_at=3))


def test_a_curve_is_settled_before_its_checkpoint(tmp_path, monkeypatch):
    listener = Listener(tmp_path)
    monkeypatch.setattr(checkpoints, "save", lambda *_, **__: listener.events.append(("saved", str(listener.settled))))
    listener.settled = False
    train(listener)
    assert ("saved", "True") in listener.events
    assert ("saved", "False") not in listener.events


def test_a_long_run_tells_every_kth_step(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "MAX_POINTS", 4)
    listener = Listener(tmp_path)
    train(listener)
    assert [step for step, _loss in listener.curves["train_loss"]] == [3, 6, 9]
    assert [step for step, _loss in listener.curves["test_loss"]] == [5, 10]


def test_a_config_that_is_none_is_refused(tmp_path):
    listener = Listener(tmp_path, epochs=0)
    with refused("too-small", setting="training.epochs", value="0"):
        train(listener)


def test_a_run_that_cannot_fit_is_refused_before_anything_is_loaded(tmp_path):
    listener = Listener(tmp_path, batch_size=1024)
    listener.config["network"] = {"input_size": 512, "stages": [{"blocks": 9, "channels": 64}]}
    listener.config["data"]["train_images"] = 60_000
    with refused("net-needs-memory", limit_mb=8000):
        train(listener)
    assert listener.now == {}


GROWTH = {"source": "sketches", "train_images": 300, "test_images": 50, "steps": 5, "further_steps": 5}


def test_growing_nets_tells_its_steps_and_leaves_results(tmp_path):
    listener = Listener(tmp_path)
    listener.config = GROWTH
    ANSWERS["growth"](cast(Context, listener))
    assert (listener.now["step"], listener.now["total_steps"], listener.now["data"]) == (30, 30, "sketches")
    assert len(json.loads(listener.artifacts["results"].read_text())["nets"]) == 5


def test_growing_nets_stops_at_a_step(tmp_path):
    listener = Listener(tmp_path, stop_at=7)
    listener.config = GROWTH
    with pytest.raises(Interrupted):
        ANSWERS["growth"](cast(Context, listener))
    assert listener.now["step"] == 7
    assert "results" not in listener.artifacts


def test_the_onnx_file_of_a_run_holds_its_trained_weights(tmp_path):
    """`Listener` keeps its runs in the folder `runs`, as a lab with this home does."""
    run_id = "0123456789abcdef"
    asking, training = Listener(tmp_path), Listener(tmp_path / "runs" / run_id)
    training.folder.mkdir(parents=True)
    train(training)
    asking.config = {"network": training.config["network"], "weights": f"run:{run_id}"}
    ANSWERS["onnx"](cast(Context, asking))
    kept = {each.name: numpy_helper.to_array(each) for each in onnx.load(asking.artifacts["onnx"]).graph.initializer}
    for name, values in load_file(training.artifacts["weights"]).items():
        if values.ndim:
            np.testing.assert_array_equal(kept[name], values.numpy())
