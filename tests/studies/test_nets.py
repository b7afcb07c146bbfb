"""Small nets and where weights come from."""

import pytest

from resnet_core.analysis.layers import network_cost
from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.studies.nets import DEPTHS, SmallNet, TrainedNet, Weights
from tests.refusals import refused


def params(net):
    return network_cost(net.network).params


def test_a_net_for_pictures_that_are_not_square_is_refused():
    network = SmallNet().network.model_copy(update={"input_width": 40})
    with refused("pictures-are-square"):
        parse(TrainedNet, {"network": network.model_dump(), "weights": "new:0"})


@pytest.mark.parametrize("depth", DEPTHS)
def test_plain_and_residual_twins_have_the_same_parameters(depth):
    assert params(SmallNet(depth=depth)) == params(SmallNet(depth=depth, shortcut="none"))


def test_a_net_has_the_depth_and_the_blocks_that_its_name_says():
    net = SmallNet(depth=56)
    assert sum(stage.blocks for stage in net.network.stages) == net.blocks == 27


@pytest.mark.parametrize("order", ["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"])
def test_every_order_has_the_same_parameters_but_for_norms_that_moved(order):
    net = SmallNet(order=order)
    assert net.network.style.order == order
    assert params(net) == pytest.approx(params(SmallNet()), abs=64)


def test_a_depth_that_is_not_theirs_names_the_nearest():
    with refused("small-net-depth", depth=31, below=26, above=32):
        parse(SmallNet, {"depth": 31})


def test_zero_init_without_a_shortcut_is_refused():
    with refused("zero-start-needs-shortcut"):
        parse(SmallNet, {"shortcut": "none", "zero_init": True})


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("new:7", Weights("new", "7", None)),
        ("recorded:quick", Weights("recorded", "quick", None)),
        ("recorded:quick@50", Weights("recorded", "quick", 50)),
        ("run:0123456789ab", Weights("run", "0123456789ab", None)),
        ("run:0123456789ab@2", Weights("run", "0123456789ab", 2)),
    ],
)
def test_weights_say_where_they_come_from(text, weights):
    assert TrainedNet(network=SmallNet().network, weights=text).source == weights


@pytest.mark.parametrize("text", ["", "quick", "recorded:../quick", "run:../../etc", "recorded:quick@", "new:-1"])
def test_weights_from_anywhere_else_are_refused(text):
    with pytest.raises(ConfigError, match="weights"):
        parse(TrainedNet, {"network": SmallNet().network.model_dump(), "weights": text})
