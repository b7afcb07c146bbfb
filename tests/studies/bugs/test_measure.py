"""Bugs put into a net: each changes what it should, and nothing else."""

import math

import pytest
import torch
from torch import nn

from resnet_core.data.images import load
from resnet_core.models.build import ResidualBlock, build
from resnet_core.plan.network import network_plan
from resnet_core.studies.bugs import measure
from resnet_core.studies.bugs.measure import NETWORK, admit, infect
from resnet_core.studies.bugs.question import BUGS, NONE, NORM_TWICE, PLAIN_LIST, SOFTMAX, ZERO_GRAD, BugsQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.wording import message

TINY = BugsQuestion(steps=6, source="sketches", train_images=300, test_images=50)

pytestmark = pytest.mark.usefixtures("one_thread")


def with_bug(bug):
    network = build(network_plan(NETWORK), seed=1)
    infect(network, bug)
    return network


def outputs(network):
    images = torch.randn(16, 1, 14, 14, generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        return network(images)


def params(network):
    return sum(parameter.numel() for parameter in network.parameters())


def around(folder, **told):
    return Workbench(choose("cpu"), lambda config: load(config, folder), folder, **told)


@pytest.mark.parametrize("bug", [NONE, SOFTMAX, ZERO_GRAD, PLAIN_LIST])
def test_a_bug_outside_the_layers_leaves_the_first_outputs_as_they_were(bug):
    assert torch.equal(outputs(with_bug(bug)), outputs(build(network_plan(NETWORK), seed=1)))


def test_blocks_in_a_list_are_neither_trained_nor_told_to_evaluate():
    network, whole = with_bug(PLAIN_LIST), build(network_plan(NETWORK), seed=1)
    assert params(network) == params(whole) - params(nn.ModuleList(whole.get_submodule(f"stage{n}") for n in (1, 2, 3)))
    network.eval()
    hidden = network.get_submodule("stage1").unseen
    assert all(block.training for block in hidden)
    assert not any(isinstance(module, ResidualBlock) for module in network.modules())


def test_one_norm_stands_in_every_place_of_its_block():
    network = with_bug(NORM_TWICE)
    blocks = [module for module in network.modules() if isinstance(module, ResidualBlock)]
    assert len(blocks) == 3
    lost = 0
    for block in blocks:
        first, second = [layer for layer in block.main if isinstance(layer, nn.BatchNorm2d)]
        assert first is second
        lost += 2 * first.num_features
    assert params(network) == params(with_bug(NONE)) - lost


def test_every_net_takes_the_same_steps_from_the_same_start(tmp_path):
    told = []
    ward = admit(TINY, around(tmp_path, on_step=lambda *now: told.append(now)))
    patients = {patient.bug: patient for patient in ward.patients}
    assert tuple(patients) == BUGS
    assert [done for done, _total, _what in told] == list(range(1, len(BUGS) * TINY.steps + 1))
    assert told[0][1:] == (len(BUGS) * TINY.steps, message("phase-bug", bug=NONE))
    assert patients[NONE].params > patients[NORM_TWICE].params > patients[PLAIN_LIST].params
    assert patients[SOFTMAX].loss > patients[NONE].loss - 1
    assert patients[SOFTMAX].loss > math.log(1 + 9 / math.e)
    assert all(patient.stopped_at is None for patient in ward.patients)


def test_gradients_that_are_never_set_to_zero_add_up(tmp_path):
    first, second = (
        [*losses]
        for bug in (NONE, ZERO_GRAD)
        for losses in [measure.train(with_bug(bug), batches(tmp_path), bug, steps=3)]
    )
    assert first[:2] == second[:2]  # the second step is the first with two gradients in it
    assert first[2] != second[2]


def test_a_loss_that_is_no_number_ends_that_net_only(tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "LR", 1e30)
    ward = admit(TINY, around(tmp_path))
    assert all(patient.loss is None and patient.stopped_at < TINY.steps for patient in ward.patients)
    assert len(ward.patients) == len(BUGS)
    assert all(math.isfinite(patient.accuracy) for patient in ward.patients)


def batches(folder):
    bench = around(folder)
    return measure.batches_of(TINY, bench.images(TINY.data), bench)
