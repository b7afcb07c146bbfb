"""The controls of the ResNeXt page: both meanings of `groups`, the ways out, the code beside the block."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis.doctor import diagnose
from resnet_core.analysis.grouping import Split, split_of
from resnet_core.config import BlockConfig, parse
from ui.resnext.controls import (
    CHANNELS,
    CHAPTER,
    CHAPTER_EXAMPLE,
    CLOCK,
    FIELDS,
    GROUPS,
    PAPER_EXAMPLE,
    SAYS,
    SIZE,
    WIDTH,
    block_choices,
    timed_blocks,
    ways_out,
)
from ui.resnext.sections import code

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


def split_asked(held):
    return split_of(parse(BlockConfig, block_choices(held)))


def test_the_two_examples_are_those_of_the_chapter_and_of_the_paper():
    for example, split in ((CHAPTER_EXAMPLE, Split(2, 16)), (PAPER_EXAMPLE, Split(32, 4))):
        assert split_asked(DEFAULTS | {field.key: value for field, value in example.items()}) == split


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
    ways = ways_out(held, diagnosis)
    assert ways
    assert len({(way.cardinality, way.group_width, way.width) for way in ways}) == len(ways)
    for way in ways:
        assert split_asked(held | dict(way.changes)) == Split(way.cardinality, way.group_width)


@given(HELD)
def test_the_code_shown_is_the_block_of_the_page(held):
    if held[WIDTH.key] % held[GROUPS.key]:
        return
    split = split_asked(held)
    calls: dict = {}
    names = {"ResNeXtBlock": lambda *args, **named: calls.update(named, channels=args[0])}
    chapter_line, torch_line = (line for line in code(held[CHANNELS.key], split).splitlines() if "#" not in line)
    exec(chapter_line, names)  # the line is our own, from numbers
    assert round(calls["channels"] * calls["bot_mul"]) == held[WIDTH.key]
    assert calls["groups"] == split.group_width
    assert torch_line.endswith(f"groups={split.cardinality})")


def test_the_timed_blocks_differ_in_nothing_but_their_groups():
    config = parse(BlockConfig, block_choices(DEFAULTS))
    blocks = timed_blocks(config)
    assert [split_of(block) for block in blocks] == [Split(c, 32 // c) for c in (1, 2, 4, 8, 16, 32)]
    assert len({block.model_copy(update={"cardinality": 1}) for block in blocks}) == 1


@pytest.mark.parametrize(("word", "code"), [("classifying", "forward"), ("training", "training")])
def test_addresses_that_call_the_clocks_by_their_english_words_still_open(word, code):
    assert CLOCK.read(word) == CLOCK.read(code) == code
