"""Deletion and insertion against a loop over pixels, one picture at a time."""

import pytest
import torch

from resnet_core.saliency.deletion import area, most_important_first, probabilities
from resnet_core.saliency.likeness import BLACK


def curve(case, maps, way, steps=8):
    order = most_important_first(maps, seed=0)
    found = probabilities(case, order, empty=torch.full_like(case.inputs, BLACK), steps=steps, way=way)
    return torch.stack(list(found), dim=1)


@pytest.fixture
def maps(case, gradient):
    return gradient(case)


@pytest.mark.parametrize("way", ["deletion", "insertion"])
def test_the_curve_is_that_of_a_loop_over_pixels(case, maps, way):
    found = curve(case, maps, way)
    for number in range(len(case.inputs)):
        values = maps[number].flatten().tolist()
        by_value = sorted(range(784), key=[-value for value in values].__getitem__)
        shown = case.inputs[number : number + 1].clone() if way == "deletion" else torch.full((1, 1, 28, 28), BLACK)
        done = 0
        for step in range(9):
            while done < round(784 * step / 8):
                row, column = divmod(by_value[done], 28)
                shown[0, 0, row, column] = BLACK if way == "deletion" else case.inputs[number, 0, row, column]
                done += 1
            with torch.no_grad():
                expected = case.network(shown).softmax(1)[0, case.target[number]]
            assert float(found[number, step]) == pytest.approx(float(expected), abs=1e-6)


def test_both_ways_meet_at_the_whole_and_at_the_empty_picture(case, maps):
    away, back = (curve(case, maps, way) for way in ("deletion", "insertion"))
    torch.testing.assert_close(away[:, 0], back[:, -1])
    torch.testing.assert_close(away[:, -1], back[:, 0])


def test_ties_are_in_an_order_that_its_seed_repeats():
    flat = torch.zeros(2, 1, 6, 6)
    first = most_important_first(flat, seed=3)
    assert torch.equal(first, most_important_first(flat, seed=3))
    assert not torch.equal(first, most_important_first(flat, seed=4))
    assert not torch.equal(first[0], first[1])
    assert first[0].sort().values.tolist() == list(range(36))


def test_ties_never_come_before_a_larger_value():
    values = torch.tensor([[0.0, 2.0, 0.0, 1.0, 0.0, -1.0]]).view(1, 1, 2, 3)
    order = most_important_first(values, seed=0)[0].tolist()
    assert (order[:2], order[-1]) == ([1, 3], 5)


def test_the_area_of_a_straight_line_is_its_middle():
    assert area(torch.tensor([[1.0, 0.5, 0.0], [1.0, 1.0, 1.0]])).tolist() == [0.5, 1.0]


def test_the_network_is_as_it_was(case, maps, state):
    before = state(case.network)
    curve(case, maps, "deletion")
    assert state(case.network) == before
