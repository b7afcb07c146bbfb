"""The sentences a learner reads when a run ends early."""

import errno

import pytest

from resnet_core.analysis import memory
from resnet_core.config import NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.errors import DataError
from resnet_core.jobs import outcomes
from resnet_core.jobs.outcomes import Outcome
from resnet_core.wording import message, sentence

CONFIG = {"training": {"batch_size": 64}}


def raised(error):
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - the test wants every kind
        return outcomes.of_exception(caught, CONFIG)


def test_a_diverged_run_names_the_step_and_a_smaller_learning_rate():
    outcome = raised(outcomes.diverged(120, 0.5))
    assert (outcome.state, outcome.error_kind) == ("diverged", "diverged")
    assert outcome.message == message("error-diverged", step=120, smaller_lr=0.05)


def test_the_labs_own_errors_are_shown_as_they_stand():
    outcome = raised(DataError("train-images is damaged; fetch it again"))
    assert (outcome.error_kind, outcome.message) == (
        "refused",
        message("error-plain", text="train-images is damaged; fetch it again"),
    )


def test_a_full_accelerator_asks_for_half_the_batch():
    out_of_memory = type("OutOfMemoryError", (RuntimeError,), {})
    assert raised(out_of_memory("CUDA")).error_kind == "gpu_oom"
    assert raised(out_of_memory("CUDA")).message == message("outcome-accelerator-full-batch", batch=64, half=32)


def test_a_run_that_held_too_much_is_told_a_batch_that_fits_and_not_just_half_of_it():
    large = NetworkConfig(
        input_size=96, stem_channels=64, stages=tuple(StageConfig(blocks=9, channels=64 * 2**i) for i in range(2))
    )
    config = RunConfig(network=large, training=TrainingConfig(batch_size=1024))
    outcome = outcomes.memory_limit(config.model_dump(mode="json"), 8000)
    assert outcome.error_kind == "memory_limit"
    batch = memory.batch_that_fits(config, 8000)
    assert batch is not None
    assert batch < 512
    assert outcome.message == message("outcome-memory-limit-batch", limit_mb=8000, batch=batch)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_no_bug_of_ours(number):
    outcome = raised(OSError(number, "no room"))
    assert (outcome.error_kind, outcome.message) == ("disk_full", message("outcome-disk-full"))
    assert raised(OSError(errno.EIO, "no such luck")).error_kind == "error"


def test_an_outcome_that_finds_no_room_leaves_no_part_of_itself(tmp_path, monkeypatch):
    outcomes.save(tmp_path, "first", Outcome("succeeded"))

    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="no room"):
        outcomes.save(tmp_path, "second", Outcome("succeeded"))
    assert len(list(tmp_path.iterdir())) == 1
    assert outcomes.load(tmp_path, "first") == Outcome("succeeded")


def test_a_bug_of_ours_is_called_one_and_hides_the_folders_of_the_machine():
    outcome = raised(KeyError("stage"))
    assert outcome.error_kind == "error"
    assert outcome.message.id == "outcome-lab-fault"
    assert 'File "test_outcomes.py"' in outcome.detail
    assert __file__.rsplit("/", 1)[0] not in outcome.detail


def test_the_same_bug_has_the_same_code_and_another_bug_another():
    def code(error):
        return raised(error).message.values["mark"]

    assert code(KeyError("a")) == code(KeyError("a"))
    assert code(KeyError("a")) != code(ValueError("b"))


ENDS = {
    "time limit": lambda saved: outcomes.time_limit(60, 40, saved=saved),
    "stalled": lambda saved: outcomes.stalled(60, saved=saved),
    "stopped": lambda saved: outcomes.stopped(40, forced=False, saved=saved),
    "killed": lambda saved: outcomes.stopped(40, forced=True, saved=saved),
}


@pytest.mark.parametrize("end", ENDS)
def test_only_what_saves_its_steps_says_that_it_is_saved_or_can_be_resumed(end):
    promises = ("saved", "Resume", "go on")
    kept, lost = (sentence(told) for saved in (True, False) if (told := ENDS[end](saved).message))
    assert any(word in kept for word in promises)
    assert not any(word in lost for word in promises)


def test_a_question_that_took_too_long_is_told_to_ask_for_less():
    told = outcomes.time_limit(60, 40, saved=False).message
    assert told == message("outcome-time-limit-lost", limit=outcomes.duration(60), step=40)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.5, "0.5 s"), (90, "90 s"), (900, "15 min"), (14400, "4 h"), (5400, "90 min")]
)
def test_a_duration_is_said_in_its_largest_whole_unit(seconds, words):
    assert sentence(outcomes.duration(seconds)) == words


def test_an_outcome_comes_back_for_its_own_attempt_only(tmp_path):
    outcome = Outcome(
        "failed", "refused", message("error-growth-diverged", net=message("phase-small-net"), step=3), "trace"
    )
    outcomes.save(tmp_path, "token", outcome)
    assert outcomes.load(tmp_path, "token") == outcome
    assert outcomes.load(tmp_path, "other") is None


def test_no_outcome_and_half_an_outcome_are_none(tmp_path):
    assert outcomes.load(tmp_path, "token") is None
    (tmp_path / "outcome.json").write_text('{"token": "tok')
    assert outcomes.load(tmp_path, "token") is None
