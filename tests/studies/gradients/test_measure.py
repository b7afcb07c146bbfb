"""Gradients by depth: against autograd on a copy of the net written out by hand, and with nothing left behind."""

import copy

import pytest
import torch
import torch.nn.functional as F

from resnet_core.config import DataConfig, RunConfig, TrainingConfig
from resnet_core.data.images import Batches, load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.studies.gradients.measure import look, measure, weighted_layers
from resnet_core.studies.gradients.question import GradientsQuestion
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose

pytestmark = pytest.mark.usefixtures("one_thread")

TINY = SmallNet(depth=8, width=4)
PLAIN = SmallNet(depth=8, width=4, shortcut="none")
NETS = (
    TINY,
    PLAIN,
    SmallNet(depth=8, width=4, norm=False),
    SmallNet(depth=8, width=4, shortcut="projection_norm"),
    SmallNet(depth=8, width=4, zero_init=True),
)


@pytest.fixture(scope="module")
def sketches(tmp_path_factory):
    return load(DataConfig(source="sketches", train_images=200, test_images=10), tmp_path_factory.mktemp("none"))


@pytest.fixture
def at(sketches, tmp_path):
    return Workbench(choose("cpu"), lambda _config: sketches, tmp_path)


def batch_of(sketches, question, step):
    run = RunConfig(
        network=question.net.network, training=TrainingConfig(batch_size=question.batch_size, seed=question.seed)
    )
    return Batches(sketches, run, torch.device("cpu")).train(step)


