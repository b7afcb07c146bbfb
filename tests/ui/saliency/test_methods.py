"""What methods are called."""

from resnet_core.saliency.table import METHODS
from resnet_core.studies.saliency_checks.question import CONTROLS
from ui.saliency.methods import lists, name_of
from ui.say import say


def test_every_method_and_control_has_a_name_of_its_own():
    assert len({name_of(code) for code in (*METHODS, *CONTROLS)}) == len(METHODS) + len(CONTROLS)


def test_every_method_says_what_it_does():
    assert all(say(f"method-does.{code}") for code in METHODS)


def test_a_list_comes_with_its_length():
    assert lists(worse=("saliency",), level=()) == {
        "worse": [name_of("saliency")], "worse_count": 1, "level": [], "level_count": 0,
    }  # fmt: skip
