"""Shattered gradients: against finite differences, nets written out by hand, and loops over single pictures."""

import math

import numpy as np
import pytest
import torch

from resnet_core.analysis.noise import autocorrelation
from resnet_core.config import parse
from resnet_core.data.images import generator, load, normalise, resize
from resnet_core.models.build import build
from resnet_core.models.modes import settle
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.shattering import measure as shattering
from resnet_core.studies.shattering.measure import cosines, grid, line_gradient, line_net
from resnet_core.studies.shattering.question import EPSILONS, LAGS, POINTS, SHOWN, LineQuestion, ShatteringQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.wording import message
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("one_thread")

NETS = [
    LineQuestion(depth=4),
    LineQuestion(depth=4, norm=False),
    LineQuestion(depth=4, beta=0.3),
    LineQuestion(depth=4, beta=1.0, norm=False),
]
TINY = ShatteringQuestion(net=SmallNet(depth=8, width=4), images=5, seeds=2, source="sketches")


@pytest.fixture
def around(tmp_path):
    told = []
    at = Workbench(
        choose("cpu"), lambda config: load(config, tmp_path), tmp_path, on_step=lambda *step: told.append(step)
    )
    return at, told


def function_by_hand(net, question, x):
    """f(x) from the net's own weights, with the statistics of the grid where there are norms."""

    def norm(values, at_grid, correction):
        if not question.norm:
            return values
        return (values - at_grid.mean(0)) / torch.sqrt(at_grid.var(0, correction=correction) + 1e-5)

    h, on_grid = (torch.relu(each @ net.first.weight.T + net.first.bias) for each in (x, grid()))
    for layer in net.hidden:
        # Torch divides a batch by its deviation with n, and stores the one with n-1.
        if question.beta is None:
            w = layer[0].weight.T
            h = torch.relu(norm(h @ w, on_grid @ w, 1))
            on_grid = torch.relu(norm(on_grid @ w, on_grid @ w, 0))
        else:
            w = layer[2].weight.T
            h = h + question.beta * torch.relu(norm(h, on_grid, 1)) @ w
            on_grid = on_grid + question.beta * torch.relu(norm(on_grid, on_grid, 0)) @ w
    return h @ net.last.weight.T


@pytest.mark.parametrize("question", NETS, ids=str)
def test_the_net_is_the_one_written_out_by_hand(question):
    net = line_net(question, seed=3)
    with torch.no_grad():
        torch.testing.assert_close(net(grid()), function_by_hand(net, question, grid()))


@pytest.mark.parametrize("question", NETS, ids=str)
def test_the_gradient_is_the_slope_of_the_same_function(question):
    net, step = line_net(question, seed=3), 1e-7
    x = grid()[20:60]
    with torch.no_grad():
        slope = (function_by_hand(net, question, x + step) - function_by_hand(net, question, x - step)) / (2 * step)
    found = line_gradient(net, x)
    apart = (found - slope[:, 0]).abs() > 1e-4 * found.abs().max()
    assert apart.sum() <= 1, "a point may lie on a kink"


