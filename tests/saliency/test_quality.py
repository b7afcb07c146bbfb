"""Infidelity and sensitivity against sums written out, and on nets whose best map is known."""

import pytest
import torch
from torch import nn

from resnet_core.data.images import generator
from resnet_core.saliency.case import Case
from resnet_core.saliency.likeness import BLACK
from resnet_core.saliency.quality import Noise, Squares, largest_change, square_of_each, unexplained

SQUARES = Squares(torch.full((5, 1, 28, 28), BLACK), samples=40, seed=0)


class Weighted(nn.Module):
    """A net that is nothing but a weight a pixel: its slopes and its contributions are exact."""

    def __init__(self):
        super().__init__()
        drawn = torch.randn(10, 784, generator=torch.Generator().manual_seed(0))
        self.weight = nn.Parameter(drawn)

    def forward(self, x):
        return x.flatten(1) @ self.weight.T

    def slopes(self, target):
        return self.weight[target].view(-1, 1, 28, 28).detach()


@pytest.mark.parametrize("adds_up", [True, False])
def test_the_exact_map_explains_everything_with_the_right_kind_of_perturbation_only(case, adds_up):
    net = Weighted()
    case = Case(net, case.inputs, case.target)
    slopes = net.slopes(case.target)
    contributions = slopes * (case.inputs - BLACK)
    right, wrong = (contributions, slopes) if adds_up else (slopes, contributions)
    good = unexplained(case, right, adds_up=adds_up, squares=SQUARES)
    bad = unexplained(case, wrong, adds_up=adds_up, squares=SQUARES)
    assert float(good.abs().max()) < 1e-4
    assert float(bad.min()) > 100 * float(good.abs().max())


def test_it_is_the_share_of_squares_left_over_by_the_best_scale(case, gradient):
    maps = gradient(case)
    found = unexplained(case, maps, adds_up=False, squares=SQUARES)
    source = generator(SQUARES.seed, "squares", 0)
    where = square_of_each(case.inputs.repeat_interleave(40, 0), source).view(5, 40, 1, 28, 28)
    for number in range(5):
        clean = case.inputs[number]
        removed = torch.where(where[number], BLACK, clean)
        with torch.no_grad():
            fell = (case.network(clean[None]) - case.network(removed))[:, case.target[number]]
        said = ((clean - removed) * maps[number]).sum((1, 2, 3))
        scale = (said * fell).sum() / (said**2).sum()
        expected = ((scale * said - fell) ** 2).sum() / (fell**2).sum()
        assert float(found[number]) == pytest.approx(float(expected), rel=1e-3)


def test_a_blank_map_leaves_all_unexplained(case):
    blank = torch.zeros(5, 1, 28, 28)
    found = unexplained(case, blank, adds_up=True, squares=SQUARES)
    assert found.tolist() == pytest.approx([1.0] * 5)


def test_no_scale_of_a_map_changes_its_infidelity(case, gradient):
    maps = gradient(case)
    first, second = (unexplained(case, scale * maps, adds_up=False, squares=SQUARES) for scale in (1, -7))
    torch.testing.assert_close(first, second, rtol=1e-3, atol=1e-5)


def test_a_removed_square_is_a_quarter_of_the_side_and_wholly_inside():
    where = square_of_each(torch.zeros(200, 1, 28, 28), torch.Generator().manual_seed(0))
    assert set(where.sum((1, 2, 3)).tolist()) == {49}
    assert bool(where[:, :, 0].any())
    assert bool(where[:, :, 27].any())


def test_the_largest_change_is_that_of_a_loop_over_the_draws(case, gradient):
    found = largest_change(gradient, case, noise=Noise(radius=0.05, samples=4, seed=1))
    draws = torch.rand(20, 1, 28, 28, generator=generator(1, "sensitivity", 0)).view(5, 4, 1, 28, 28)
    clean = gradient(case)
    for number in range(5):
        shaken = case.inputs[number] + (2 * draws[number] - 1) * 0.05 / 0.3530
        maps = gradient(Case(case.network, shaken, case.target[number].repeat(4)))
        expected = ((maps - clean[number]).flatten(1).norm(dim=1) / clean[number].norm()).max()
        assert float(found[number]) == pytest.approx(float(expected), rel=1e-4)


def test_a_map_that_never_looks_at_the_picture_never_moves(case):
    def fixed(case):
        return torch.ones(len(case.inputs), 1, 28, 28)

    found = largest_change(fixed, case, noise=Noise(radius=0.05, samples=3, seed=0))
    assert found.tolist() == [0.0] * 5


def test_the_network_is_as_it_was(case, gradient, state):
    before = state(case.network)
    maps = gradient(case)
    unexplained(case, maps, adds_up=False, squares=SQUARES)
    largest_change(gradient, case, noise=Noise(radius=0.05, samples=3, seed=0))
    assert state(case.network) == before
