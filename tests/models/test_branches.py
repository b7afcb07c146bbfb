"""Gradients through one branch: the same values, and the sum rule against blocks written out by hand."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from resnet_core.errors import LabError
from resnet_core.models.branches import blocks_of, gradient_through
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("one_thread")

FIRST, SECOND = "stage1.block1", "stage2.block1"


@pytest.fixture
def network():
    return build(network_plan(SmallNet(depth=8, width=4).network), seed=1).double().eval()


@pytest.fixture
def images():
    return torch.randn(3, 1, 14, 14, generator=torch.Generator().manual_seed(2), dtype=torch.float64)


def gradient(network, images, branches):
    x = images.clone().requires_grad_()
    with gradient_through(branches, network):
        out = network(x)
    return out.detach(), torch.autograd.grad(out[:, 0].sum(), x)[0]


def hooks(network):
    return sum(len(module._forward_pre_hooks) + len(module._forward_hooks) for module in network.modules())


@pytest.mark.parametrize("branch", ["main", "shortcut", "both"])
def test_no_value_of_the_forward_pass_changes(network, images, branch):
    with torch.no_grad():
        expected = network(images)
    assert torch.equal(gradient(network, images, dict.fromkeys(blocks_of(network), branch))[0], expected)


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_gradients_of_the_two_branches_sum_to_the_whole(network, images, name):
    main, shortcut, both = (gradient(network, images, {name: branch})[1] for branch in ("main", "shortcut", "both"))
    torch.testing.assert_close(main + shortcut, both)
    torch.testing.assert_close(both, gradient(network, images, {})[1], rtol=0, atol=0)
    assert min(main.norm(), shortcut.norm()) > 0.01 * both.norm()


def test_each_branch_agrees_with_a_block_written_out_by_hand(network, images):
    block, stem = network.get_submodule(FIRST), network.get_submodule("stem")
    x = images.clone().requires_grad_()
    before = stem(x)
    main = block.get_submodule("main")(before)
    rest = [network.get_submodule(name) for name in ("stage2", "stage3", "head")]
    out = nn.Sequential(*rest)(F.relu(main + before))
    [at_main] = torch.autograd.grad(out[:, 0].sum(), main, retain_graph=True)
    [through_main] = torch.autograd.grad(main, x, at_main, retain_graph=True)
    [through_shortcut] = torch.autograd.grad(before, x, at_main)
    torch.testing.assert_close(gradient(network, images, {FIRST: "main"})[1], through_main)
    torch.testing.assert_close(gradient(network, images, {FIRST: "shortcut"})[1], through_shortcut)


def test_no_hook_stays_even_when_the_network_raises(network, images):
    with gradient_through(dict.fromkeys(blocks_of(network), "main"), network):
        network(images)
        assert hooks(network) == 3
    assert hooks(network) == 0
    with pytest.raises(RuntimeError), gradient_through({FIRST: "main"}, network):
        network(torch.zeros(1, 5, 14, 14, dtype=torch.float64))
    assert hooks(network) == 0


def test_a_name_that_is_refused_leaves_no_hook_of_the_others(network):
    no_such = pytest.raises(LabError, match=r"stage9: the network has no such block; choose one of stage1\.block1")
    with no_such, gradient_through({FIRST: "main", "stage9": "main"}, network):
        pass
    assert hooks(network) == 0


def test_a_plain_block_has_one_way_only(images):
    plain = build(network_plan(SmallNet(depth=8, width=4, shortcut="none").network))
    with refused("block-without-shortcut", block=FIRST), gradient_through({FIRST: "main"}, plain):
        pass
