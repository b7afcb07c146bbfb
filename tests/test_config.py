"""A choice is checked at the door, and a refusal names the rule, the value and the way out."""

import pytest

from resnet_core.config import BlockConfig, BlockStyle, NetworkConfig, RunConfig, StageConfig, TrainingConfig, parse
from resnet_core.errors import ConfigError

STAGES = [{"blocks": 1, "channels": 16}]


@pytest.mark.parametrize(
    ("model", "values", "parts"),
    [
        (StageConfig, {"blocks": 0, "channels": 8}, ["blocks=0", "at least 1", "choose 1 or more"]),
        (StageConfig, {"blocks": 999, "channels": 8}, ["blocks=999", "at most 200", "choose 200 or less"]),
        (NetworkConfig, {"stages": [], "input_size": 28}, ["stages", "at least 1 entries", "add one"]),
        (NetworkConfig, {"stages": STAGES, "stem": "9x9"}, ["stem='9x9'", "must be one of", "7x7_pool"]),
        (NetworkConfig, {"stages": STAGES, "colour": 1}, ["colour=1", "not a setting", "leave it out"]),
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


def test_a_config_survives_its_own_json():
    config = parse(RunConfig, {"network": {"stages": STAGES}})
    assert RunConfig.model_validate_json(config.model_dump_json()) == config


@pytest.mark.parametrize(("cardinality", "group_width", "groups"), [(32, None, 32), (1, 4, 32), (1, 16, 8)])
def test_cardinality_and_group_width_say_the_same_thing_from_two_sides(cardinality, group_width, groups):
    style = BlockStyle(family="resnext", bottleneck_multiplier=0.5, cardinality=cardinality, group_width=group_width)
    assert style.groups(256) == groups
