"""Minima, turns and descents of reliefs that can be counted by eye."""

import numpy as np
import pytest

from resnet_core.analysis.relief import descents, lines, minima, turns

X, Y = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9))


def grid(heights):
    return tuple(map(tuple, np.round(heights, 10)))


BOWL = grid(X**2 + 2 * Y**2)
DOME = grid(-(X**2) - Y**2)
SHOULDERED = grid(np.tanh(3 * (X**2 + Y**2)))
"""Curves down at most of its points, and yet has one minimum and no ridge."""
EGG_BOX = grid(np.cos(2 * np.pi * X) + np.cos(2 * np.pi * Y))


@pytest.mark.parametrize(
    ("relief", "counted"),
    [
        (BOWL, (1, 0, (0, 32))),
        (SHOULDERED, (1, 0, (0, 32))),
        (DOME, (0, 18, (32, 32))),
        (EGG_BOX, (4, 18, (16, 32))),
    ],
)
def test_what_the_eye_counts(relief, counted):
    assert (minima(relief), turns(relief), descents(relief)) == counted


@pytest.mark.parametrize(
    ("line", "counted"),
    [
        ((4, 2, 1, 2, 4), (1, 0, (0, 4))),
        ((4, 5, 1, 2, 1.5), (1, 2, (2, 4))),
        ((4, 3, 2, 1, 2), (1, 0, (1, 4))),
        ((1, 2, 2, 2, 1), (0, 1, (2, 4))),
        ((3, 2, 2, 2, 3), (0, 0, (0, 4))),
    ],
)
def test_a_line_has_two_neighbours_and_two_ways_out(line, counted):
    assert (minima((line,)), turns((line,)), descents((line,))) == counted


def test_a_minimum_at_the_edge_is_not_counted_since_nobody_saw_beyond():
    assert minima(((1, 2, 3, 2, 1),)) == 0
    assert minima(grid(X + Y)) == 0


def test_a_loss_that_is_no_number_is_infinitely_high():
    assert (minima(((None, 2, 1, 2, None),)), turns(((None, 2, 1, 2, None),))) == (1, 0)
    assert (minima(((1, 0, None, 0, 1),)), turns(((1, 0, None, 0, 1),))) == (2, 1)


def test_a_plane_is_walked_along_rows_and_columns_and_a_line_once():
    assert lines(BOWL) == 18
    assert lines(((1, 2, 3),)) == 1
