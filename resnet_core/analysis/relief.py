"""How often a loss over a line or a grid of points goes up and down: minima, turns, and steps outward that lead down.

A share of points that curve down says that the ground is not convex; these say whether it is rough. All of them see the
points only: what lies between two of them, or beyond the edge, is not counted. A loss that is no number counts as
infinitely high.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Grid = Sequence[Sequence[float | None]]
"""Rows of losses; one row for a line. None where a loss is no number."""
Heights = NDArray[np.float64]

AROUND = tuple((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if (down, right) != (0, 0))
"""The eight neighbours of a point."""


def minima(grid: Grid) -> int:
    """Inner points lower than all their neighbours: eight in a plane, two on a line."""
    heights = _heights(grid)
    if len(heights) == 1:
        heights = np.pad(heights, ((1, 1), (0, 0)), constant_values=math.inf)
    rows, columns = heights.shape
    neighbours = [heights[1 + down : rows - 1 + down, 1 + right : columns - 1 + right] for down, right in AROUND]
    return int((heights[1:-1, 1:-1] < np.minimum.reduce(neighbours)).sum())


def turns(grid: Grid) -> int:
    """How often the loss goes up and then down again along the rows and, in a plane, the columns; a bowl has none."""
    return sum(map(_turns, _lines(_heights(grid))))


def lines(grid: Grid) -> int:
    """Along how many lines `turns` walks."""
    return len(_lines(_heights(grid)))


def descents(grid: Grid) -> tuple[int, int]:
    """Steps that lead down on the straight lines outward from the middle, and all steps there.

    A plane has eight such lines, along its rows, columns and diagonals, and a line two.
    """
    heights = _heights(grid)
    ways = AROUND if len(heights) > 1 else ((0, -1), (0, 1))
    walks = np.array([_outward(heights, way) for way in ways])
    return int((walks[:, 1:] < walks[:, :-1]).sum()), walks[:, 1:].size


def _heights(grid: Grid) -> Heights:
    return np.array([[math.inf if loss is None else loss for loss in row] for row in grid], dtype=np.float64)


def _lines(heights: Heights) -> list[Heights]:
    return [*heights, *heights.T] if len(heights) > 1 else [*heights]


def _turns(line: Heights) -> int:
    moves = (line[1:] > line[:-1]).astype(int) - (line[1:] < line[:-1])
    moves = moves[moves != 0]
    return int(((moves[:-1] > 0) & (moves[1:] < 0)).sum())


def _outward(heights: Heights, way: tuple[int, int]) -> Heights:
    middle, steps = np.array(heights.shape) // 2, np.arange(heights.shape[1] // 2 + 1)
    down, right = middle[:, None] + np.outer(way, steps)
    outward: Heights = heights[down, right]
    return outward
