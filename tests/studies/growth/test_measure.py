"""Blocks put into a net: which of them leave its outputs as they were."""

import pytest
import torch

from resnet_core.data.images import load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import cifar
from resnet_core.studies.growth import measure as growth
from resnet_core.studies.growth.measure import INSERTIONS, NETWORK, insert, larger_plan
from resnet_core.studies.growth.question import IDENTITY, NOTHING, PLAIN, RANDOM, ZERO, GrowthQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose
from resnet_core.wording import message
from tests.refusals import refused
from tests.worn_nets import wear_in

TINY = GrowthQuestion(steps=5, further_steps=5, source="sketches", train_images=300, test_images=50)
TWO_A_STAGE = cifar(14, width=4).model_copy(update={"input_channels": 1, "input_size": 14})


pytestmark = pytest.mark.usefixtures("one_thread")


def lived_in(config):
    """A net whose norms have the statistics, scales and shifts of one that was trained."""
    network = build(network_plan(config), seed=1)
    return wear_in(network).eval()


def around(folder, **told):
    return Workbench(choose("cpu"), lambda config: load(config, folder), folder, **told)


def outputs(network, name, config):
    images = torch.randn(16, 1, 14, 14, generator=torch.Generator().manual_seed(3))
    larger = insert(network, config, INSERTIONS[name], seed=4).eval()
    with torch.no_grad():
        return network(images), larger(images)


@pytest.mark.parametrize("config", [NETWORK, TWO_A_STAGE], ids=["one block a stage", "two"])
def test_residual_blocks_with_a_zero_last_layer_move_no_bit(config):
    before, after = outputs(lived_in(config), ZERO, config)
    assert torch.equal(before, after)


@pytest.mark.parametrize("config", [NETWORK, TWO_A_STAGE], ids=["one block a stage", "two"])
def test_plain_identity_kernels_move_the_outputs_by_no_more_than_the_norms_constant(config):
    before, after = outputs(lived_in(config), IDENTITY, config)
    assert not torch.equal(before, after)
    torch.testing.assert_close(after, before, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("name", [RANDOM, PLAIN])
def test_blocks_that_start_as_usual_move_the_outputs_far(name):
    before, after = outputs(lived_in(NETWORK), name, NETWORK)
    assert (after - before).abs().max() > 0.1


def test_eight_layers_become_twenty():
    assert larger_plan(NETWORK, INSERTIONS[RANDOM]) == network_plan(
        cifar(20, width=8).model_copy(update={"input_channels": 1, "input_size": 14})
    )


def test_the_whole_experiment_on_a_few_steps(tmp_path):
    told = []

    def on_step(done, total, what):
        told.append((done, total, what))

    grown = growth.grow(TINY, around(tmp_path, on_step=on_step))
    nets = {net.put_in: net for net in grown.nets}
    assert list(nets) == [NOTHING, *INSERTIONS]
    assert (nets[ZERO].loss, nets[ZERO].largest_change) == (nets[NOTHING].loss, 0.0)
    assert nets[ZERO].first_losses[0] == nets[NOTHING].first_losses[0]
    assert nets[IDENTITY].loss == pytest.approx(nets[NOTHING].loss, abs=1e-3)
    assert abs(nets[IDENTITY].first_losses[0] - nets[NOTHING].first_losses[0]) > 1e-2
    total = growth.total_steps(TINY)
    assert [done for done, _total, _what in told] == list(range(1, total + 1))
    assert told[0][1:] == (total, message("phase-small-net"))
    assert grown.params_after > grown.params_before


def test_a_loss_that_is_no_number_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(growth, "LR", 1e30)
    with refused("growth-diverged", net=message("phase-small-net")):
        growth.grow(TINY, around(tmp_path))
