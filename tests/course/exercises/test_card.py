"""What one run is evidence of."""

import pytest

from resnet_core.config import DataConfig
from resnet_core.course.exercises.card import comparable, standard_error
from resnet_core.course.exercises.tasks import Run
from resnet_core.presets import PRESETS

RUN = Run(PRESETS["quick"], "succeeded", "fashion-mnist", 0.9)


def test_a_finished_run_on_all_real_test_pictures_may_stand_beside_others():
    found = comparable(RUN)
    assert found.right
    assert found.facts["error"] == pytest.approx(0.003)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "stopped"}, "unfinished"),
        ({"accuracy": None}, "unfinished"),
        ({"data": "sketches"}, "sketches"),
        ({"config": RUN.config.model_copy(update={"data": DataConfig(test_images=500)})}, "few"),
    ],
)
def test_any_other_run_is_told_why_not(changes, code):
    assert comparable(RUN._replace(**changes)).code == code


def test_a_tenth_of_the_pictures_makes_the_error_larger_by_the_root_of_ten():
    assert standard_error(0.9, 100) / standard_error(0.9, 1000) == pytest.approx(10**0.5)
