"""One layer in words: the arithmetic that is shown gives the number that is shown."""

from dataclasses import replace
from math import prod
from typing import get_args

import pytest
from hypothesis import given, settings

from resnet_core.analysis.layers import Kind, layer_table, rows
from resnet_core.errors import ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from tests.strategies import networks
from ui.layers import words as layer_words
from ui.say import say


def worth(arithmetic):
    """The value of `3 · 3 · 64 + 64`; 0 for nothing."""
    return sum(prod(map(int, term.split(" · "))) for term in arithmetic.split(" + ")) if arithmetic else 0


@settings(max_examples=80, deadline=None)
@given(networks())
def test_the_arithmetic_of_every_layer_gives_its_counts(config):
    try:
        steps = tuple(walk(network_plan(config)))
    except ShapeError:
        return
    for step, row in zip(steps, rows(steps), strict=True):
        assert worth(layer_words.params_sum(step.layer)) == row.params
        assert worth(layer_words.macs_sum(step.layer, step.out_shape)) == row.macs


@settings(max_examples=80, deadline=None)
@given(networks())
def test_every_layer_has_a_formula_whose_braces_close(config):
    try:
        steps = tuple(walk(network_plan(config)))
    except ShapeError:
        return
    for step in steps:
        formula = layer_words.formula(step.layer)
        assert formula.startswith("y")
        assert formula.count("{") == formula.count("}")


def test_every_kind_of_layer_has_a_name_of_its_own():
    names = [say("layer-kind", kind=kind) for kind in get_args(Kind)]
    assert len(set(names)) == len(names)


def test_a_grouped_kernel_says_how_deep_it_is_and_in_how_many_groups():
    steps = {step.path: step for step in walk(network_plan(ZOO["resnext50_32x4d"].config))}
    kernel = layer_words.kernel(steps["stage1.block1.main.conv2"].layer)
    assert all(part in kernel for part in ("128", "4×3×3", "32"))
    assert layer_words.kernel(steps["stem.relu"].layer) == ""


@pytest.mark.parametrize(("sides", "everything"), [((96, 96), False), ((7, 7), True), ((7, 96), False)])
def test_the_view_of_a_layer_is_set_against_the_input(sides, everything):
    row = layer_table(network_plan(ZOO["d2l_resnet18"].config))[0]
    values = {"field": row.receptive_field, "input": f"{sides[0]}×{sides[1]}", "everything": everything}
    assert layer_words.sight(row, sides) == say("layer-sight", **values)


def test_a_title_has_kind_place_and_both_shapes():
    row = next(
        row for row in layer_table(network_plan(ZOO["resnet18"].config)) if row.path == "stage2.block1.shortcut.conv"
    )
    title, what = layer_words.title(row), layer_words.what(row.layer)
    assert title.lower().startswith(what.lower())
    assert title.endswith("64×56×56 → 128×28×28")
    assert title != layer_words.title(replace(row, branch="main"))
