"""The tables of the zoo as they were when last looked at: a change of any number is a decision, not an accident.

To accept new numbers: `GOLDEN=overwrite python -m pytest tests/analysis/test_golden.py`, then read the diff.
"""

import json
import os
from dataclasses import astuple
from pathlib import Path

import pytest

from resnet_core.analysis.layers import layer_table
from resnet_core.analysis.stages import idle_weights, layer_count, parts
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def facts(name):
    """What the page says of a network: a line a part, and the layers that count."""
    plan = network_plan(ZOO[name].config)
    count = layer_count(plan)
    return {
        "layers": [count.convolutions, count.projections, count.norms, count.dense],
        "idle_weights": idle_weights(plan),
        "parts": [
            [p.name, p.blocks, list(p.out_shape), p.params, p.macs, p.activation_bytes, p.receptive_field]
            for p in parts(layer_table(plan))
        ],
    }


def layers(name):
    """The whole table of one network."""
    return [
        [r.path, r.kind, astuple(r.layer)[1:], list(r.in_shape), list(r.out_shape), r.params, r.macs, r.receptive_field]
        for r in layer_table(network_plan(ZOO[name].config))
    ]


def check(file, found):
    text = "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in found.items()) + "\n}\n"
    if os.environ.get("GOLDEN") == "overwrite":
        (GOLDEN / file).write_text(text, encoding="utf-8")
    assert json.loads((GOLDEN / file).read_text(encoding="utf-8")) == json.loads(text)


def test_the_parts_of_every_network_of_the_zoo_are_as_they_were():
    check("zoo.json", {name: facts(name) for name in ZOO})


@pytest.mark.parametrize("name", ["d2l_resnet18", "resnext50_32x4d"])
def test_every_layer_is_as_it_was(name):
    check(f"{name}.json", {row[0]: row[1:] for row in layers(name)})
