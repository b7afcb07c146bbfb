"""The sentences a learner reads when a run ends early."""

import pytest

from resnet_core.analysis import room
from resnet_core.config import NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.errors import DataError
from resnet_core.jobs import outcomes
from resnet_core.jobs.outcomes import Outcome

CONFIG = {"training": {"batch_size": 64}}


def raised(error):
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - the test wants every kind
        return outcomes.of_exception(caught, CONFIG)


def test_a_diverged_run_names_the_step_and_a_smaller_learning_rate():
    outcome = raised(outcomes.diverged(120, 0.5))
    assert (outcome.state, outcome.error_kind) == ("diverged", "diverged")
    assert "step 120" in outcome.message
    assert "0.05" in outcome.message


def test_the_labs_own_errors_are_shown_as_they_stand():
    outcome = raised(DataError("train-images is damaged; fetch it again"))
    assert (outcome.error_kind, outcome.message) == ("refused", "train-images is damaged; fetch it again")


def test_a_full_accelerator_asks_for_half_the_batch():
    out_of_memory = type("OutOfMemoryError", (RuntimeError,), {})
    assert raised(out_of_memory("CUDA")).error_kind == "gpu_oom"
    assert "32 instead of 64" in raised(out_of_memory("CUDA")).message


def test_a_run_that_held_too_much_is_told_a_batch_that_fits_and_not_just_half_of_it():
    large = NetworkConfig(
        input_size=96, stem_channels=64, stages=tuple(StageConfig(blocks=9, channels=64 * 2**i) for i in range(2))
    )
    config = RunConfig(network=large, training=TrainingConfig(batch_size=1024))
    outcome = outcomes.memory_limit(config.model_dump(mode="json"), 8000)
    assert outcome.error_kind == "memory_limit"
    batch = room.batch_that_fits(config, 8000)
    assert batch is not None
    assert batch < 512
    assert f"Choose a batch of {batch}." in outcome.message


def test_a_bug_of_ours_is_called_one_and_hides_the_folders_of_the_machine():
    outcome = raised(KeyError("stage"))
    assert outcome.error_kind == "error"
    assert "not in your settings" in outcome.message
    assert 'File "test_outcomes.py"' in outcome.detail
    assert __file__.rsplit("/", 1)[0] not in outcome.detail


def test_the_same_bug_has_the_same_code_and_another_bug_another():
    def code(error):
        return raised(error).message.split("code ")[1][:4]

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
    assert any(word in ENDS[end](True).message for word in promises)
    assert not any(word in ENDS[end](False).message for word in promises)


def test_a_question_that_took_too_long_is_told_to_ask_for_less():
    message = outcomes.time_limit(60, 40, saved=False).message
    assert message.startswith("Stopped at the time limit of 1 min at step 40; nothing of it is kept. Ask for less")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.5, "0.5 s"), (90, "90 s"), (900, "15 min"), (14400, "4 h"), (5400, "90 min")]
)
def test_a_duration_is_said_in_its_largest_whole_unit(seconds, words):
    assert outcomes.duration(seconds) == words


def test_an_outcome_comes_back_for_its_own_attempt_only(tmp_path):
    outcome = Outcome("failed", "refused", "why", "trace")
    outcomes.save(tmp_path, "token", outcome)
    assert outcomes.load(tmp_path, "token") == outcome
    assert outcomes.load(tmp_path, "other") is None


def test_no_outcome_and_half_an_outcome_are_none(tmp_path):
    assert outcomes.load(tmp_path, "token") is None
    (tmp_path / "outcome.json").write_text('{"token": "tok')
    assert outcomes.load(tmp_path, "token") is None
