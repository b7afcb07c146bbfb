"""Subsets are different ones, repeatable, and no thing is preferred."""

from itertools import combinations

import torch

from resnet_core.studies.subsets import subsets

NAMES = tuple("abcdefgh")


def drawn(size, most, *, seed=0):
    return subsets(NAMES, size, most=most, source=torch.Generator().manual_seed(seed))


def test_few_subsets_are_all_drawn_and_many_are_drawn_without_repeats():
    assert sorted(map(sorted, drawn(2, 28))) == sorted(map(list, combinations(NAMES, 2)))
    found = drawn(4, 60)
    assert len(set(found)) == 60
    assert {len(each) for each in found} == {4}
    assert found == drawn(4, 60) != drawn(4, 60, seed=1)


def test_the_draw_prefers_nothing():
    counts = [sum(name in each for each in drawn(3, 50, seed=4)) for name in NAMES]
    assert max(counts) < 2 * min(counts)
