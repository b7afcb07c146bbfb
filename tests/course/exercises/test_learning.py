"""Learning to do nothing: counts as torch has them, choices as recorded, and words that the recorded numbers bear."""

import pytest
import torch

from resnet_core.course.exercises import learning, recorded
from resnet_core.course.exercises.learning import LEARNING
from resnet_core.course.exercises.tasks import Choice, Number
from resnet_core.studies.identity.question import CHANNELS, PLAIN, RESIDUAL, ZERO, IdentityQuestion

LENGTHS = IdentityQuestion().lengths
[IDENTITY] = [exercise for exercise in LEARNING if exercise.name == "identity"]


def right():
    return {task.name: task.right for task in IDENTITY.tasks() if isinstance(task, Number | Choice)}


def test_the_counts_are_those_of_a_convolution_that_passes_all_maps_on():
    kernel = torch.nn.init.dirac_(torch.empty(CHANNELS, CHANNELS, 3, 3))
    assert right()["identity-ones"] == (kernel == 1).sum() == kernel.sum()
    assert right()["identity-zeros"] == (kernel == 0).sum()
    assert IDENTITY.facts()["weights"] == kernel.numel()


def test_what_the_words_say_of_the_rows_was_recorded():
    found = recorded.lessons()
    assert found[PLAIN, 1].missed > 0
    for blocks in LENGTHS:
        assert found[RESIDUAL, blocks].last.high < found[PLAIN, blocks].last.mean
        assert found[ZERO, blocks].steps.high == 0
        assert blocks == 1 or found[PLAIN, blocks].missed == found[PLAIN, blocks].seeds == len(recorded.attempts())
    assert found[RESIDUAL, 8].first.low > 1
    assert found[RESIDUAL, 8].missed > 0


@pytest.mark.parametrize(
    ("plain", "residual", "four"),
    [(0, 0, "both"), (1, 0, "residual"), (0, 1, "plain"), (1, 1, "neither")],
)
def test_which_row_of_four_learns_follows_from_the_runs(monkeypatch, plain, residual, four):
    found = dict(recorded.lessons())
    for kind, missed in ((PLAIN, plain), (RESIDUAL, residual)):
        found[kind, 4] = found[kind, 4]._replace(missed=missed)
    monkeypatch.setattr(learning, "lessons", lambda: found)
    assert right()["identity-four"] == four


def test_a_row_that_starts_at_zero_needs_steps_where_a_run_needed_some(monkeypatch):
    assert right()["identity-zero"] == "nothing"
    found = dict(recorded.lessons())
    found[ZERO, 8] = found[ZERO, 8]._replace(steps=found[ZERO, 8].steps._replace(high=3))
    monkeypatch.setattr(learning, "lessons", lambda: found)
    assert right()["identity-zero"] == "fewer"
