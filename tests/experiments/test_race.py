"""Races: the same start, the same batches, and nothing that depends on who runs beside whom."""

import json

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from resnet_core.config import RunConfig, TrainingConfig
from resnet_core.data.images import Batches, load
from resnet_core.experiments.race import lr_at, race, start
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import RaceProbe, twins
from resnet_core.training.devices import choose
from resnet_core.training.layout import on_device

pytestmark = pytest.mark.usefixtures("one_thread")

PLAIN, RESIDUAL = twins(SmallNet(depth=8, width=4))


def question(*nets, **settings):
    asked = {"steps": 6, "batch_size": 16, "source": "sketches", "train_images": 80, "test_images": 40, "lr": 0.05}
    return RaceProbe(nets=nets or (PLAIN, RESIDUAL), **(asked | settings))


def around(folder, **told):
    return Surroundings(choose("cpu"), lambda config: load(config, folder), folder, **told)


def batches_of(probe, folder):
    training = TrainingConfig(batch_size=probe.batch_size, seed=probe.seed)
    run = RunConfig(network=probe.nets[0].network, training=training)
    return Batches(load(probe.data, folder), run, torch.device("cpu"))


def new(net, probe):
    return on_device(build(network_plan(net.network), seed=probe.seed), choose("cpu"))


def by_hand(probe, net, folder):
    """The losses of one net with the optimiser, the clipping and the warm-up written out."""
    batches, network = batches_of(probe, folder), new(net, probe)
    momenta = [torch.zeros_like(parameter) for parameter in network.parameters()]
    losses = []
    for step in range(1, probe.steps + 1):
        images, labels = batches.train(step)
        loss = F.cross_entropy(network(images), labels)
        losses.append(loss.item())
        gradients = torch.autograd.grad(loss, list(network.parameters()))
        length = sum(gradient.double().square().sum().item() for gradient in gradients) ** 0.5
        shorter = min(1.0, probe.clip_norm / length) if probe.clip_norm else 1.0
        lr = probe.lr * min(1.0, step / probe.warm_up_steps) if probe.warm_up_steps else probe.lr
        with torch.no_grad():
            for parameter, gradient, momentum in zip(network.parameters(), gradients, momenta, strict=True):
                momentum.mul_(probe.momentum).add_(gradient * shorter + probe.weight_decay * parameter)
                parameter.sub_(lr * momentum)
    return losses


@pytest.mark.parametrize("settings", [{}, {"clip_norm": 0.5}, {"warm_up_steps": 4, "seed": 3}], ids=str)
def test_every_loss_is_that_of_the_recipe_written_out_by_hand(tmp_path, settings):
    probe = question(steps=5, **settings)
    for runner in race(probe, around(tmp_path)).runners:
        losses = [loss for loss in runner.losses if loss is not None]
        assert losses == pytest.approx(by_hand(probe, runner.net, tmp_path), rel=2e-4)
        assert runner.final_loss == pytest.approx(sum(losses) / 5, rel=1e-4)


def test_a_race_is_to_the_bit_what_a_plain_loop_makes_of_it(tmp_path):
    probe = question(RESIDUAL)
    batches, network = batches_of(probe, tmp_path), new(RESIDUAL, probe)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4, fused=True)
    losses = []
    for step in range(1, probe.steps + 1):
        images, labels = batches.train(step)
        loss = F.cross_entropy(network(images), labels)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(float(f"{loss.item():.5g}"))
    assert list(race(probe, around(tmp_path)).runners[0].losses) == losses


@pytest.mark.parametrize("threads", [1, 2])
def test_a_net_runs_the_same_alone_and_beside_others_on_any_number_of_threads(tmp_path, threads):
    torch.set_num_threads(threads)
    together = race(question(PLAIN, RESIDUAL, SmallNet(depth=14, width=4)), around(tmp_path))
    assert torch.get_num_threads() == threads
    torch.set_num_threads(1)
    for runner in together.runners:
        assert race(question(runner.net), around(tmp_path)).runners == (runner,)


@pytest.mark.parametrize("shortcut", ["zero_pad", "projection_norm"])
@pytest.mark.parametrize("norm", [True, False])
def test_layers_that_two_nets_share_start_with_the_same_weights(shortcut, norm):
    plain = start(SmallNet(shortcut="none", depth=14, norm=norm), seed=5).state_dict()
    residual = start(SmallNet(shortcut=shortcut, depth=14, norm=norm), seed=5).state_dict()
    assert all(torch.equal(tensor, residual[name]) for name, tensor in plain.items())
    assert (plain.keys() == residual.keys()) == (shortcut == "zero_pad")


def test_a_zeroed_start_stays_zero_beside_projections():
    network = start(SmallNet(shortcut="projection_norm", depth=8, zero_init=True), seed=0)
    last = [module for name, module in network.named_modules() if name.endswith("main.norm2")]
    assert len(last) == 3
    assert all(isinstance(norm, nn.BatchNorm2d) and not norm.weight.any() for norm in last)


def test_a_warm_up_rises_in_a_straight_line_to_the_rate():
    probe = question(warm_up_steps=4, lr=0.2)
    assert [lr_at(probe, step) for step in (1, 2, 4, 5, 6)] == pytest.approx([0.05, 0.1, 0.2, 0.2, 0.2])
    assert lr_at(question(lr=0.2), 1) == 0.2


def test_every_step_is_told_and_drawn(tmp_path):
    told, drawn = [], []
    surroundings = around(tmp_path, on_step=lambda *now: told.append(now), emit=lambda *point: drawn.append(point))
    ran = race(question(), surroundings)
    assert told == [(step, 6, "racing") for step in range(1, 7)]
    for step, point in drawn:
        for place, runner in enumerate(ran.runners):
            assert point[f"{place}.train_loss"] == pytest.approx(runner.losses[step - 1], rel=1e-4)


def test_a_net_whose_loss_is_no_number_stops_and_the_others_go_on(tmp_path):
    wild, told = SmallNet(depth=20, width=4, norm=False, order="full_pre"), []
    probe = question(wild, RESIDUAL, lr=10.0, steps=8)
    ran = race(probe, around(tmp_path, on_step=lambda *now: told.append(now[2])))
    stopped, other = ran.runners
    assert stopped.stopped_at is not None
    assert set(stopped.losses[stopped.stopped_at - 1 :]) == {None}
    assert stopped.final_loss is stopped.test_accuracy is stopped.test_accuracy_fresh_norms is None
    assert other == race(question(RESIDUAL, lr=10.0, steps=8), around(tmp_path)).runners[0]
    assert told[-1] == "racing; no number any more: residual 20"
    assert json.loads(json.dumps(ran.model_dump(mode="json"), allow_nan=False))


def test_fresh_statistics_change_the_test_and_nothing_else(tmp_path):
    with_norms, without = (
        race(question(SmallNet(depth=8, width=4, norm=norm), lr=0.01), around(tmp_path)).runners[0]
        for norm in (True, False)
    )
    assert without.test_accuracy == without.test_accuracy_fresh_norms
    assert with_norms.test_accuracy != with_norms.test_accuracy_fresh_norms


def test_a_race_that_nobody_wants_any_more_ends_at_once_and_gives_the_threads_back(tmp_path):
    torch.set_num_threads(2)

    def on_step(done, _total, _what):
        if done == 2:
            raise InterruptedError

    drawn = []
    with pytest.raises(InterruptedError):
        race(question(), around(tmp_path, on_step=on_step, emit=lambda *point: drawn.append(point)))
    assert [step for step, _ in drawn] == [1, 2]
    assert torch.get_num_threads() == 2
