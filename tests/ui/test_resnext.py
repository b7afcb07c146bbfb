"""The page of ResNeXt in its parts: both meanings of `groups`, repairs, sentences from numbers, the picture."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis.doctor import diagnose
from resnet_core.analysis.grouping import Split, inception, nearest_split, split_cost, split_of, three_forms
from resnet_core.analysis.layers import Totals
from resnet_core.config import BlockConfig, parse
from ui import words
from ui.resnext import charts
from ui.resnext import words as say
from ui.resnext.choices import (
    CHANNELS,
    CHAPTER,
    CHAPTER_EXAMPLE,
    FIELDS,
    GROUPS,
    PAPER,
    PAPER_EXAMPLE,
    SAYS,
    SIZE,
    WIDTH,
    block_choices,
    repairs,
    timed_blocks,
)
from ui.resnext.scene import SHOWN, branched_scene

CHARACTER = 6.7
"""Width of a character of a shape, 11 pixels high, as Chromium draws it."""
DEFAULTS = {field.key: field.default for field in FIELDS}
HELD = st.builds(
    lambda channels, width, says, groups: (
        DEFAULTS | {CHANNELS.key: channels, WIDTH.key: width, SAYS.key: says, GROUPS.key: groups}
    ),
    st.sampled_from(CHANNELS.options),
    st.integers(4, 128),
    st.sampled_from(SAYS.options),
    st.integers(1, 64),
)
SPLITS = st.builds(Split, st.integers(1, 40), st.integers(1, 16))


def split_asked(held):
    return split_of(parse(BlockConfig, block_choices(held)))


def costs(*times):
    totals = [Totals(100, 1000, 0), Totals(50, 400, 0)]
    splits = [Split(1, 8), Split(8, 1)]
    return [say.Costs(*each) for each in zip(splits, totals, times, strict=True)]


def test_the_two_examples_are_those_of_the_chapter_and_of_the_paper():
    assert split_asked(DEFAULTS | CHAPTER_EXAMPLE) == Split(2, 16)
    assert split_asked(DEFAULTS | PAPER_EXAMPLE) == Split(32, 4)


@settings(max_examples=200, deadline=None)
@given(HELD)
def test_what_was_asked_is_what_the_block_has_or_is_refused_with_a_way_out(held):
    diagnosis = diagnose(block_choices(held), held[SIZE.key])
    if held[WIDTH.key] % held[GROUPS.key] == 0:
        split = split_asked(held)
        assert split.width == held[WIDTH.key]
        assert held[GROUPS.key] == (split.group_width if held[SAYS.key] == CHAPTER else split.cardinality)
        return
    assert diagnosis.verdict == "refused"
    ways_out = repairs(held, diagnosis)
    assert ways_out
    for said, changes in ways_out.items():
        split = split_asked(held | changes)
        assert f"{split.cardinality} group" in said
        assert said.endswith(f"of {split.group_width}")


def test_the_same_number_is_translated_into_the_other_language():
    assert "**2 groups of 16**" in say.translation(16, CHAPTER, Split(2, 16))
    assert "16 groups of 2." in say.translation(16, CHAPTER, Split(2, 16))
    assert "**16 groups of 2**" in say.translation(16, PAPER, Split(16, 2))
    assert "2 groups of 16." in say.translation(16, PAPER, Split(16, 2))


@given(HELD)
def test_the_code_shown_is_the_block_of_the_page(held):
    if held[WIDTH.key] % held[GROUPS.key]:
        return
    split = split_asked(held)
    calls: dict = {}
    names = {"ResNeXtBlock": lambda *args, **named: calls.update(named, channels=args[0])}
    chapter_line, torch_line = (line for line in say.code(held[CHANNELS.key], split).splitlines() if "#" not in line)
    exec(chapter_line, names)  # the line is our own, from numbers
    assert round(calls["channels"] * calls["bot_mul"]) == held[WIDTH.key]
    assert calls["groups"] == split.group_width
    assert torch_line.endswith(f"groups={split.cardinality})")


@pytest.mark.parametrize(
    ("split", "said"),
    [
        (Split(8, 4), "reads 4 of 32 channels: 1/8 of the weights, 1,152 instead of 9,216"),
        (Split(1, 32), "reads all 32 channels"),
        (Split(32, 1), "*depthwise*"),
    ],
)
def test_connections_are_counted(split, said):
    assert said in say.connections(split)


def results(double, single=1e-5):
    return {
        name: {"a_b": 0.0, "b_c": worst, "a_c": worst / 2, "largest_output": 40.0}
        for name, worst in (("float64", double), ("float32", single))
    }


def test_the_proof_speaks_of_rounding_only_where_it_is_rounding():
    assert "**1.1e-13**" in say.proof(results(1.1e-13))
    assert "That is the rounding" in say.proof(results(1.1e-13))
    assert "more than rounding" in say.proof(results(0.5))


def steady(median):
    return say.Time(median, median - 0.01, median + 0.01)


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        ((steady(1.0), steady(1.2)), "more time"),
        ((steady(1.0), steady(0.8)), "less than they promise"),
        ((steady(1.0), steady(0.4)), "the clock follows"),
        ((steady(1.0), say.Time(0.4, 0.3, 1.1)), "may be chance"),
        ((None, None), "only a clock can say"),
    ],
)
def test_the_verdict_on_time_is_drawn_from_the_times(times, verdict):
    sentence = say.costs(costs(*times), Split(1, 8))
    assert verdict in sentence
    assert "1/8 of the multiply-adds it does with one group, the whole block 40%" in sentence
    assert "50% of its parameters" in sentence


def test_the_sentence_is_about_the_chosen_groups_where_they_are_in_the_table():
    table = [say.Costs(Split(c, 8 // c), Totals(100 // c, 1000 // c, 0)) for c in (1, 2, 4)]
    assert "With 2 groups of 4 " in say.costs(table, Split(2, 4))
    assert "With 4 groups of 2 " in say.costs(table, Split(1, 8))


def test_a_width_that_cannot_be_halved_has_nothing_to_compare():
    assert "cannot be halved" in say.costs(costs(None, None)[:1], Split(1, 8))


def test_nearness_says_how_near():
    one = split_cost(say.ONE_PATH).params
    assert "exactly as many" in say.nearness(nearest_split(1, one))
    assert "70,144 weights in a block of 256 channels, 0.7% more than 1 path of 64" in say.nearness(Split(32, 4))
    assert "fewer than" in say.nearness(Split(64, 2))


INCEPTION, RESNEXT = inception(), three_forms(256, Split(32, 4))[0]


def test_inception_s_choices_are_counted_from_its_plan():
    branches, shortcut, same = say.differences(INCEPTION, RESNEXT)
    assert "4 different ones, with kernels of 1, 3 and 5 pixels and 6 channel numbers" in branches
    assert "32 equal ones" in branches
    assert "64 + 128 + 32 + 32 = 256 channels" in same
    assert "ResNeXt adds its input $x$" in shortcut
    assert "Inception hands on only" in shortcut


def test_a_block_with_a_shortcut_is_said_to_have_one_and_one_without_is_not():
    _, shortcut, _ = say.differences(replace(INCEPTION, residual=True), replace(RESNEXT, residual=False))
    assert "Inception adds its input $x$" in shortcut
    assert "ResNeXt hands on only" in shortcut
    _, functions = say.compared(INCEPTION, replace(RESNEXT, residual=False), Totals(1, 1, 1), side=28)
    assert "the ResNeXt block gives zeros" in functions


def test_the_second_half_of_the_exercise_is_answered_from_the_plans():
    computation, functions = say.compared(INCEPTION, RESNEXT, Totals(1_179_648, 924_844_032, 0), side=28)
    assert f"{INCEPTION.params:,} weights and 128 million multiply-adds" in computation
    assert "1,179,648 and 925 million" in computation
    assert "64 + 96 + 16 = 176 of 192 channels" in functions


def test_the_timed_blocks_differ_in_nothing_but_their_groups():
    config = parse(BlockConfig, block_choices(DEFAULTS))
    blocks = timed_blocks(config)
    assert [split_of(block) for block in blocks] == [Split(c, 32 // c) for c in (1, 2, 4, 8, 16, 32)]
    assert len({block.model_copy(update={"cardinality": 1}) for block in blocks}) == 1


@given(SPLITS)
def test_the_matrix_has_a_square_for_each_group_and_they_tile_the_diagonal(split):
    (series,) = charts.matrix_option(split)["series"]
    squares = [(start["coord"], end["coord"]) for start, end in series["markArea"]["data"]]
    assert len(squares) == split.cardinality
    assert squares[0][0] == [0, 0]
    assert squares[-1][1] == [split.width, split.width]
    assert all(before[1] == after[0] for before, after in pairwise(squares))


def test_time_is_drawn_only_where_all_of_it_was_measured():
    def names(option):
        return [line["name"] for line in option["series"]]

    assert names(charts.costs_option(costs(None, None))) == ["parameters", "multiply-adds"]
    assert charts.costs_option(costs(steady(2.0), steady(3.0)))["series"][-1]["data"] == [1, 1.5]


def overlap(a, b):
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@settings(max_examples=60, deadline=None)
@given(SPLITS, st.integers(0, 3))
def test_no_box_of_a_branched_block_lies_on_another_or_outside(split, form):
    block = (*three_forms(64, split), inception())[form]
    scene = branched_scene(block, (192 if form == 3 else 64, 14, 14))
    assert not [(a.id, b.id) for a, b in combinations(scene.nodes, 2) if overlap(a, b)]
    assert len({node.id for node in scene.nodes}) == len(scene.nodes)
    for node in scene.nodes:
        assert node.x >= 0
        assert node.x + node.width <= scene.width
        assert node.y + node.height <= scene.height
    for edge in scene.edges:
        assert edge.text_x + CHARACTER * len(words.shape([int(number) for number, _ in edge.shape])) <= scene.width


@given(SPLITS)
def test_branches_that_are_not_drawn_are_counted(split):
    scene = branched_scene(three_forms(64, split)[0], (64, 14, 14))
    drawn = {node.id.partition(".")[0] for node in scene.nodes if node.id.startswith("branch")}
    hidden = [int(node.title.split()[0]) for node in scene.nodes if node.id == "more"]
    assert len(drawn) + sum(hidden) == split.cardinality
    assert bool(hidden) == (split.cardinality > SHOWN)


@given(SPLITS)
def test_a_block_of_branches_ends_with_the_shape_it_began_with(split):
    for form in three_forms(64, split):
        last = branched_scene(form, (64, 14, 14)).edges[-1]
        assert [number for number, _ in last.shape] == ["64", "14", "14"]


def test_the_inception_picture_ends_with_all_channels_and_has_no_shortcut():
    scene = branched_scene(inception(), (192, 28, 28))
    assert [number for number, _ in scene.edges[-1].shape] == ["256", "28", "28"]
    assert not [edge for edge in scene.edges if edge.shortcut]