def by_hand(net, weights, images):
    """Logits and the outputs of the blocks, layer after layer as He et al. 2015 draw them."""

    def unit(x, name, norm, stride=1):
        x = F.conv2d(x, weights[f"{name}.weight"], stride=stride, padding=weights[f"{name}.weight"].shape[-1] // 2)
        if not net.norm:
            return x
        return F.batch_norm(x, None, None, weights[f"{norm}.weight"], weights[f"{norm}.bias"], training=True)

    x = F.relu(unit(images, "stem.conv", "stem.norm"))
    outputs = []
    for stage in (1, 2, 3):
        block, stride = f"stage{stage}.block1", 1 if stage == 1 else 2
        y = F.relu(unit(x, f"{block}.main.conv1", f"{block}.main.norm1", stride))
        y = unit(y, f"{block}.main.conv2", f"{block}.main.norm2")
        if net.shortcut == "zero_pad":
            halves = x[:, :, ::stride, ::stride]
            y = y + torch.cat([halves, torch.zeros(len(y), y.shape[1] - x.shape[1], *y.shape[2:])], 1)
        elif net.shortcut == "projection_norm":
            y = y + (x if stage == 1 else unit(x, f"{block}.shortcut.conv", f"{block}.shortcut.norm", stride))
        x = F.relu(y)
        outputs.append(x)
    return F.linear(x.mean((2, 3)), weights["head.fc.weight"], weights["head.fc.bias"]), outputs


@pytest.mark.parametrize("net", NETS)
def test_gradients_are_those_of_the_same_net_written_out_by_hand(net, at, sketches):
    question = GradientsQuestion(net=net, after=(0,), batch_size=16, seed=3)
    found = measure(question, at)
    network = build(network_plan(net.network), seed=3)
    weights = {name: parameter.detach().requires_grad_() for name, parameter in network.named_parameters()}
    images, labels = batch_of(sketches, question, 1)
    logits, outputs = by_hand(net, weights, images)
    loss = F.cross_entropy(logits, labels)
    leaves = [weights[f"{layer.path}.weight"] for layer in found.layers]
    gradients = torch.autograd.grad(loss, [*leaves, *outputs])
    [snapshot] = found.snapshots
    assert snapshot.loss == pytest.approx(loss.item(), rel=1e-4)
    expected = [float(gradient.norm()) for gradient in gradients]
    assert [*snapshot.weights, *snapshot.outputs] == pytest.approx(expected, rel=1e-3, abs=1e-9)
    assert snapshot.lengths == pytest.approx([float(leaf.detach().norm()) for leaf in leaves], rel=1e-4)


def test_a_look_after_some_steps_is_at_the_weights_that_those_steps_of_sgd_made(at, sketches):
    question = GradientsQuestion(net=TINY, after=(0, 2), batch_size=16, lr=0.05, momentum=0.5)
    network = build(network_plan(TINY.network))
    velocity = [torch.zeros_like(parameter) for parameter in network.parameters()]
    for step in (1, 2):
        images, labels = batch_of(sketches, question, step)
        gradients = torch.autograd.grad(F.cross_entropy(network.train()(images), labels), list(network.parameters()))
        velocity = [0.5 * old + new for old, new in zip(velocity, gradients, strict=True)]
        with torch.no_grad():
            for parameter, speed in zip(network.parameters(), velocity, strict=True):
                parameter.sub_(0.05 * speed)
    expected = look(network, weighted_layers(network_plan(TINY.network)), batch_of(sketches, question, 3), step=2)
    later = measure(question, at).snapshots[1]
    assert later.step == 2
    assert later.loss == pytest.approx(expected.loss, rel=1e-4)
    assert later.weights == pytest.approx(expected.weights, rel=1e-3)


def test_layers_stand_in_the_order_of_depth_and_projections_beside_the_main_path():
    layers = weighted_layers(network_plan(SmallNet(depth=8, shortcut="projection_norm").network))
    on_the_way = [layer for layer in layers if layer.branch != "shortcut"]
    assert [layer.depth for layer in on_the_way] == list(range(1, 9))
    assert [layer.block for layer in on_the_way] == [None, 1, 1, 2, 2, 3, 3, None]
    beside = [(layer.path, layer.block, layer.depth) for layer in layers if layer.branch == "shortcut"]
    assert beside == [("stage2.block1.shortcut.conv", 2, 5), ("stage3.block1.shortcut.conv", 3, 7)]


def test_blocks_that_start_at_zero_pass_nothing_to_their_convolutions_at_first(at):
    first, second = measure(GradientsQuestion(net=NETS[-1], after=(0, 1), batch_size=16), at).snapshots
    assert set(first.weights[1:-1]) == {0.0}
    assert first.weights[0]
    assert all(norm and norm > 0 for norm in second.weights)


def test_what_is_no_number_is_told_as_none(sketches):
    network = build(network_plan(TINY.network))
    with torch.no_grad():
        network.get_parameter("head.fc.weight").fill_(float("inf"))
    batch = batch_of(sketches, GradientsQuestion(net=TINY, batch_size=16), 1)
    found = look(network, weighted_layers(network_plan(TINY.network)), batch, step=0)
    assert found.loss is None
    assert found.weights[0] is None
    assert found.lengths[0] is not None
    assert found.lengths[-1] is None


def test_every_step_is_told_and_a_wish_to_stop_is_met(at):
    told = []

    def on_step(done, total, what):
        told.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    watched = Workbench(at.device, at.images, at.runs_dir, on_step)
    with pytest.raises(KeyboardInterrupt):
        measure(GradientsQuestion(net=TINY, after=(0, 4), batch_size=16), watched)
    assert told == [(1, 4), (2, 4)]


def state(network):
    return {
        "values": copy.deepcopy(network.state_dict()),
        "modes": {name: module.training for name, module in network.named_modules()},
        "hooks": sum(len(module._forward_hooks) for module in network.modules()),
        "gradients": [parameter.grad for parameter in network.parameters()],
    }


def same(one, other):
    values = all(torch.equal(one["values"][name], other["values"][name]) for name in one["values"])
    return values and all(one[what] == other[what] for what in ("modes", "hooks", "gradients"))


def test_a_look_leaves_the_network_as_it_was_even_when_it_raises(sketches):
    network = build(network_plan(TINY.network)).eval()
    network.get_submodule("stage2").train()
    layers, before = weighted_layers(network_plan(TINY.network)), state(network)
    batch = batch_of(sketches, GradientsQuestion(net=TINY, batch_size=16), 1)
    look(network, layers, batch, step=0)
    assert same(state(network), before)
    handle = network.get_submodule("head").register_forward_pre_hook(lambda *_arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        look(network, layers, batch, step=0)
    handle.remove()
    assert same(state(network), before)
