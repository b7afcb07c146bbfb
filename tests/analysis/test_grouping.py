"""Splits cost what torch counts and what the paper's formula says; the three forms hold the same weights."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from resnet_core.analysis.grouping import (
    ONE_PATH,
    PUBLISHED,
    Split,
    chosen,
    connections,
    doublings,
    inception,
    meaning,
    nearest_split,
    nearness,
    split_cost,
    split_of,
    three_forms,
)
from resnet_core.analysis.layers import macs
from resnet_core.config import BlockConfig
from resnet_core.models.build import ResidualBlock
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.nodes import Conv
from resnet_core.plan.shapes import Tap, walk_path

SPLITS = st.builds(Split, st.integers(1, 16), st.integers(1, 16))


@given(SPLITS)
def test_a_split_costs_what_the_paper_s_formula_says(split):
    c, d = split.cardinality, split.group_width
    assert split_cost(split).params == c * (256 * d + 9 * d * d + d * 256)


@pytest.mark.parametrize("split", PUBLISHED, ids=str)
def test_the_published_splits_are_within_three_percent_of_one_another(split):
    assert split_cost(split).params == pytest.approx(split_cost(Split(1, 64)).params, rel=0.03)


def test_the_published_errors_fall_as_cardinality_grows():
    for errors in zip(*((p.error_50_layers, p.error_101_layers) for p in PUBLISHED), strict=True):
        assert sorted(errors, reverse=True) == list(errors)


@pytest.mark.parametrize("published", PUBLISHED, ids=str)
def test_the_nearest_split_is_the_paper_s_or_comes_nearer(published):
    budget = split_cost(Split(1, 64)).params
    ours = nearest_split(published.cardinality, budget)
    assert abs(split_cost(ours).params - budget) <= abs(split_cost(published).params - budget)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 64), st.integers(1, 100_000))
def test_no_other_group_width_comes_nearer_to_the_budget(cardinality, budget):
    def distance(split):
        return abs(split_cost(split).params - budget)

    found = nearest_split(cardinality, budget)
    neighbours = [Split(cardinality, d) for d in (found.group_width - 1, found.group_width + 1) if d > 0]
    assert all(distance(found) <= distance(other) for other in neighbours)


@given(SPLITS, st.sampled_from((8, 64, 256)))
def test_the_three_forms_hold_the_same_weights(split, channels):
    weights = {form.params for form in three_forms(channels, split)}
    assert weights == {split_cost(split, channels=max(channels, 64)).params} if channels >= 64 else len(weights) == 1


@given(SPLITS)
def test_every_branch_of_a_form_ends_where_the_next_part_begins(split):
    total, concatenated, grouped = three_forms(64, split)
    ends = [list(walk_path(path, "b", branch="main", at=Tap("input", (64, 6, 6))))[-1] for path in total.branches]
    assert {end.out_shape for end in ends} == {(64, 6, 6)}
    joined = sum(end.out_channels for *_, end in concatenated.branches if isinstance(end, Conv))
    assert concatenated.tail == (Conv("expand", joined, 64, 1),)
    assert len(grouped.branches) == 1


@pytest.mark.parametrize(("width", "cardinalities"), [(1, [1]), (12, [1, 2, 4]), (32, [1, 2, 4, 8, 16, 32])])
def test_doublings_stop_where_the_groups_would_no_longer_be_equal(width, cardinalities):
    splits = doublings(width)
    assert [split.cardinality for split in splits] == cardinalities
    assert {split.width for split in splits} == {width}


@pytest.mark.parametrize("style", [{"cardinality": 4}, {"group_width": 4}])
def test_a_split_is_read_from_a_block_in_either_language(style):
    config = BlockConfig(family="resnext", out_channels=64, bottleneck_multiplier=0.5, **style)
    split = split_of(config)
    conv = next(m for m in ResidualBlock(block_plan(config)).modules() if isinstance(m, nn.Conv2d) and m.groups > 1)
    assert split == Split(conv.groups, conv.in_channels // conv.groups)


def test_the_inception_block_keeps_the_size_and_gives_the_published_channels():
    ends = [
        list(walk_path(p, "b", branch="main", at=Tap("input", (192, 28, 28))))[-1].out_shape
        for p in inception().branches
    ]
    assert [shape[0] for shape in ends] == [64, 128, 32, 32]
    assert {shape[1:] for shape in ends} == {(28, 28)}


def test_inceptions_convolutions_hand_on_no_more_channels_than_their_narrowest_layers():
    """The rank of what all of them make of one pixel, whatever the weights."""
    random = torch.Generator().manual_seed(0)
    made = []
    for path in inception().branches:
        if not all(isinstance(layer, Conv) for layer in path):
            continue
        through = torch.eye(192, dtype=torch.float64)
        for layer in path:
            assert isinstance(layer, Conv)
            weights = torch.randn(layer.out_channels, layer.in_channels, generator=random, dtype=torch.float64)
            through = weights @ through
        made.append(through)
    assert int(torch.linalg.matrix_rank(torch.cat(made))) == sum(inception().unchanged) < 192


def test_the_multiply_adds_of_branches_are_those_of_their_layers():
    block = inception()
    steps = [
        step for path in block.branches for step in walk_path(path, "b", branch="main", at=Tap("in", (192, 28, 28)))
    ]
    assert block.macs(28) == sum(macs(step.layer, step.out_shape) for step in steps)


def test_the_same_number_is_two_blocks_in_the_two_writings():
    assert meaning(16, Split(2, 16), is_cardinality=False) == (2, 16, 32, 16, 2)
    assert meaning(16, Split(16, 2), is_cardinality=True) == (16, 2, 32, 2, 16)
    assert meaning(12, Split(12, 2), is_cardinality=True).other_cardinality == 2
    assert meaning(16, Split(16, 3), is_cardinality=True).other_group_width == 16
    assert meaning(7, Split(2, 16), is_cardinality=False).other_cardinality is None


@pytest.mark.parametrize("split", [Split(8, 4), Split(1, 32), Split(32, 1)])
def test_connections_are_those_of_a_convolution_in_torch(split):
    weights = torch.nn.Conv2d(32, 32, 3, groups=split.cardinality).weight.numel()
    assert connections(split) == (split.cardinality, split.group_width, 32, weights, 9 * 32 * 32)


@pytest.mark.parametrize(("split", "nearer"), [(ONE_PATH, "same"), (Split(32, 4), "more"), (Split(64, 2), "fewer")])
def test_nearness_says_on_which_side_of_one_path_a_split_is(split, nearer):
    finding = nearness(split)
    assert finding.nearer == nearer
    assert finding.off == pytest.approx(abs(finding.weights / split_cost(ONE_PATH).params - 1))
    assert (finding.off == 0) == (nearer == "same")


def test_what_somebody_had_to_choose_is_counted_from_the_plan():
    theirs, ours = chosen(inception(), 28), chosen(three_forms(256, Split(32, 4))[0], 28)
    assert (theirs.branches, theirs.kernels, theirs.numbers, theirs.out_channels) == (4, (1, 3, 5), 6, 256)
    assert (theirs.passes, theirs.reads) == (64 + 96 + 16, 192)
    assert (ours.branches, ours.residual, theirs.residual) == (32, True, False)
    assert theirs.macs == theirs.weights * 28 * 28
