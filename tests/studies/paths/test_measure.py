"""Paths of the gradient: every path of a net with three blocks, computed without hooks, and their sums."""

import math
from itertools import combinations

import pytest
import torch
import torch.nn.functional as F

from resnet_core.config import parse
from resnet_core.data.images import load, normalise, resize
from resnet_core.models.build import build
from resnet_core.models.modes import settle
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet, TrainedNet
from resnet_core.studies.paths import measure as paths
from resnet_core.studies.paths.measure import by_length, input_gradient, path_gradient
from resnet_core.studies.paths.question import PathsQuestion, untrained
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("one_thread")

IMAGES = torch.randn(4, 1, 14, 14, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
LABELS = torch.tensor([3, 0, 9, 1])
BLOCKS = ("stage1.block1", "stage2.block1", "stage3.block1")
EVERY = [frozenset(chosen) for length in range(4) for chosen in combinations(BLOCKS, length)]
SHORTCUTS = ("zero_pad", "projection_norm")


def three_blocks(**choices):
    network = build(network_plan(SmallNet(depth=8, width=4, **choices).network), seed=1).double()
    settle(network, IMAGES)
    return network


@pytest.fixture(params=SHORTCUTS)
def network(request):
    return three_blocks(shortcut=request.param)


def vjp(function, x, gradient):
    """The gradient at the input of a function of one tensor."""
    return torch.autograd.functional.vjp(function, x, gradient)[1]


def by_hand(network, through):
    """The gradient of one path, one block after the other from the last to the first; no hooks, no detach."""
    stem, head = network.get_submodule("stem"), network.get_submodule("head")
    x, steps = stem(IMAGES).detach(), []
    for name in BLOCKS:
        block = network.get_submodule(name)
        total = (block.main(x) + block.shortcut(x)).detach()
        steps.append((block.main if name in through else block.shortcut, x, total > 0))
        x = F.relu(total)
    gradient = vjp(lambda y: F.cross_entropy(head(y), LABELS, reduction="sum"), x, torch.ones(()).double())
    for branch, before, open_ in reversed(steps):
        gradient = vjp(branch, before, gradient * open_)
    return vjp(stem, IMAGES, gradient)


@pytest.mark.parametrize("through", EVERY, ids=lambda through: "+".join(sorted(through)) or "shortcuts")
def test_each_path_is_the_one_taken_by_hand(network, through):
    found = path_gradient(network, IMAGES, LABELS, through=through)
    torch.testing.assert_close(found, by_hand(network, through))
    assert found.norm() > 0


def test_all_eight_paths_sum_to_the_whole_gradient(network):
    whole = input_gradient(network, IMAGES, LABELS)
    torch.testing.assert_close(sum(by_hand(network, through) for through in EVERY), whole)


def test_the_sums_by_length_are_those_of_the_enumeration(network):
    found = by_length(network, IMAGES, LABELS)
    for length in range(4):
        expected = sum(by_hand(network, through) for through in EVERY if len(through) == length)
        torch.testing.assert_close(found[length], expected)


@pytest.mark.parametrize("order", ["norm_after_add", "relu_before_add", "full_pre"])
def test_in_every_order_the_lengths_sum_to_the_whole(order):
    network = three_blocks(order=order, shortcut="projection_norm")
    torch.testing.assert_close(by_length(network, IMAGES, LABELS).sum(0), input_gradient(network, IMAGES, LABELS))


def test_the_network_keeps_neither_hook_nor_gradient_nor_another_mode():
    network = three_blocks()
    before = {name: values.clone() for name, values in network.state_dict().items()}
    by_length(network, IMAGES, LABELS)
    path_gradient(network, IMAGES, LABELS, through=BLOCKS[:1])
    with pytest.raises(RuntimeError):
        path_gradient(network, IMAGES[:, :, :, :, None], LABELS, through=BLOCKS)
    assert not any(module._forward_pre_hooks or module._forward_hooks for module in network.modules())
    assert all(weights.grad is None and weights.requires_grad for weights in network.parameters())
    assert all(torch.equal(values, before[name]) for name, values in network.state_dict().items())
    assert not network.training


@pytest.fixture
def around(tmp_path):
    return Workbench(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)


def test_the_answer_is_that_of_the_enumeration_where_all_paths_are_drawn(around):
    question = PathsQuestion(net=untrained(8), images=6, source="sketches")
    found = paths.measure(question, around)
    dataset = around.images(question.data)
    pictures, labels = resize(normalise(dataset.test_images), 14), dataset.test_labels[:6]
    network = build(network_plan(question.net.network))
    settle(network, pictures[:256])
    whole = input_gradient(network, pictures[:6], labels)
    assert found.gradient == pytest.approx(whole.flatten(1).norm(dim=1).mean().item(), rel=1e-4)
    assert sum(entry.along for entry in found.lengths) == pytest.approx(1, abs=1e-3)
    for entry in found.lengths:
        alike = [path for path in EVERY if len(path) == entry.length]
        every = torch.stack([path_gradient(network, pictures[:6], labels, through=path) for path in alike])
        norms = [each.flatten(1).norm(dim=1).mean().item() for each in every]
        assert (entry.paths, entry.sampled) == (math.comb(3, entry.length),) * 2
        assert entry.one == pytest.approx(sum(norms) / len(norms), rel=1e-3)
        assert (entry.lowest, entry.highest) == pytest.approx((min(norms), max(norms)), rel=1e-3)
        assert entry.together == pytest.approx(every.sum(0).flatten(1).norm(dim=1).mean().item(), rel=1e-3)
        assert entry.along == pytest.approx((every.sum(0) * whole).sum().item() / (whole**2).sum().item(), abs=1e-3)


def test_the_seed_draws_the_paths_and_nothing_but_the_paths(around):
    """One path of three is drawn, so a few seeds meet several of them, and the sums over all paths stay."""
    found = [
        paths.measure(PathsQuestion(net=untrained(8), images=2, samples=1, seed=seed, source="sketches"), around)
        for seed in (*range(6), 0)
    ]
    assert found[0] == found[-1]
    assert len({entry.lengths[1].one for entry in found}) > 1
    assert len({entry.lengths[2].one for entry in found}) > 1
    assert len({(entry.gradient, *(length.together for length in entry.lengths)) for entry in found}) == 1


def test_progress_is_told_length_by_length(tmp_path):
    told = []
    at = Workbench(
        choose("cpu"), lambda config: load(config, tmp_path), tmp_path, on_step=lambda *step: told.append(step)
    )
    paths.measure(PathsQuestion(net=untrained(8), images=2, samples=1, source="sketches"), at)
    assert [step[:2] for step in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_trained_net_runs_with_the_statistics_it_has_stored(around, monkeypatch):
    settled = []
    monkeypatch.setattr(paths, "settle", lambda *_anything: settled.append(1))
    trained = TrainedNet(network=untrained(8).network, weights="recorded:nowhere")
    with refused("recorded-weights-gone", name="nowhere"):
        paths.measure(PathsQuestion(net=trained, source="sketches"), around)
    monkeypatch.setattr(Workbench, "net", lambda _self, net: build(network_plan(net.network)).eval())
    paths.measure(PathsQuestion(net=trained, samples=1, images=2, source="sketches"), around)
    assert not settled


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"net": {"network": SmallNet(shortcut="none").network, "weights": "new:0"}}, "one-path-only"),
        ({"samples": 500, "images": 500}, "too-many-macs"),
    ],
)
def test_a_question_without_paths_or_without_end_is_refused(change, code):
    with refused(code):
        parse(PathsQuestion, {"net": untrained(56), **change})
