"""Subsets of things, drawn at random."""

import math
from itertools import combinations
from typing import TypeVar

import torch

T = TypeVar("T")


def subsets(things: tuple[T, ...], size: int, *, most: int, source: torch.Generator) -> tuple[frozenset[T], ...]:
    """Up to `most` different subsets of this size; all of them when there are no more."""
    if math.comb(len(things), size) <= most:
        return tuple(frozenset(chosen) for chosen in combinations(things, size))
    drawn: dict[frozenset[T], None] = {}
    while len(drawn) < most:
        drawn[frozenset(things[place] for place in torch.randperm(len(things), generator=source)[:size])] = None
    return tuple(drawn)
