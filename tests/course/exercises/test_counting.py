"""Counts, shapes and arithmetic of our own exercises, by hand."""

import math

import pytest

from resnet_core.config import BlockConfig
from resnet_core.course.exercises.learning import OWN, SHOWN, Plus
from resnet_core.course.exercises.shapes import fewest_values, last_side, pixels_read, reads_everything
from resnet_core.course.exercises.table import EXERCISES

RIGHT = {task.name: getattr(task, "right", None) for each in EXERCISES.values() for task in each.tasks()}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("layers-n", 18),
        ("layers-18", 1 + 4 * 2 * 2 + 3),
        ("layers-50", 1 + 3 * (3 + 4 + 6 + 3) + 4),
        ("groups-torch", 32),
        ("groups-book", 4),
        ("groups-weights", 9 * 4 * 128),
        ("cost-four", 4 * (256 * 24 + 9 * 24**2 + 24 * 256)),
        ("cost-eight", 14),
        ("paths-all", 256),
        ("paths-length", 70),
        ("paths-without", 128),
        ("sight-first", 11 + 2 * 4),
        ("sight-stage", 11 + 4 * 2 * 4),
        ("memory-weights", pytest.approx(11_178_378 * 4 / 1e6)),
        ("memory-momentum", pytest.approx(11_178_378 * 12 / 1e6)),
        ("stride-six", 4),
        ("stride-seven", 16),
        ("stride-main", 64),
        ("tiny-side", 1),
        ("tiny-gentle", 4),
        ("single-large", 49),
        ("single-left", 96),
        ("plus-forward", pytest.approx(3 - 0.5 * 0.6)),
        ("plus-back", pytest.approx(2 * (1 - 0.1))),
        ("plus-update", pytest.approx(0.2 - 0.1 * (2 * -0.5 * 3))),
        ("sleep-half", round(math.log(2) / (2 * -math.log(1 - 0.1 * 5e-4)))),
    ],
)
def test_the_right_number_is_that_of_a_count_by_hand(name, right):
    assert RIGHT[name] == right


@pytest.mark.parametrize("plus", [SHOWN, OWN, Plus(x=-2.0, w1=0.5, w2=0.3, arriving=1.0, rate=0.1)])
def test_the_gradients_through_one_plus_are_those_of_small_differences(plus):
    def out(**changes):
        moved = plus._replace(**changes)
        return plus.arriving * (moved.x + moved.residual)

    tiny = 1e-6
    for name, gradient in (("x", plus.at_x), ("w1", plus.at_w1), ("w2", plus.at_w2)):
        at = getattr(plus, name)
        slope = (out(**{name: at + tiny}) - out(**{name: at - tiny})) / (2 * tiny)
        assert slope == pytest.approx(gradient, abs=1e-6)


def test_a_stride_reads_every_so_manieth_pixel_and_an_odd_side_rounds_up():
    assert [pixels_read(stride=2, size=size) for size in (7, 8, 9)] == [16, 16, 25]
    assert pixels_read(stride=1, size=5) == 25


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"shortcut": "pool_projection"}, "right"),
        ({"shortcut": "projection"}, "reads"),
        ({"shortcut": "zero_pad"}, "reads"),
        ({"shortcut": "none"}, "no-shortcut"),
        ({"shortcut": "identity"}, "misfit"),
        ({"stride": 1}, "stride"),
    ],
)
def test_only_a_shortcut_that_averages_first_reads_every_pixel(changes, code):
    block = BlockConfig(in_channels=3, out_channels=6, stride=2, shortcut="projection")
    assert reads_everything(block.model_copy(update=changes)).code == code


def test_the_last_maps_shrink_with_the_picture():
    assert [last_side(size) for size in (28, 96, 224)] == [1, 3, 7]
    assert [fewest_values(size) for size in (28, 96, 224)] == [1, 9, 49]
