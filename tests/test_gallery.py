"""The recordings in the repository, and what the reader makes of a bad one."""

import json

import numpy as np
import pytest

from resnet_core import gallery
from resnet_core.errors import DataError
from resnet_core.presets import RECORDED
from resnet_core.studies.catalogue import STUDIES


@pytest.mark.parametrize("name", gallery.names())
def test_every_recording_is_of_real_data_and_of_the_preset_as_it_is_now(name):
    recording = gallery.load(name)
    assert recording.data == "fashion-mnist"
    assert recording.config == RECORDED[name], "the preset has changed since; make record"


@pytest.mark.parametrize("name", gallery.names())
def test_the_numbers_of_a_recording_agree_with_each_other(name):
    recording = gallery.load(name)
    confusion = np.array(recording.results["confusion"])
    assert confusion.sum() == recording.config.data.test_images
    accuracy = np.trace(confusion) / confusion.sum()
    assert recording.curves["test_accuracy"].values[-1] == pytest.approx(accuracy, abs=1e-4)
    kept = gallery.attachment(name, "wrong_images.npy")
    assert kept
    pictures = np.load(kept)
    assert pictures.shape == (len(recording.results["wrong"]), 28, 28)


def test_the_quick_preset_is_recorded():
    assert "quick" in gallery.names()


def test_an_absent_recording_is_named_with_the_way_to_make_it(tmp_path):
    with pytest.raises(DataError, match=r"gallery/x.*record it again"):
        gallery.load("x", tmp_path)


@pytest.mark.parametrize("text", ["", "{", "{}", json.dumps({"name": "x"})])
def test_a_broken_recording_is_a_data_error(tmp_path, text):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "run.json").write_text(text)
    with pytest.raises(DataError, match="gallery/x"):
        gallery.load("x", tmp_path)


def test_an_attachment_that_was_not_kept_is_none(tmp_path):
    assert gallery.attachment("x", "weights.safetensors", tmp_path) is None


MEASURED = [kind for kind in STUDIES if (gallery.GALLERY / kind).is_dir()]


@pytest.mark.parametrize("kind", MEASURED)
def test_recorded_answers_are_of_the_questions_as_they_are_asked_now(kind):
    measured = gallery.measurements(kind)
    assert [entry.config for entry in measured.entries] == [
        question.model_dump(mode="json") for question in STUDIES[kind].recorded()
    ], f"the questions have changed since; python -m resnet_core.jobs.record --keep {kind}"


@pytest.mark.parametrize("kind", MEASURED)
def test_every_recorded_question_finds_its_own_answer(kind):
    measured = gallery.measurements(kind)
    found = [measured.answer(question) for question in STUDIES[kind].recorded()]
    assert found == [entry.answer for entry in measured.entries]


@pytest.mark.parametrize("kind", MEASURED)
def test_recorded_answers_are_of_real_data(kind):
    named = [entry.answer["data"] for entry in gallery.measurements(kind).entries if "data" in entry.answer]
    assert set(named) <= {"fashion-mnist"}


def test_every_kind_with_questions_to_record_is_recorded():
    assert sorted(MEASURED) == sorted(kind for kind, question in STUDIES.items() if question.recorded())


def test_a_question_that_was_not_recorded_has_no_answer():
    measured = gallery.measurements("growth")
    question = STUDIES["growth"].recorded()[0]
    assert measured.answer(question) == measured.entries[0].answer
    assert measured.answer(question.model_copy(update={"seed": 99})) is None


def test_absent_answers_are_named_with_the_way_to_record_them(tmp_path):
    with pytest.raises(DataError, match=r"gallery/growth.*record growth"):
        gallery.measurements("growth", tmp_path)