def test_another_seed_is_another_net_and_the_same_seed_the_same():
    first, again, other = (line_gradient(line_net(NETS[0], seed=seed), grid()) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.allclose(first, other)


def test_the_answer_on_a_line_holds_the_gradients_and_their_autocorrelation(around):
    question, (at, told) = LineQuestion(depth=3, seeds=4), around
    found = shattering.on_a_line(question, at)
    gradients = [line_gradient(line_net(question, seed=seed), grid()).numpy() for seed in range(4)]
    assert [len(gradient) for gradient in found.gradients] == [POINTS] * SHOWN
    assert found.gradients[1] == pytest.approx(gradients[1], rel=1e-3)
    lags = [autocorrelation(gradient, LAGS) for gradient in gradients]
    assert [lag.mean for lag in found.lags] == pytest.approx(sum(lags) / 4, rel=1e-3, abs=1e-4)
    assert found.lags[2].lowest == pytest.approx(min(each[2] for each in lags), rel=1e-3)
    assert found.lags[2].highest == pytest.approx(max(each[2] for each in lags), rel=1e-3)
    assert told[-1] == (4, 4, message("phase-nets-of-one-number"))


def test_cosines_are_those_of_a_loop_over_single_pictures():
    network = build(network_plan(TINY.net.network), seed=1)
    images = torch.randn(3, 1, 14, 14, generator=torch.Generator().manual_seed(0))
    labels = torch.tensor([3, 0, 9])
    settle(network, images)
    noise = torch.randn(3, 1, 14, 14, generator=generator(7, "nearby", 0))
    found = cosines(network, images, labels, seed=7)

    def gradient(image, label):
        image = image[None].clone().requires_grad_()
        network(image)[0, label].backward()
        return image.grad.flatten()

    for row, eps in enumerate(EPSILONS):
        for column, (image, nearby, label) in enumerate(zip(images, images + eps * noise, labels, strict=True)):
            one, other = gradient(image, label), gradient(nearby, label)
            expected = float(one @ other) / math.sqrt(float(one @ one) * float(other @ other))
            assert found[row, column].item() == pytest.approx(expected, abs=1e-4)


def test_a_gradient_of_zeros_has_no_direction_and_a_tiny_one_has_its_own():
    images, labels = torch.ones(2, 1, 2, 2), torch.tensor([0, 0])
    linear = torch.nn.Linear(4, 2)
    network = torch.nn.Sequential(torch.nn.Flatten(), linear)
    torch.nn.init.zeros_(linear.weight)
    assert cosines(network, images, labels, seed=0).abs().max() == 0
    torch.nn.init.constant_(linear.weight, 1e-20)
    torch.testing.assert_close(cosines(network, images, labels, seed=0), torch.ones(len(EPSILONS), 2))


def test_the_answer_on_pictures_gives_each_seeds_mean_and_the_spread_over_all(around):
    at, told = around
    found = shattering.near_pictures(TINY, at)
    dataset = at.images(TINY.data)
    images = resize(normalise(dataset.test_images), 14)
    each = []
    for seed in range(2):
        network = build(network_plan(TINY.net.network), seed=seed)
        settle(network, images[:256])
        each.append(cosines(network, images[:5], dataset.test_labels[:5], seed=seed))
    all_seeds = torch.stack(each)
    assert found.data == "sketches"
    assert [nearby.eps for nearby in found.nearby] == list(EPSILONS)
    for place, nearby in enumerate(found.nearby):
        assert nearby.cosines == pytest.approx(all_seeds[:, place].mean(1).tolist(), rel=1e-3, abs=1e-4)
        expected = np.quantile(all_seeds[:, place].numpy(), [0.1, 0.9])
        assert (nearby.low, nearby.high) == pytest.approx(tuple(expected), rel=1e-3, abs=1e-4)
    assert told[-1] == (2, 2, message("phase-gradients-beside-pictures"))


def test_a_question_that_is_not_quick_is_refused_with_the_way_out():
    with refused("too-many-macs", of="all"):
        parse(ShatteringQuestion, {"net": {"depth": 56, "width": 16, "size": 28}})


def test_the_likeness_of_inputs_is_the_mean_cosine_over_all_pairs_of_points(around):
    at, _ = around
    question = LineQuestion(depth=3, norm=False, seeds=3)
    found = shattering.on_a_line(question, at).alike
    cosines_of_pairs = []
    for seed in range(3):
        features = line_net(question, seed=seed).features(grid()).detach().numpy()
        cosines_of_pairs += [
            np.dot(one, other) / (np.linalg.norm(one) * np.linalg.norm(other))
            for place, one in enumerate(features)
            for other in features[:place]
        ]
    assert found == pytest.approx(np.mean(cosines_of_pairs), rel=1e-4)
