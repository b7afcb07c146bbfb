"""The bug clinic: every patient has its bug and no other, and mended ones have none."""

import pytest

from resnet_core.course.exercises.clinic import PATIENTS, RELU_BEFORE, bugs, examine
from resnet_core.course.exercises.learning import LETTERS, curves, starts
from resnet_core.course.exercises.pasted import parsed
from resnet_core.course.exercises.recorded import harms
from resnet_core.course.exercises.table import EXERCISES
from resnet_core.course.exercises.tasks import Choice
from resnet_core.studies.bugs.question import NONE, NORM_TWICE, PLAIN_LIST, SOFTMAX, ZERO_GRAD

MENDED = RELU_BEFORE.replace("F.relu(self.bn2(self.conv2(y)))", "self.bn2(self.conv2(y))").replace(
    "return x + y", "return F.relu(x + y)"
)


@pytest.mark.parametrize("bug", PATIENTS)
def test_a_patient_has_its_bug_and_no_other(bug):
    assert list(bugs(parsed(PATIENTS[bug]))) == [bug]
    assert examine(PATIENTS[bug]).code == bug


@pytest.mark.parametrize(
    ("bug", "old", "new"),
    [
        ("softmax", ", nn.Softmax(dim=1)", ""),
        ("zero-grad", "loss.backward()", "optimiser.zero_grad(); loss.backward()"),
        ("plain-list", "[Residual(c) for _ in range(n)]", "nn.ModuleList(Residual(c) for _ in range(n))"),
    ],
)
def test_a_mended_patient_has_no_bug(bug, old, new):
    assert list(bugs(parsed(PATIENTS[bug].replace(old, new)))) == []


def test_the_first_patient_mended_is_sound():
    assert examine(MENDED).right


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("self.bn2(self.conv2(y))", "self.bn1(self.conv2(y))", "norm-twice"),
        ("return F.relu(x + y)", "return F.relu(y)", "no-addition"),
        ("def forward", "def backward_", "no-forward"),
        ("class", "klass", "unreadable"),
    ],
)
def test_a_block_of_ones_own_is_told_its_first_bug(old, new, code):
    assert examine(MENDED.replace(old, new)).code == code


def test_a_loop_that_never_steps_is_found():
    assert list(bugs(parsed("optimiser.zero_grad()\nloss.backward()"))) == ["no-step"]


def test_the_curves_of_the_reading_room_are_recorded_and_give_nothing_away_by_their_order():
    names = [name for name, _ in curves()]
    assert sorted(names) == ["plain20", "plain56", "residual20", "residual56"]
    assert names != sorted(names)
    ends = {name: sum(losses[-20:]) / 20 for name, losses in curves()}
    right = [LETTERS.index(task.right) for task in EXERCISES["reading"].tasks()[::2] if isinstance(task, Choice)]
    assert names[right[0]] == max(ends, key=lambda name: ends[name])
    assert [name for name, _ in starts()][right[1]] == "warm_up"


def test_what_the_answer_says_of_each_bug_is_what_was_measured():
    """It says: learns nothing; still learns, and less; trains well, and fails when it is tested."""
    found = harms()
    healthy, chance = found[NONE].accuracy, 0.1
    assert found[ZERO_GRAD].accuracy.high < 1.2 * chance
    for bug in (SOFTMAX, PLAIN_LIST):
        assert 5 * chance < found[bug].accuracy.low < found[bug].accuracy.high < healthy.low
    assert found[NORM_TWICE].loss.mean < 1.05 * found[NONE].loss.mean
    assert found[NORM_TWICE].accuracy.high < 0.6 * healthy.low
    assert found[PLAIN_LIST].params < 0.05 * found[NONE].params
