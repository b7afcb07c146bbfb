"""Races: the same start, the same batches, and nothing that depends on who runs beside whom."""

import json

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from resnet_core.config import RunConfig, TrainingConfig
from resnet_core.data.images import Batches, load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.measure import lr_at, race, start
from resnet_core.studies.race.question import RaceQuestion, twins
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.training.layout import on_device
from resnet_core.wording import message

pytestmark = pytest.mark.usefixtures("one_thread")

PLAIN, RESIDUAL = twins(SmallNet(depth=8, width=4))


def question_for(*nets, **settings):
    asked = {"steps": 6, "batch_size": 16, "source": "sketches", "train_images": 80, "test_images": 40, "lr": 0.05}
    return RaceQuestion(nets=nets or (PLAIN, RESIDUAL), **(asked | settings))


def around(folder, **told):
    return Workbench(choose("cpu"), lambda config: load(config, folder), folder, **told)


def batches_of(question, folder):
    training = TrainingConfig(batch_size=question.batch_size, seed=question.seed)
    run = RunConfig(network=question.nets[0].network, training=training)
    return Batches(load(question.data, folder), run, torch.device("cpu"))


def new(net, question):
    return on_device(build(network_plan(net.network), seed=question.seed), choose("cpu"))


def by_hand(question, net, folder):
    """The losses of one net with the optimiser, the clipping and the warm-up written out."""
    batches, network = batches_of(question, folder), new(net, question)
    momenta = [torch.zeros_like(parameter) for parameter in network.parameters()]
    losses = []
    for step in range(1, question.steps + 1):
        images, labels = batches.train(step)
        loss = F.cross_entropy(network(images), labels)
        losses.append(loss.item())
        gradients = torch.autograd.grad(loss, list(network.parameters()))
        length = sum(gradient.double().square().sum().item() for gradient in gradients) ** 0.5
        shorter = min(1.0, question.clip_norm / length) if question.clip_norm else 1.0
        lr = question.lr * min(1.0, step / question.warm_up_steps) if question.warm_up_steps else question.lr
        with torch.no_grad():
            for parameter, gradient, momentum in zip(network.parameters(), gradients, momenta, strict=True):
                momentum.mul_(question.momentum).add_(gradient * shorter + question.weight_decay * parameter)
                parameter.sub_(lr * momentum)
    return losses


@pytest.mark.parametrize("settings", [{}, {"clip_norm": 0.5}, {"warm_up_steps": 4, "seed": 3}], ids=str)
def test_every_loss_is_that_of_the_recipe_written_out_by_hand(tmp_path, settings):
    question = question_for(steps=5, **settings)
    for runner in race(question, around(tmp_path)).runners:
        losses = [loss for loss in runner.losses if loss is not None]
        assert losses == pytest.approx(by_hand(question, runner.net, tmp_path), rel=2e-4)
        assert runner.final_loss == pytest.approx(sum(losses) / 5, rel=1e-4)


def test_a_race_is_to_the_bit_what_a_plain_loop_makes_of_it(tmp_path):
    question = question_for(RESIDUAL)
    batches, network = batches_of(question, tmp_path), new(RESIDUAL, question)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4, fused=True)
    losses = []
    for step in range(1, question.steps + 1):
        images, labels = batches.train(step)
        loss = F.cross_entropy(network(images), labels)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(float(f"{loss.item():.5g}"))
    assert list(race(question, around(tmp_path)).runners[0].losses) == losses


@pytest.mark.parametrize("threads", [1, 2])
def test_a_net_runs_the_same_alone_and_beside_others_on_any_number_of_threads(tmp_path, threads):
    torch.set_num_threads(threads)
    together = race(question_for(PLAIN, RESIDUAL, SmallNet(depth=14, width=4)), around(tmp_path))
    assert torch.get_num_threads() == threads
    torch.set_num_threads(1)
    for runner in together.runners:
        assert race(question_for(runner.net), around(tmp_path)).runners == (runner,)


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
    question = question_for(warm_up_steps=4, lr=0.2)
    assert [lr_at(question, step) for step in (1, 2, 4, 5, 6)] == pytest.approx([0.05, 0.1, 0.2, 0.2, 0.2])
    assert lr_at(question_for(lr=0.2), 1) == 0.2


def test_every_step_is_told_and_drawn(tmp_path):
    told, drawn = [], []
    workbench = around(tmp_path, on_step=lambda *now: told.append(now), emit=lambda *point: drawn.append(point))
    ran = race(question_for(), workbench)
    assert told == [(step, 6, message("phase-racing")) for step in range(1, 7)]
    for step, point in drawn:
        for place, runner in enumerate(ran.runners):
            assert point[f"{place}.train_loss"] == pytest.approx(runner.losses[step - 1], rel=1e-4)


def test_a_net_whose_loss_is_no_number_stops_and_the_others_go_on(tmp_path):
    wild, told = SmallNet(depth=20, width=4, norm=False, order="full_pre"), []
    question = question_for(wild, RESIDUAL, lr=10.0, steps=8)
    ran = race(question, around(tmp_path, on_step=lambda *now: told.append(now[2])))
    stopped, other = ran.runners
    assert stopped.stopped_at is not None
    assert set(stopped.losses[stopped.stopped_at - 1 :]) == {None}
    assert stopped.final_loss is stopped.test_accuracy is stopped.test_accuracy_fresh_norms is None
    assert other == race(question_for(RESIDUAL, lr=10.0, steps=8), around(tmp_path)).runners[0]
    assert told[-1] == message("phase-racing-without", nets=(message("phase-net", kind="residual", depth=20),))
    assert json.loads(json.dumps(ran.model_dump(mode="json"), allow_nan=False))


def test_fresh_statistics_change_the_test_and_nothing_else(tmp_path):
    with_norms, without = (
        race(question_for(SmallNet(depth=8, width=4, norm=norm), lr=0.01), around(tmp_path)).runners[0]
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
        race(question_for(), around(tmp_path, on_step=on_step, emit=lambda *point: drawn.append(point)))
    assert [step for step, _ in drawn] == [1, 2]
    assert torch.get_num_threads() == 2
