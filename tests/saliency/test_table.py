"""The table of methods: what it says about itself, and what the net has to offer."""

import pytest

from resnet_core.presets import PRESETS
from resnet_core.saliency.table import METHODS, SMALLEST_MAP, Settings, cost, default_layer, layer_of, layers
from resnet_core.studies.nets import SmallNet
from tests.refusals import refused

QUICK = PRESETS["quick"].network


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_every_method_has_a_source_and_controls_that_exist(method):
    assert method.paper
    assert set(method.controls) <= Settings.model_fields.keys()


def test_settings_that_no_chosen_method_reads_do_not_make_another_question():
    assert Settings(steps=7, window=9, seed=3).only(["saliency", "integrated_gradients"]) == Settings(steps=7)
    assert Settings(seed=3, samples=9).only(["smooth_grad"]) == Settings(seed=3, samples=9)


@pytest.mark.parametrize("network", [QUICK, SmallNet().network, SmallNet(size=28, shortcut="none").network])
def test_the_default_layer_is_the_last_block_with_a_map_of_seven_or_more(network):
    found = layers(network)
    chosen = default_layer(network)
    assert chosen.size >= SMALLEST_MAP
    assert all(each.size < SMALLEST_MAP for each in found[found.index(chosen) + 1 :])


def test_a_net_without_such_a_map_gives_its_first_block():
    tiny = QUICK.model_copy(update={"input_size": 8})
    assert default_layer(tiny) == layers(tiny)[0]


def test_a_layer_that_the_net_does_not_have_is_named_with_those_it_has():
    with refused(
        "no-such-block-output", layer="stage4.block1", blocks=("stage1.block1", "stage2.block1", "stage3.block1")
    ):
        layer_of(QUICK, "stage4.block1")


@pytest.mark.parametrize(
    ("method", "setting", "value"),
    [
        ("integrated_gradients", "steps", 100),
        ("smooth_grad", "samples", 50),
        ("gradient_shap", "draws", 400),
        ("occlusion", "stride", 1),
        ("feature_ablation", "patch", 2),
        ("shapley_sampling", "permutations", 20),
        ("kernel_shap", "coalitions", 400),
        ("lime", "coalitions", 400),
        ("score_cam", "layer", "stage3.block1"),
    ],
)
def test_more_of_what_costs_costs_more(method, setting, value):
    more = Settings().model_copy(update={setting: value})
    assert cost(method, more, QUICK).passes > cost(method, Settings(), QUICK).passes


@pytest.mark.parametrize(("method", "setting"), [("occlusion", "window"), ("lime", "patch")])
def test_a_square_larger_than_the_picture_is_refused(method, setting):
    with refused("larger-than-picture", setting=setting, value=29, side=28):
        cost(method, Settings(**{setting: 29}), QUICK)
