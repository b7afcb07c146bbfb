"""What a ladder draws anew: every weight once, from the output to the input."""

import pytest

from resnet_core.config import BlockStyle, NetworkConfig, StageConfig, parse
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv, Linear, Norm
from resnet_core.plan.shapes import walk
from resnet_core.presets import SPECIMENS
from resnet_core.saliency.ladder_parts import parts
from resnet_core.saliency.table import Settings, cost
from resnet_core.studies.bounds import network_macs
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.saliency_checks import question as saliency_checks
from resnet_core.studies.saliency_checks.question import MOST_RUNGS, LadderQuestion
from tests.refusals import refused

PROJECTED = SmallNet(shortcut="projection_norm", depth=8, width=4, size=14)
NETS = {
    "projections": PROJECTED,
    "plain": SmallNet(shortcut="none", depth=14, width=4),
    "no norms": SmallNet(shortcut="projection_norm", depth=8, width=4, norm=False),
    **{
        order: SmallNet(shortcut="projection_norm", depth=8, width=4, order=order)
        for order in ("norm_after_add", "relu_before_add", "relu_only_pre", "full_pre")
    },
}

GATED = NetworkConfig(stages=(StageConfig(blocks=2, channels=8, stride=2),), style=BlockStyle(se_reduction=4))


def test_stages_go_from_the_head_down_to_the_stem():
    found = parts(network_plan(PROJECTED.network), "stage")
    assert [part.name for part in found] == ["head", "stage3", "stage2", "stage1", "stem"]
    assert all(part.modules == (part.name,) for part in found)


def test_layers_go_from_the_end_of_a_main_path_to_its_start_and_then_to_the_projection():
    found = parts(network_plan(PROJECTED.network), "layer")
    assert [part.name for part in found] == [
        "head.fc",
        "stage3.block1.main.conv2", "stage3.block1.main.conv1", "stage3.block1.shortcut.conv",
        "stage2.block1.main.conv2", "stage2.block1.main.conv1", "stage2.block1.shortcut.conv",
        "stage1.block1.main.conv2", "stage1.block1.main.conv1",
        "stem.conv",
    ]  # fmt: skip
    assert found[1].modules == ("stage3.block1.main.conv2", "stage3.block1.main.norm2")
    assert found[-1].modules == ("stem.conv", "stem.norm")


@pytest.mark.parametrize("network", [*(net.network for net in NETS.values()), GATED], ids=[*NETS, "squeezed"])
def test_by_layer_every_layer_with_weights_is_drawn_once_and_no_part_has_two_layers(network):
    plan = network_plan(network)
    kinds = {step.path: step.layer for step in walk(plan) if isinstance(step.layer, Conv | Linear | Norm)}
    found = parts(plan, "layer")
    drawn = [path for part in found for path in part.modules]
    assert sorted(drawn) == sorted(kinds)
    for part in found:
        assert [path for path in part.modules if not isinstance(kinds[path], Norm)] == [part.name]


def test_a_norm_before_the_first_convolution_of_a_block_goes_with_it():
    found = {part.name: part.modules for part in parts(network_plan(NETS["full_pre"].network), "layer")}
    assert "stage2.block1.before.norm1" in found["stage2.block1.main.conv1"]
    assert "head.norm" in found["head.fc"]


def test_a_net_with_too_many_layers_is_refused_by_layer_and_taken_by_stage():
    deep = SPECIMENS["residual56"].network
    count = len(parts(network_plan(deep), "layer"))
    assert count > MOST_RUNGS
    of = {"net": {"network": deep.model_dump(), "weights": "recorded:residual56"}, "methods": ["saliency"]}
    with pytest.raises(
        ConfigError, match=rf"by=layer: this network has {count} layers .* at most {MOST_RUNGS} .* by stage"
    ):
        parse(LadderQuestion, {"of": of})
    assert len(parse(LadderQuestion, {"of": of, "by": "stage"}).parts) == 5


@pytest.mark.parametrize(("by", "maps"), [("stage", 5 + 2), ("layer", 10 + 2)])
def test_a_ladder_has_the_work_of_its_rungs_of_the_trained_net_and_of_the_other_class(monkeypatch, by, maps):
    net = PROJECTED.network
    of = {"net": {"network": net.model_dump(), "weights": "new:0"}, "methods": ["saliency"], "pictures": [0, 1, 2]}
    work = cost("saliency", Settings(), net).passes * maps * 3 * network_macs(net)
    monkeypatch.setattr(saliency_checks, "MOST_MACS", work)
    parse(LadderQuestion, {"of": of, "by": by})
    monkeypatch.setattr(saliency_checks, "MOST_MACS", work - 1)
    with refused("check-too-large", by_stage="yes" if by == "layer" else "no"):
        parse(LadderQuestion, {"of": of, "by": by})
