"""What the ResNeXt page has a worker compute: whether the three forms are one function, and how long groups take."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from resnet_core.analysis.grouping import split_of
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig, parse
from resnet_core.errors import LabError
from resnet_core.probes.block_timing import BlockTimingProbe
from ui import charts, fields, probe, words
from ui.resnext import charts as resnext_charts
from ui.resnext import words as say
from ui.resnext.choices import CLOCK, CLOCKS, SIZE, forms_question, timed_blocks, timing_question

QUICK_SIZE = 14
PRESSES = "_next_presses"
"""How often this session has measured."""


def proof(config: BlockConfig) -> None:
    """The three forms on the same numbers, when the learner asks for it."""
    label = "Compute all three on the same numbers"
    if found := probe.answer_when_pressed("three_forms", forms_question(config), label=label, key="next_proof"):
        st.markdown(say.proof(found.results))


def costs(config: BlockConfig, size: int) -> None:
    """Parameters and multiply-adds as the groups change, and the time once it was measured here."""
    blocks = timed_blocks(config)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        clock = CLOCKS[str(fields.draw(CLOCK) or CLOCK.default)]
        timing = _measured(blocks, size)
    times = [say.Time(**each[clock]) for each in timing["blocks"]] if timing else [None] * len(blocks)
    table = [
        say.Costs(split_of(block), block_cost(block, size), time) for block, time in zip(blocks, times, strict=True)
    ]
    sentence = say.costs(table, split_of(config))
    charts.draw(
        resnext_charts.costs_option(table),
        height=320,
        key="next_costs",
        alt=f"Costs of the block against its number of groups, relative to one group. {sentence}",
    )
    st.markdown(sentence)
    if timing:
        _table(table, timing)


def _measured(blocks: Sequence[BlockConfig], size: int) -> dict[str, Any] | None:
    """The times of the blocks; every press of the button measures again."""
    question = timing_question(blocks, size, take=st.session_state.get(PRESSES, 0))
    try:
        parse(BlockTimingProbe, question)
    except LabError as error:
        st.warning(f"Too much to time: {error}.", icon=":material/rule:")
        fields.change_button(f"Use maps of {QUICK_SIZE} pixels", {SIZE.key: QUICK_SIZE}, key="next_quick")
        return None
    found = probe.answer_when_pressed(
        "block_timing", question, label="Measure on this machine", key="next_time", on_click=_count
    )
    return found.results if found else None


def _table(table: list[say.Costs], timing: Mapping[str, Any]) -> None:
    """The measured numbers with their spread, and what they were measured on."""
    st.table(
        [
            {
                "groups C × width d": f"{costs.split.cardinality} × {costs.split.group_width}",
                "parameters": f"{costs.totals.params:,}",
                "multiply-adds": words.count(costs.totals.macs),
                "milliseconds a batch": f"{costs.time.median:.2f}",
                "half of the rounds between": f"{costs.time.lower:.2f} and {costs.time.upper:.2f}",
            }
            for costs in table
            if costs.time
        ],
        hide_index=True,
        border="horizontal",
        alt="Parameters, multiply-adds and measured time for each number of groups",
    )
    st.caption(
        f"Median of {timing['rounds']} rounds, batches of {timing['batch_size']} maps of "
        f"{timing['size']}×{timing['size']}, float32, on {timing['device']}, torch {timing['torch']}."
    )


def _count() -> None:
    """Callback: another take, before the page asks."""
    st.session_state[PRESSES] = st.session_state.get(PRESSES, 0) + 1
