"""Whatever arrives as a config is a config, or a refusal that names the setting: never another error, never a flood."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resnet_core.config import NetworkConfig, RunConfig, parse
from resnet_core.errors import ConfigError
from resnet_core.studies.catalogue import STUDIES
from tests.hostile import ANYTHING, like

QUESTIONS = {kind.question.__name__: kind.question for kind in STUDIES.values()} | {"RunConfig": RunConfig}
LONGEST = 500
"""Letters that one refusal may take on a page, however long what it refuses is."""


def told(model: Any, values: Any) -> tuple[str, ...]:
    """What the refusal says of each broken rule; nothing where the values are a config."""
    try:
        config = parse(model, values)
    except ConfigError as refusal:
        return tuple(str(ConfigError(cause.id.removeprefix("error-"), **cause.values)) for cause in refusal.causes)
    assert parse(model, json.loads(config.model_dump_json())) == config
    return ()


@pytest.mark.parametrize("name", QUESTIONS)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_almost_a_question_is_one_or_is_refused_by_its_settings(name, data):
    model = QUESTIONS[name]
    refusal = told(model, data.draw(like(model.model_json_schema())))
    assert all(0 < len(sentence) <= LONGEST for sentence in refusal)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(values=ANYTHING)
def test_anything_else_is_refused(values):
    refusal = told(RunConfig, values)
    assert refusal
    assert all(0 < len(sentence) <= LONGEST for sentence in refusal)


@pytest.mark.parametrize(
    "values",
    [
        {"stages": [{"blocks": 0, "channels": 0}] * 20_000},
        {"stages": [0] * 20_000},
        {"stages": [], **{f"unknown{number}": number for number in range(20_000)}},
        {"stages": "x" * 1_000_000},
        {"stages": [], "x" * 1_000_000: 1},
        {"stages": [], "\ud800": 1},
        {"stages": [], "classes": 10**5000},
    ],
    ids=["wrong stages", "no stages", "unknown settings", "long value", "long name", "half a letter", "long number"],
)
def test_a_flood_is_refused_in_a_few_lines(values):
    refusal = told(NetworkConfig, values)
    assert 0 < len(refusal) <= 30
    assert sum(map(len, refusal)) < 30 * LONGEST
    assert "\n".join(refusal).encode()
