"""Nets without convolutions: the formulas written out, twins of equal weights, and a training by hand."""

import math
from typing import Any

import pytest
import torch
import torch.nn.functional as F

from resnet_core.config import RunConfig, TrainingConfig
from resnet_core.data.images import Batches, load
from resnet_core.studies.elsewhere.measure import build, look, measure, patches
from resnet_core.studies.elsewhere.question import HEADS, KINDS, ElsewhereQuestion, OtherNet, nets
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.signal.measure import likeness
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose

pytestmark = pytest.mark.usefixtures("one_thread")

ALL = [net for kind in KINDS for net in nets(kind, 2)]


@pytest.fixture
def batch():
    source = torch.Generator().manual_seed(1)
    return torch.randn(6, 1, 14, 14, generator=source), torch.arange(6)


@pytest.mark.parametrize("net", ALL, ids=str)
def test_the_module_has_the_parameters_of_the_formula(net):
    assert sum(parameter.numel() for parameter in build(net, seed=0).parameters()) == net.params


@pytest.mark.parametrize("net", [net for net in ALL if net.shortcut], ids=str)
def test_a_net_and_its_twin_without_shortcuts_start_with_equal_weights(net, batch):
    one, other = build(net, seed=3), build(net.model_copy(update={"shortcut": False}), seed=3)
    assert one.state_dict().keys() == other.state_dict().keys()
    assert all(torch.equal(value, other.state_dict()[name]) for name, value in one.state_dict().items())
    assert not torch.allclose(one(batch[0]), other(batch[0]))
    assert not torch.equal(one.head.weight, build(net, seed=4).head.weight)


@pytest.mark.parametrize("net", [net for net in ALL if net.kind == "mlp"], ids=str)
def test_a_perceptron_computes_the_formula_of_its_order(net, batch):
    network, signal = build(net, seed=0), batch[0].flatten(1)
    signal = network.stem(signal)
    layers: list[Any] = list(network.layers)
    for layer in layers:
        into = layer.norm(signal) if net.norm == "pre" else signal
        out = layer.main[2](torch.relu(layer.main[0](into)))
        signal = signal + out if net.shortcut else out
        signal = signal if net.norm == "pre" else layer.norm(signal)
    signal = network.last_norm(signal) if net.norm == "pre" else signal
    torch.testing.assert_close(network(batch[0]), network.head(signal))


def test_attention_is_a_weighted_mean_over_all_patches_by_hand(batch):
    network = build(OtherNet(kind="transformer", layers=1), seed=0)
    first: Any = network.layers[0]
    attention = first[0].main
    signal = network.stem(patches(batch[0]))
    width = signal.shape[-1] // HEADS
    heads = []
    for head in range(HEADS):
        part = slice(head * width, (head + 1) * width)
        query, key, value = (each(signal)[..., part] for each in (attention.query, attention.key, attention.value))
        heads.append(torch.softmax(query @ key.transpose(1, 2) / math.sqrt(width), dim=-1) @ value)
    torch.testing.assert_close(attention(signal), attention.out(torch.cat(heads, dim=-1)))


def test_patches_are_squares_of_two_pixels_row_by_row():
    picture = torch.arange(196.0).reshape(1, 1, 14, 14)
    rows = patches(picture)[0]
    assert rows.shape == (49, 4)
    assert rows[0].tolist() == [0, 1, 14, 15]
    assert rows[8].tolist() == [30, 31, 44, 45]


@pytest.mark.parametrize("net", ALL, ids=str)
def test_a_look_tells_the_gradients_of_autograd(net, batch):
    network = build(net, seed=0)
    images, labels = batch
    seen = look(network, batch)
    outputs = network.outputs(images)
    for output in outputs:
        output.retain_grad()
    F.cross_entropy(network.scores(outputs[-1]), labels).backward()
    assert len(seen) == net.layers
    for layer, output, told in zip(network.layers, outputs, seen, strict=True):
        flat = torch.cat([parameter.grad.flatten() for parameter in layer.parameters()])
        assert told.gradient == pytest.approx(float(output.grad.norm()), rel=1e-4)
        assert told.weights == pytest.approx(float(flat.norm()), rel=1e-4)
        assert told.cosine == pytest.approx(likeness(output.detach()), rel=1e-4)


@pytest.mark.parametrize("warm_up", [0, 3])
def test_every_loss_is_that_of_adam_in_a_plain_loop(tmp_path, warm_up):
    question = ElsewhereQuestion(
        net=OtherNet(layers=1), steps=5, batch_size=8, source="sketches", train_images=40, warm_up_steps=warm_up
    )
    emitted = []
    bench = Workbench(
        choose("cpu"),
        lambda config: load(config, tmp_path),
        tmp_path,
        emit=lambda step, values: emitted.append((step, values)),
    )
    found = measure(question, bench)

    training = TrainingConfig(batch_size=8, seed=0)
    run = RunConfig(network=SmallNet().network, data=question.data, training=training)
    batches = Batches(load(question.data, tmp_path), run, torch.device("cpu"))
    network = build(question.net, seed=0)
    optimizer = torch.optim.Adam(network.parameters(), lr=question.lr)
    losses = []
    for step in range(1, 6):
        images, labels = batches.train(step)
        loss = F.cross_entropy(network(images), labels)
        optimizer.param_groups[0]["lr"] = question.lr * (min(1.0, step / warm_up) if warm_up else 1.0)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert found.losses == pytest.approx(losses, rel=1e-3)
    assert found.final_loss == pytest.approx(sum(losses) / 5, rel=1e-3)
    assert [step for step, _ in emitted] == [1, 2, 3, 4, 5]
    assert found.params == question.net.params


def test_a_loss_that_is_no_number_ends_the_training_and_is_told_as_none(tmp_path):
    question = ElsewhereQuestion(
        net=OtherNet(layers=1, norm="pre"), steps=40, batch_size=8, source="sketches", train_images=40, lr=1
    )
    bench = Workbench(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)
    huge = question.model_copy(update={"lr": 1e38})  # no learner may ask for it
    found = measure(huge, bench)
    assert len(found.losses) == 40
    assert found.losses[-1] is None
    assert found.final_loss is None
