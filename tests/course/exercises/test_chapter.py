"""The chapter's exercises: every task takes its right answer, and tells the usual wrong ones apart."""

import pytest

from resnet_core.config import BlockConfig
from resnet_core.course.exercises.chapter import CHAPTER, cheap_bottleneck, relus_of_the_clean_path, table_row
from resnet_core.course.exercises.table import EXERCISES
from resnet_core.course.exercises.tasks import Choice, Number
from resnet_core.plan.zoo import ZOO

TASKS = [task for exercise in EXERCISES.values() for task in exercise.tasks()]
NUMBERS = [task for task in TASKS if isinstance(task, Number)]
CHOICES = [task for task in TASKS if isinstance(task, Choice)]


def named(name):
    return next(task for task in TASKS if task.name == name)


def test_every_name_is_given_once():
    assert len({task.name for task in TASKS}) == len(TASKS)


def test_the_chapters_five_come_first_and_in_its_order():
    assert [exercise.chapter for exercise in list(EXERCISES.values())[:5]] == [1, 2, 3, 4, 5]
    assert list(EXERCISES.values())[:5] == list(CHAPTER)


@pytest.mark.parametrize("task", NUMBERS, ids=lambda task: task.name)
def test_a_number_takes_the_right_one_and_names_each_usual_mistake(task):
    assert task.judge(task.right).right
    told = [task.judge(number).code for number in task.wrong.values()]
    assert told == list(task.wrong)
    assert task.judge(None).code == "empty"


@pytest.mark.parametrize("task", NUMBERS, ids=lambda task: task.name)
def test_a_number_that_is_no_known_mistake_is_told_on_which_side_it_lies(task):
    above = max([task.right, *task.wrong.values()]) * 1.7 + 11
    assert task.judge(above).code == "other"
    assert task.judge(above).facts["low"] is False


@pytest.mark.parametrize("task", CHOICES, ids=lambda task: task.name)
def test_of_the_statements_exactly_one_is_right_and_each_other_is_its_own_mistake(task):
    told = {option: task.judge(option).code for option in task.options}
    assert told == {option: "right" if option == task.right else option for option in task.options}
    assert task.right in task.options


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("inception-fives", 192 * 16 + 25 * 16 * 32),
        ("inception-passes", 64 + 96 + 16),
        ("table-blocks", 3 + 4 + 6 + 3),
        ("table-third", 23),
        ("bottleneck-up", 64 * 256),
        ("bottleneck-params", 256 * 64 + 9 * 64 * 64 + 64 * 256 + 2 * (64 + 64 + 256)),
        ("order-clean", 8),
        ("order-clean-pre", 3),
        ("nested-degree", 29),
    ],
)
def test_the_right_number_is_that_of_a_count_by_hand(name, right):
    assert named(name).right == right


def test_resnet_34_is_recognised_whatever_goes_in_and_comes_out():
    net = ZOO["resnet34"].config
    assert table_row(net).right
    assert table_row(net.model_copy(update={"input_size": 96, "input_channels": 1, "classes": 10})).right


@pytest.mark.parametrize(
    ("name", "code"), [("resnet18", "blocks"), ("resnet50", "family"), ("quick", "stem"), ("resnet20", "stem")]
)
def test_another_network_is_told_what_differs(name, code):
    assert table_row(ZOO[name].config).code == code


def test_the_stage_with_the_wrong_number_of_blocks_is_named():
    net = ZOO["resnet34"].config
    stages = list(net.stages)
    stages[2] = stages[2].model_copy(update={"blocks": 5})
    verdict = table_row(net.model_copy(update={"stages": tuple(stages)}))
    assert (verdict.code, verdict.facts["stage"], verdict.facts["blocks"]) == ("blocks", 3, 5)
    assert verdict.facts["layers"] == 32


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "right"),
        ({"bottleneck_multiplier": 0.5}, "dear"),
        ({"family": "residual"}, "family"),
        ({"in_channels": 64}, "channels"),
        ({"stride": 2}, "shape"),
        ({"shortcut": "projection"}, "shape"),
    ],
)
def test_a_bottleneck_is_asked_for_its_width_and_its_price(changes, code):
    block = BlockConfig(family="bottleneck", in_channels=128, out_channels=128)
    assert cheap_bottleneck(block.model_copy(update=changes)).code == code


def test_the_clean_path_of_the_plain_order_meets_one_relu_a_block():
    assert relus_of_the_clean_path(ZOO["resnet34"].config) == 16
    assert relus_of_the_clean_path(ZOO["preresnet164"].config) == 3
