"""Generated Keras source, run on Keras' torch backend and held against the plan's own module.

Keras chooses its backend when it is first imported, so it is imported inside a fixture, with the environment set.
"""

import re
from collections import Counter

import pytest
import torch
from hypothesis import HealthCheck, given, settings

from resnet_core.codegen.keras import keras_source, keras_weights
from resnet_core.config import BlockStyle, NetworkConfig, StageConfig
from resnet_core.errors import ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Add, Conv, Linear, Norm, Relu
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from tests.codegen.running import definitions, images, reference
from tests.strategies import ORDERS, networks

SAME = {"Conv2D": Conv, "BatchNormalization": Norm, "ReLU": Relu, "Add": Add, "Dense": Linear}
"""Layers that both have; borders and pools are cut up differently, and show in the shapes of what follows."""


@pytest.fixture(scope="module", autouse=True)
def keras(tmp_path_factory):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KERAS_BACKEND", "torch")
        environment.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
        keras = pytest.importorskip("keras")
    assert keras.backend.backend() == "torch"
    keras.backend.set_floatx("float64")
    yield keras
    keras.backend.set_floatx("float32")
    keras.backend.clear_session()


def model_of(config):
    """What the last function of the source returns."""
    return list(definitions(keras_source(config)).values())[-1]()


def in_order(model, kind):
    """The layers of one kind in the order in which the source made them, which is in their names."""

    def number(layer):
        return int("0" + "".join(re.findall(r"_(\d+)$", layer.name)))

    return sorted((layer for layer in model.layers if type(layer).__name__ == kind), key=number)


def copy_weights(model, config, network):
    """The numbers of a torch `network` into `model`, which is the first one of its session."""
    state = {name: values.detach().numpy() for name, values in network.state_dict().items()}
    weights = keras_weights(config, state)
    assert weights.keys() == {variable.path for variable in model.weights}
    model.set_weights([weights[variable.path] for variable in model.weights])


def assert_same_logits(keras, config):
    """To the precision of float32, which Keras uses for norms and means whatever the dtype of the rest."""
    keras.utils.clear_session()
    network, model = reference(network_plan(config)), model_of(config)
    copy_weights(model, config, network)
    batch = images(*config.input_shape)
    with torch.no_grad():
        logits = model(batch.permute(0, 2, 3, 1), training=False)
        torch.testing.assert_close(logits.cpu(), network(batch), rtol=1e-5, atol=1e-5)


SHALLOW = [name for name, entry in ZOO.items() if sum(stage.blocks for stage in entry.config.stages) < 100]
"""Keras takes a minute for a thousand layers, whose source differs from that of a hundred in one number a stage."""


@pytest.mark.parametrize("name", SHALLOW)
def test_every_network_of_the_zoo_has_the_layers_and_the_parameters_it_was_published_with(name):
    config = ZOO[name].config
    model = model_of(config)
    ours = Counter((type(s.layer), s.out_shape) for s in walk(network_plan(config)) if type(s.layer) in SAME.values())
    theirs = Counter(
        (SAME[type(layer).__name__], (layer.output.shape[-1], *layer.output.shape[1:-1]))
        for layer in model.layers
        if type(layer).__name__ in SAME
    )
    assert theirs == ours
    assert model.output_shape == (None, config.classes)
    assert sum(weight.value.numel() for weight in model.trainable_weights) == ZOO[name].params


@pytest.mark.parametrize(
    "name", ["quick", "resnet20", "plain20", "d2l_resnet18", "resnext50_32x4d", "resnet50d", "seresnet50"]
)
def test_logits_equal_torchs_after_copying_the_weights(keras, name):
    config = ZOO[name].config
    assert_same_logits(keras, config.model_copy(update={"input_size": min(config.input_size, 48)}))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks())
def test_any_network_is_written_exactly_or_refused(keras, config):
    try:
        list(walk(network_plan(config)))
    except ShapeError:
        with pytest.raises(ShapeError):
            keras_source(config)
        return
    assert_same_logits(keras, config)


@pytest.mark.parametrize("order", ["original", "full_pre"])
def test_borders_of_pools_are_those_of_torch(keras, order):
    """Pre-activated stems pool negative values, where a border of zeros would win; 3 does not divide 14."""
    assert_same_logits(
        keras,
        NetworkConfig(
            stem="3x3_pool",
            stages=(StageConfig(blocks=1, channels=8, stride=3),),
            style=BlockStyle(order=order),
            shortcut="pool_projection",
        ),
    )


@pytest.mark.parametrize(
    ("init", "variance", "dense_variance"),
    [
        ("kaiming", 2 / (9 * 128), 1 / (3 * 128)),
        ("xavier", 2 / (9 * 256), 2 / (128 + 500)),
        ("torch", 1 / (3 * 9 * 128), 1 / (3 * 128)),
    ],
)
def test_weights_are_drawn_as_the_plan_draws_them(init, variance, dense_variance):
    stages = (StageConfig(blocks=1, channels=128),)
    model = model_of(NetworkConfig(stages=stages, stem_channels=128, init=init, classes=500))
    first, second = (layer.kernel.value for layer in in_order(model, "Conv2D")[1:])
    assert first.var().item() == pytest.approx(variance, rel=0.05)
    assert not torch.equal(first, second)
    assert in_order(model, "Dense")[0].kernel.value.var().item() == pytest.approx(dense_variance, rel=0.05)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("norm", [True, False])
@pytest.mark.parametrize("init", ["kaiming", "xavier"])
def test_the_same_layers_start_at_zero_as_in_the_plan(order, norm, init):
    config = NetworkConfig(
        stages=(StageConfig(blocks=2, channels=8),),
        stem_channels=8,
        style=BlockStyle(order=order, norm=norm, zero_init_residual=True),
        init=init,
    )
    model = model_of(config)
    for kind, node in (("Conv2D", Conv), ("BatchNormalization", Norm)):
        marked = [step.layer.zero_init for step in walk(network_plan(config)) if isinstance(step.layer, node)]
        assert [not layer.weights[0].value.any().item() for layer in in_order(model, kind)] == marked
