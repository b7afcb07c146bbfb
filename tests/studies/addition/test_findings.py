"""An angle is read as a direction, and what has no direction is told apart."""

import pytest

from resnet_core.studies.addition.findings import summands
from resnet_core.studies.addition.question import Opened

ANSWER = Opened(
    block="stage1.block",
    shape=(4, 5, 5),
    identity=True,
    then_relu=True,
    norm_x=2.0,
    norm_f=1.0,
    ratio=0.5,
    degrees=90.0,
    difference=0.25,
    picture=((0.0,),),
    label=0,
    channels=(0,),
    maps={},
)


@pytest.mark.parametrize(
    ("changes", "direction"),
    [
        ({"degrees": 40.0}, "along"),
        ({"degrees": 90.0}, "across"),
        ({"degrees": 140.0}, "against"),
        ({"norm_f": 0.0, "degrees": None}, "nothing"),
        ({"norm_x": 0.0, "ratio": None, "degrees": None}, "alone"),
    ],
)
def test_the_direction_is_that_of_the_angle(changes, direction):
    assert summands(ANSWER.model_copy(update=changes)).direction == direction


def test_every_number_that_is_added_is_counted():
    assert summands(ANSWER).values == 4 * 5 * 5
