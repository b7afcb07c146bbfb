"""One addition, opened: against a block computed by hand, and with nothing left behind in the network."""

import math

import pytest
import torch
import torch.nn.functional as F

from resnet_core import gallery
from resnet_core.config import BlockConfig, DataConfig
from resnet_core.data.images import load, normalise
from resnet_core.models.build import ResidualBlock, build
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from resnet_core.studies.addition import measure as addition
from resnet_core.studies.addition.measure import BATCH, observe, open_addition, zero_last_layer
from resnet_core.studies.addition.question import AdditionQuestion
from tests.refusals import refused

BLOCK = BlockConfig(in_channels=6, out_channels=6)
ORDERS = ("original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre")


@pytest.fixture(scope="module")
def sketches(tmp_path_factory):
    return load(DataConfig(source="sketches", train_images=10, test_images=20), tmp_path_factory.mktemp("none"))


def opened(sketches, **choices):
    return open_addition(AdditionQuestion.model_validate({"data": "sketches", "block": BLOCK, **choices}), sketches)


def test_a_block_without_norms_agrees_with_the_same_sums_by_hand(sketches):
    block = BLOCK.model_copy(update={"norm": False})
    found = opened(sketches, block=block, picture=2, seed=5)
    _name, network, _size = addition._new(AdditionQuestion(block=block, seed=5))
    weights = [parameter.detach().double() for parameter in network.parameters()]
    x = F.relu(F.conv2d(normalise(sketches.test_images[2:3]).double(), weights[0], padding=1))
    f = F.conv2d(F.relu(F.conv2d(x, weights[1], padding=1)), weights[2], padding=1)
    for kind, expected in {"x": x, "f": f, "sum": x + f, "out": F.relu(x + f)}.items():
        maps = torch.tensor(found.maps[kind], dtype=torch.float64)
        torch.testing.assert_close(maps, expected[0, list(found.channels)], rtol=0, atol=1e-3)
    assert found.norm_x == pytest.approx(float(x.norm()), rel=1e-5)
    assert found.norm_f == pytest.approx(float(f.norm()), rel=1e-5)
    assert found.ratio == pytest.approx(float(f.norm() / x.norm()), rel=1e-5)
    cosine = float(F.cosine_similarity(x.flatten(), f.flatten(), dim=0))
    assert found.degrees == pytest.approx(math.degrees(math.acos(cosine)), rel=1e-4)
    assert (found.shape, found.identity, found.then_relu) == ((6, 28, 28), True, True)


def test_norms_take_their_statistics_from_the_batch_that_begins_with_the_picture(sketches):
    found = opened(sketches, picture=3)
    _name, network, _size = addition._new(AdditionQuestion(block=BLOCK))
    block = network.get_submodule("stage1.block")
    network.train()
    with torch.no_grad():
        x = network.get_submodule("stem")(normalise(sketches.test_images[3 : 3 + BATCH]))
        f = block.get_submodule("main")(x)[0]
    assert found.norm_f == pytest.approx(float(f.norm()), rel=1e-5)


@pytest.mark.parametrize("shortcut", ["identity", "zero_pad", "projection", "projection_norm"])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("norm", [True, False])
def test_with_its_last_layer_zeroed_a_block_gives_what_its_shortcut_gives_to_the_last_digit(
    sketches, order, shortcut, norm
):
    block = BlockConfig(in_channels=4, out_channels=4, order=order, shortcut=shortcut, norm=norm, conv_bias=True)
    found = opened(sketches, block=block, size=7, weights="zeroed")
    assert found.norm_f == 0.0
    assert found.difference == 0.0
    assert (found.ratio, found.degrees) == (0.0, None)
    assert opened(sketches, block=block, size=7).difference > 0.0


def test_factors_of_nothing_leave_nothing(sketches):
    """Squeeze-and-excitation stands behind the last layer with weights, which is still the one that is zeroed."""
    block = BlockConfig(in_channels=4, out_channels=4, se_reduction=2)
    found = opened(sketches, block=block, size=7, weights="zeroed")
    assert (found.norm_f, found.difference) == (0.0, 0.0)
    assert opened(sketches, block=block, size=7).norm_f > 0.0


def test_the_zeroed_block_of_the_chapter_is_the_relu_of_its_input(sketches):
    network = addition._new(AdditionQuestion(block=BLOCK, weights="zeroed"))[1].eval()
    x = torch.randn(2, 6, 9, 9, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.equal(network.get_submodule("stage1.block")(x), F.relu(x))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_trained_block_sees_what_the_recorded_net_shows_it(sketches, number):
    found = opened(sketches, weights="trained", number=number)
    network = addition._trained(number)[1].eval().requires_grad_(requires_grad=False)
    x = network.get_submodule("stem")(normalise(sketches.test_images[:1]))
    for stage in range(1, number):
        x = network.get_submodule(f"stage{stage}")(x)
    block = network.get_submodule(f"stage{number}.block1")
    assert found.norm_f == pytest.approx(float(block.get_submodule("main")(x).norm()), rel=1e-4)
    assert found.norm_x == pytest.approx(float(block.get_submodule("shortcut")(x).norm()), rel=1e-4)
    assert found.block == f"stage{number}.block1"
    assert found.identity == (number == 1)


def test_without_recorded_weights_the_way_out_is_told(sketches, monkeypatch):
    monkeypatch.setattr(gallery, "attachment", lambda *_arguments: None)
    with refused("recording-without-weights"):
        opened(sketches, weights="trained")


def test_a_picture_past_the_test_set_is_refused(sketches):
    with refused("no-such-picture", picture=20, pictures=20, last=19):
        opened(sketches, picture=20)


def hooks_and_modes(network):
    return {name: (len(module._forward_hooks), module.training) for name, module in network.named_modules()}


@pytest.fixture
def network():
    network = build(network_plan(ZOO["quick"].config), seed=0).train()
    network.get_submodule("stage1").eval()  # a mixture that a careless restore would even out
    return network


@pytest.mark.parametrize("training", [True, False])
def test_the_network_keeps_no_hook_and_its_own_modes(network, training):
    before = hooks_and_modes(network)
    block = network.get_submodule("stage2.block1")
    assert isinstance(block, ResidualBlock)
    observe(network, block, torch.zeros(2, 1, 28, 28), training=training)
    assert hooks_and_modes(network) == before


def test_the_same_holds_when_the_network_raises(network):
    before = hooks_and_modes(network)
    block = network.get_submodule("stage2.block1")
    assert isinstance(block, ResidualBlock)
    with pytest.raises(RuntimeError, match="channels"):
        observe(network, block, torch.zeros(2, 5, 28, 28), training=True)
    assert hooks_and_modes(network) == before


def test_zeroing_takes_a_bias_along():
    network = addition._new(AdditionQuestion(block=BLOCK.model_copy(update={"norm": False, "conv_bias": True})))[1]
    block = network.get_submodule("stage1.block")
    assert isinstance(block, ResidualBlock)
    zero_last_layer(block)
    assert block.main(torch.ones(1, 6, 5, 5)).abs().max() == 0
