"""Recording a run for the gallery."""

import numpy as np
import pytest
from safetensors import safe_open

from resnet_core import gallery
from resnet_core.config import RunConfig, parse
from resnet_core.jobs import record
from resnet_core.settings import Settings
from resnet_core.studies.catalogue import Kind
from resnet_core.studies.growth.question import GrowthQuestion

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
        patch.setattr(record, "RECORDED", {"tiny": TINY})
        patch.setattr(record, "POINTS", 10)
        patch.setattr(record, "SNAPSHOTS", {"tiny": (5,)})
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


def test_weights_are_kept_after_the_steps_that_were_asked_for(recorded):
    _, folder = recorded
    assert gallery.snapshots("tiny", folder) == (5,)
    with (
        safe_open(folder / "tiny" / "weights_5.safetensors", "np") as early,
        safe_open(folder / "tiny" / "weights.safetensors", "np") as late,
    ):
        assert early.keys() == late.keys()
        assert (early.get_tensor("head.fc.weight") != late.get_tensor("head.fc.weight")).any()


def test_small_weights_and_the_wrong_pictures_are_kept(recorded):
    recording, folder = recorded
    with safe_open(folder / "tiny" / "weights.safetensors", "np") as weights:
        assert weights.get_tensor("head.fc.weight").shape == (10, 4)
    assert len(np.load(folder / "tiny" / "wrong_images.npy")) == len(recording.results["wrong"])


@pytest.fixture
def two_questions(fashion_mnist, monkeypatch):
    """The growth question with two small questions to record."""
    tiny = GrowthQuestion(steps=5, further_steps=5, train_images=300, test_images=50)
    questions = tuple(tiny.model_copy(update={"seed": seed}) for seed in (4, 5))
    monkeypatch.setattr(record, "KINDS", {"growth": Kind(GrowthQuestion, recorded=lambda: questions)})
    monkeypatch.setattr(record, "settings", lambda: Settings(data_dir=fashion_mnist, device="cpu", threads=1))
    return questions


def test_every_question_of_a_kind_is_answered_on_real_data(two_questions, tmp_path):
    measured = record.measure("growth", tmp_path)
    assert gallery.measurements("growth", tmp_path) == measured
    assert [entry.answer["seed"] for entry in measured.entries] == [4, 5]
    assert measured.answer(two_questions[1]) == measured.entries[1].answer
    assert {entry.answer["data"] for entry in measured.entries} == {"fashion-mnist"}


def test_answers_to_unchanged_questions_can_be_kept(two_questions, tmp_path, monkeypatch):
    first = record.measure("growth", tmp_path)
    gallery.measurements.cache_clear()
    third = two_questions[0].model_copy(update={"seed": 6})
    monkeypatch.setattr(record, "KINDS", {"growth": Kind(GrowthQuestion, recorded=lambda: (two_questions[1], third))})
    again = record.measure("growth", tmp_path, keep=True)
    assert again.entries[0] == first.entries[1]
    assert again.entries[1].answer["seed"] == 6
