"""What is found in the errors of a family follows from them."""

import numpy as np
import pytest

from resnet_core.studies.function_classes import findings
from resnet_core.studies.function_classes.measure import (
    FAMILIES,
    Fit,
    Generalisation,
    Ladder,
    best_fit,
    space,
    steps_outside,
)
from resnet_core.studies.function_classes.one_more_block import Insertion

UP = Ladder((1, 2, 3, 4), (0.4, 0.1, 0.3, 0.35))
DOWN = Ladder((1, 2, 3, 4), (0.4, 0.3, 0.2, 0.1))


def test_the_worst_step_is_found_with_both_of_its_errors():
    assert findings.largest_rise(UP) == (2, 3, 0.1, 0.3)
    assert findings.largest_rise(DOWN) is None


def test_the_trend_has_both_ends_and_every_size_that_is_worse():
    assert findings.trend("bumps", UP) == ("bumps", 3, 1, 4, 0.4, 0.35, (3, 4), 2)
    assert findings.trend("bumps", DOWN).rises == 0


@pytest.mark.parametrize(
    ("ladder", "nested", "came", "lucky"),
    [
        (DOWN, True, findings.ALWAYS, False),
        (DOWN, False, findings.ALWAYS, True),
        (UP, False, findings.NOT_ALWAYS, False),
    ],
)
def test_never_worse_is_luck_where_the_family_is_not_nested(ladder, nested, came, lucky):
    verdict = findings.verdict(ladder, nested=nested)
    assert (verdict.came, verdict.lucky) == (came, lucky)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_nested_exactly_where_nothing_lies_outside(family):
    nesting = findings.nesting(family, steps_outside(family))
    assert nesting.nested == (family in {"doubled_bins", "polynomials", "fourier"})


def test_the_share_outside_is_what_the_next_set_leaves_of_a_random_function():
    family, rng = "equal_bins", np.random.default_rng(0)
    nesting = findings.nesting(family, steps_outside(family))
    small, large = space(family, nesting.small), space(family, nesting.large)
    drawn = small @ rng.normal(size=(small.shape[1], 4000))
    left = drawn - large @ (large.T @ drawn)
    measured = np.mean(np.sum(left**2, 0)) / np.mean(np.sum(drawn**2, 0))
    assert nesting.share == max(steps_outside(family)) == pytest.approx(measured, rel=0.05)


def test_a_target_in_the_set_is_reached_and_a_very_small_error_is_not_nothing():
    assert findings.reached("fourier", 3, best_fit("two_waves", "fourier", 3))[2:] == (0, 0, 7, True)
    close = findings.reached("polynomials", 20, best_fit("two_waves", "polynomials", 20))
    assert 0 < close.error < 1e-12
    assert not close.inside
    assert findings.reached("equal_bins", 1, Fit(np.zeros(1), 0.25, 1))[2:] == (0.25, 0.5, 1, False)


def test_the_error_on_fresh_points_is_read_at_its_lowest_and_at_the_end():
    measured = findings.generalised(Generalisation((1, 2, 3), (0.3, 0.2, 0.1), (0.5, 0.25, 1.0)), noise=0.5)
    assert (measured.best, measured.test_best, measured.test_last, measured.times) == (2, 0.25, 1.0, 4.0)
    assert (measured.train_first, measured.train_last, measured.noise_alone) == (0.3, 0.1, 0.25)
    assert not measured.largest_is_best
    falling = findings.generalised(Generalisation((1, 2), (0.3, 0.2), (0.5, 0.25)), noise=0.0)
    assert falling.largest_is_best
    assert falling.noise_alone is None


def test_only_a_block_that_moved_no_bit_left_the_network_as_it_was():
    insertions = [Insertion(name, 0.01, 0.1, change) for name, change in (("a", 0.0), ("b", 0.5), ("c", 1e-12))]
    assert findings.unmoved(insertions) == (("a",), 1, 3, 1e-12)


def test_every_size_has_its_share_outside_the_next_but_the_last():
    sizes = findings.by_size(Ladder((1, 2, 3), (0.25, 1e-30, 0.01)), (1e-15, 0.2))
    assert [size.outside for size in sizes] == [0.0, 0.2, None]
    assert [(size.error, size.distance, size.worse) for size in sizes] == [
        (0.25, 0.5, False),
        (0.0, 0.0, False),
        (0.01, 0.1, True),
    ]
