"""A choice is checked at the door, and a refusal names the rule, the value and the way out."""

import gc
import weakref

import pytest

from resnet_core.config import BlockConfig, BlockStyle, NetworkConfig, RunConfig, StageConfig, TrainingConfig, parse
from resnet_core.errors import ConfigError

STAGES = [{"blocks": 1, "channels": 16}]


@pytest.mark.parametrize(
    ("model", "values", "parts"),
    [
        (StageConfig, {"blocks": 0, "channels": 8}, ["blocks=0", "at least 1", "choose 1 or more"]),
        (StageConfig, {"blocks": 999, "channels": 8}, ["blocks=999", "at most 200", "choose 200 or less"]),
        (NetworkConfig, {"stages": [], "input_size": 28}, ["stages", "needs 1 or more entries", "add one"]),
        (NetworkConfig, {"stages": STAGES, "stem": "9x9"}, ["stem='9x9'", "must be one of", "7x7_pool"]),
        (NetworkConfig, {"stages": STAGES, "colour": 1}, ["colour=1", "not a setting", "leave it out"]),
        (
            NetworkConfig,
            {"stages": STAGES, "style": {"dilation": 2}},
            ["style.dilation=2", "no dilated", "kernel of 5"],
        ),
        (NetworkConfig, {"stages": STAGES, "style": {"dropout": 0.1}}, ["dropout=0.1", "no dropout", "weight_decay"]),
        (NetworkConfig, {"stages": STAGES, "final_norm": False}, ["final_norm=False", "last norm", "relu_only_pre"]),
        (NetworkConfig, {"stages": STAGES, "stem": "1x1"}, ["stem='1x1'", "must be one of", "3x3"]),
        (NetworkConfig, {"stages": STAGES, "style": {"se_reduction": 0}}, ["se_reduction=0", "choose 1 or more"]),
        (NetworkConfig, {}, ["stages", "is required"]),
        (NetworkConfig, {"stages": [{"blocks": 1, "channels": -3}]}, ["stages.0.channels=-3", "at least 1"]),
        (TrainingConfig, {"lr": 0}, ["lr=0", "greater than 0", "larger"]),
        (TrainingConfig, {"nesterov": True, "momentum": 0}, ["nesterov", "momentum=0", "set momentum=0.9"]),
        (BlockConfig, {"family": "plain", "shortcut": "identity"}, ["plain", "shortcut=identity", "shortcut=none"]),
        (BlockStyle, {"family": "residual", "cardinality": 4}, ["family=residual", "cardinality=4", "family=resnext"]),
        (BlockStyle, {"family": "resnext", "cardinality": 4, "group_width": 4}, ["both fix", "give one of them"]),
        (
            BlockConfig,
            {"family": "resnext", "out_channels": 64, "bottleneck_multiplier": 0.5, "cardinality": 12},
            ["cardinality=12", "must divide the bottleneck width 32", "8 and 16"],
        ),
        (RunConfig, {"network": {"stages": STAGES, "classes": 5}}, ["classes=5", "10 classes", "set classes=10"]),
        (RunConfig, {"network": {"stages": STAGES, "input_channels": 2}}, ["input_channels=2", "grey"]),
        (RunConfig, {"network": {"stages": STAGES, "input_width": 40}}, ["input_width=40", "square", "to 28"]),
    ],
)
def test_a_refusal_names_the_rule_the_value_and_the_way_out(model, values, parts):
    with pytest.raises(ConfigError) as refusal:
        parse(model, values)
    for part in parts:
        assert part in str(refusal.value)


def test_every_broken_rule_is_named_at_once():
    with pytest.raises(ConfigError) as refusal:
        parse(StageConfig, {"blocks": 0, "channels": 0})
    assert len(str(refusal.value).splitlines()) == 2


@pytest.mark.parametrize(
    "values", [{"stages": [{"blocks": 0, "channels": 64}]}, {"stages": [{}]}, {"stages": [*STAGES, {"blocks": 0}]}]
)
def test_an_entry_that_is_refused_is_not_said_to_be_missing_too(values):
    with pytest.raises(ConfigError) as refusal:
        parse(NetworkConfig, values)
    assert all(line.startswith("stages.") for line in str(refusal.value).splitlines())


@pytest.mark.parametrize("more", [{}, {"input_width": 40, "style": {"se_reduction": 4}, "stem": "deep_pool"}])
def test_a_config_survives_its_own_json(more):
    config = parse(NetworkConfig, {"stages": STAGES, **more})
    assert NetworkConfig.model_validate_json(config.model_dump_json()) == config
    assert NetworkConfig.model_validate(config.model_dump()) == config


def test_settings_that_came_later_are_written_only_where_they_are_used():
    """Recorded answers and stored runs are found by what was written when they were made."""
    plain = parse(NetworkConfig, {"stages": STAGES}).model_dump()
    assert "input_width" not in plain
    assert "se_reduction" not in plain["style"]


@pytest.mark.parametrize(("cardinality", "group_width", "groups"), [(32, None, 32), (1, 4, 32), (1, 16, 8)])
def test_cardinality_and_group_width_say_the_same_thing_from_two_sides(cardinality, group_width, groups):
    style = BlockStyle(family="resnext", bottleneck_multiplier=0.5, cardinality=cardinality, group_width=group_width)
    assert style.groups(256) == groups


def test_a_refusal_is_forgotten_once_nobody_needs_it():
    """A page refuses hundreds of options at every move, and a server stands for months."""
    with pytest.raises(ConfigError) as refused:
        parse(BlockConfig, {"family": "resnext", "out_channels": 64, "cardinality": 5})
    refusal = weakref.ref(refused.value)
    del refused
    gc.collect()
    assert refusal() is None
