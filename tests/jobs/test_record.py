"""Recording a run for the gallery."""

import numpy as np
import pytest
from safetensors import safe_open

from resnet_core import gallery
from resnet_core.config import GrowthConfig, RunConfig, parse
from resnet_core.jobs import record
from resnet_core.settings import Settings

TINY = parse(
    RunConfig,
    {
        "network": {"stem_channels": 4, "stages": [{"blocks": 1, "channels": 4}]},
        "data": {"train_images": 600, "test_images": 100},
        "training": {"epochs": 2, "batch_size": 50, "seed": 3},
    },
)


@pytest.fixture(scope="module")
def recorded(fashion_mnist, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "PRESETS", {"tiny": TINY})
        patch.setattr(record, "POINTS", 10)
        patch.setattr(record, "settings", lambda: Settings(data_dir=fashion_mnist, device="cpu", threads=1))
        return record.record("tiny", folder), folder


def test_what_is_written_is_what_is_read(recorded):
    recording, folder = recorded
    assert gallery.load("tiny", folder).model_dump(mode="json") == recording.model_dump(mode="json")


def test_a_recording_says_what_where_and_how(recorded):
    recording, _ = recorded
    assert (recording.config, recording.data, recording.seed) == (TINY, "fashion-mnist", 3)
    assert recording.machine
    assert recording.seconds > 0


def test_curves_are_thinned_and_tests_are_kept(recorded):
    curves = recorded[0].curves
    assert len(curves["train_loss"].steps) == 10
    assert curves["train_loss"].steps[-1] == 24
    assert curves["test_accuracy"].steps == (12, 24)


def test_small_weights_and_the_wrong_pictures_are_kept(recorded):
    recording, folder = recorded
    with safe_open(folder / "tiny" / "weights.safetensors", "np") as weights:
        assert weights.get_tensor("head.fc.weight").shape == (10, 4)
    assert len(np.load(folder / "tiny" / "wrong_images.npy")) == len(recording.results["wrong"])


def test_grown_nets_are_recorded_with_every_seed(fashion_mnist, tmp_path, monkeypatch):
    monkeypatch.setattr(record, "SEEDS", (4, 5))
    monkeypatch.setattr(record, "settings", lambda: Settings(data_dir=fashion_mnist, device="cpu", threads=1))
    tiny = GrowthConfig(source="fashion-mnist", steps=5, further_steps=5, train_images=300, test_images=50)
    recording = record.record_growth(tmp_path, config=tiny)
    assert gallery.growth(tmp_path) == recording
    assert [growth.seed for growth in recording.growths] == [4, 5]
