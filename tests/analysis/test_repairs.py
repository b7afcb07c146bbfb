"""The one search for what mends an illegal choice."""

from itertools import count, islice

import pytest

from resnet_core.analysis.repairs import legal
from resnet_core.errors import ConfigError


def even(number):
    if number % 2:
        raise ConfigError(f"{number}: must be even; choose {number + 1}")
    return number // 2


def test_trials_that_lead_to_something_come_in_their_order_with_what_they_led_to():
    assert list(legal([3, 4, 1, 2], even)) == [(4, 2), (2, 1)]


def test_no_more_is_tried_than_is_asked_for():
    assert list(islice(legal(count(), even), 2)) == [(0, 0), (2, 1)]


def test_an_error_that_is_not_the_lab_s_own_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        list(legal([0], lambda number: 1 / number))
