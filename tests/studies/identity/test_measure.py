"""Rows of blocks that learn y = x: what they are, and that time and error are told as they were."""

from itertools import pairwise

import pytest
import torch
from torch import nn

from resnet_core.data.images import load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.studies.identity import measure
from resnet_core.studies.identity.measure import attempt_all, learn
from resnet_core.studies.identity.question import (
    CHANNELS,
    EVERY,
    KINDS,
    PLAIN,
    RESIDUAL,
    SIDE,
    TOLERANCE,
    ZERO,
    IdentityQuestion,
    row,
)
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.wording import message

SHORT = IdentityQuestion(lengths=(1, 2), steps=EVERY + 5)

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def bench(tmp_path):
    return Workbench(choose("cpu"), lambda config: load(config, tmp_path), tmp_path)


def blocks_of(kind, blocks):
    return build(network_plan(row(kind, blocks))).get_submodule("stage1")


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_convolutions_and_relus_with_two_layers_a_block(kind):
    layers = [module for module in blocks_of(kind, 3).modules() if not [*module.children()]]
    assert sum(isinstance(layer, nn.Conv2d) for layer in layers) == 6
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in layers)
    assert all(layer.bias is None for layer in layers if isinstance(layer, nn.Conv2d))


def test_blocks_that_start_at_zero_pass_on_what_a_relu_let_through():
    x = torch.randn(2, CHANNELS, SIDE, SIDE).relu()
    assert torch.equal(blocks_of(ZERO, 4)(x), x)
    assert not torch.equal(blocks_of(RESIDUAL, 4)(x), x)


def test_a_plain_row_can_be_the_identity_with_one_weight_of_1_a_channel():
    plain = blocks_of(PLAIN, 2)
    for conv in [module for module in plain.modules() if isinstance(module, nn.Conv2d)]:
        nn.init.dirac_(conv.weight)
        assert conv.weight.sum() == conv.weight.count_nonzero() == CHANNELS
    x = torch.randn(2, CHANNELS, SIDE, SIDE).relu()
    assert torch.equal(plain(x), x)


def test_all_see_the_same_inputs_and_the_error_falls(bench):
    for kind in (PLAIN, RESIDUAL):
        errors = [*learn(SHORT, bench, kind, blocks=1)]
        assert errors == [*learn(SHORT, bench, kind, blocks=1)]
        assert len(errors) == SHORT.steps + 1
        assert TOLERANCE < errors[-1] < errors[0]


def test_a_row_that_has_learned_it_stops_and_says_when(bench, monkeypatch):
    errors = [*learn(SHORT, bench, RESIDUAL, blocks=1)]
    monkeypatch.setattr(measure, "TOLERANCE", errors[7])
    found = {(each.kind, each.blocks): each for each in attempt_all(SHORT, bench).attempts}
    assert found[RESIDUAL, 1].reached == 7
    assert found[RESIDUAL, 1].last == pytest.approx(errors[7], rel=1e-3)
    assert (found[PLAIN, 2].reached, len(found[PLAIN, 2].errors)) == (None, 2)
    assert [found[ZERO, blocks].reached for blocks in SHORT.lengths] == [0, 0]


def test_progress_is_told_in_steps_of_all_rows(bench, tmp_path):
    told = []
    attempt_all(SHORT, Workbench(bench.device, bench.images, tmp_path, on_step=lambda *now: told.append(now)))
    assert told[0] == (0, 6 * SHORT.steps, message("phase-identity", kind=PLAIN, blocks=1))
    assert all(before[0] <= after[0] for before, after in pairwise(told))


def test_an_error_that_is_no_number_ends_that_row_only(bench, monkeypatch):
    monkeypatch.setattr(measure, "LR", 1e30)
    found = {(each.kind, each.blocks): each for each in attempt_all(SHORT, bench).attempts}
    assert found[PLAIN, 2].reached is None
    assert found[PLAIN, 2].last is None
    assert found[ZERO, 2].reached == 0
