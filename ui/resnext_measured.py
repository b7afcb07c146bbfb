"""What the ResNeXt page has a worker compute: whether the three forms are one function, and how long groups take."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from resnet_core.analysis.doctor import block_cost
from resnet_core.analysis.grouping import split_of
from resnet_core.config import BlockConfig
from resnet_core.errors import LabError
from ui import fields, resnext_charts, services, words
from ui import resnext_words as say
from ui.resnext_choices import CLOCK, CLOCKS, SIZE, forms_question, timed_blocks, timing_question

POLL_SECONDS = 0.3
QUICK_SIZE = 14


def proof(config: BlockConfig) -> None:
    """The three forms on the same numbers, when the learner asks for it."""
    label = "Compute all three on the same numbers"
    if results := _answer("three_forms", forms_question(config), label=label, key="next_proof"):
        st.markdown(say.proof(results))


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
    st.echarts_chart(
        resnext_charts.costs_option(table),
        height=320,
        key="next_costs",
        alt=f"Costs of the block against its number of groups, relative to one group. {sentence.replace('**', '')}",
    )
    st.markdown(sentence)
    if timing:
        _table(table, timing)


def _measured(blocks: Sequence[BlockConfig], size: int) -> dict[str, Any] | None:
    """The times of the blocks; every press of the button measures again."""
    question = timing_question(blocks, size, take=st.session_state.get("_next_time_presses", 0))
    return _answer("block_timing", question, label="Measure on this machine", key="next_time")


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


def _answer(kind: str, question: dict[str, Any], *, label: str, key: str) -> dict[str, Any] | None:
    """What a worker found, once the learner has pressed the button and it is there."""
    held = f"_{key}_asked"
    if st.button(label, key=key, icon=":material/play_arrow:", on_click=_count, args=(key,)):
        try:
            st.session_state[held] = (question, services.lab().ask(kind, question))
        except LabError as error:
            _refused(error)
            return None
    asked, run_id = st.session_state.get(held, (None, ""))
    if asked != question:
        return None
    view = services.lab().view(run_id)
    if not view.finished:
        _wait(run_id)
    elif view.state != "succeeded":
        st.error(view.message or "The worker stopped before it had an answer; press the button again.")
    return services.lab().results(run_id) if view.finished else None


def _count(key: str) -> None:
    """Callback: one press more, before the page asks."""
    st.session_state[f"_{key}_presses"] = st.session_state.get(f"_{key}_presses", 0) + 1


@st.fragment(run_every=POLL_SECONDS)
def _wait(run_id: str) -> None:
    """Says that a worker is at it, until it is not."""
    view = services.lab().view(run_id)
    if view.finished:
        st.rerun()
    said = "Computing" if view.state == "running" else "Waiting for a worker; the first has PyTorch to load"
    st.markdown(f":material/hourglass_top: {said} ...")


def _refused(error: LabError) -> None:
    """Too much to compute while one waits, and the way out."""
    st.error(str(error), icon=":material/rule:")
    fields.change_button(f"Use maps of {QUICK_SIZE} pixels", {SIZE.key: QUICK_SIZE}, key="next_quick")
