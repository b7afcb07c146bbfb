"""What the ResNeXt page has a worker compute: whether the three forms are one function, and how long groups take."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resnet_core.analysis.grouping import split_of
from resnet_core.config import BlockConfig, parse
from resnet_core.errors import LabError
from resnet_core.studies.block_timing.findings import Costs, costs, saving
from resnet_core.studies.block_timing.question import BlockTimingQuestion, Timing
from resnet_core.studies.three_forms.findings import agreement
from resnet_core.studies.three_forms.question import ThreeForms
from ui import answers, charts, fields, lesson, tables
from ui.core_words import in_words
from ui.predict import Prediction
from ui.resnext import figures
from ui.resnext.controls import CLOCK, SIZE, forms_question, timed_blocks, timing_question
from ui.say import say

QUICK_SIZE = 14
FASTER = Prediction("resnext-faster", ("as_promised", "less_than_promised", "chance", "slower"), key="next_faster")
"""What the clock will say; the options are the verdicts of the finding."""
PRESSES = "_next_presses"
"""How often this session has measured."""


def show_proof(config: BlockConfig) -> None:
    """Compares the three forms on the same numbers, when the learner asks for it."""
    answer = answers.ask_when_pressed(
        "three_forms", forms_question(config), label=say("resnext-proof.ask"), key="next_proof"
    )
    if answer:
        st.markdown(say("resnext-proof", agreement(parse(ThreeForms, answer.results))))


def ask_the_clock(config: BlockConfig, size: int) -> None:
    """Asks whether groups make the block faster; then draws what it costs, and the time once it was measured here."""
    if (guess := FASTER.ask()) is None:
        return
    blocks = timed_blocks(config)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        clock = fields.draw(CLOCK)
        timing = _timing(blocks, size)
    table = costs(blocks, size, timing=timing, clock=clock)
    saved = saving(table, split_of(config))
    if saved and saved.time is not None:
        FASTER.reply(guess, saved.verdict, saved)
    sentence = say("resnext-saving", saved) if saved else say("resnext-no-halves", width=table[0].split.width)
    charts.draw(figures.costs(table), height=320, key="next_costs", alt=say("resnext-costs.alt", sentence=sentence))
    st.markdown(sentence)
    if timing:
        lesson.numbers(_show_table, table, timing, key="times")


def _timing(blocks: Sequence[BlockConfig], size: int) -> Timing | None:
    """The times of the blocks; every press of the button measures again."""
    question = timing_question(blocks, size, take=st.session_state.get(PRESSES, 0))
    try:
        parse(BlockTimingQuestion, question)
    except LabError as error:
        st.warning(say("resnext-too-much", reason=in_words(error)), icon=":material/rule:")
        fields.change_button(say("resnext-quick", size=QUICK_SIZE), {SIZE.key: QUICK_SIZE}, key="next_quick")
        return None
    answer = answers.ask_when_pressed(
        "block_timing", question, label=say("resnext-measure"), key="next_time", on_click=_count_press
    )
    return parse(Timing, answer.results) if answer else None


def _show_table(table: Sequence[Costs], timing: Timing) -> None:
    """Writes the measured numbers with their spread, and what they were measured on."""
    tables.draw(
        pd.DataFrame(
            [
                {
                    say("resnext-times.split"): f"{row.split.cardinality} × {row.split.group_width}",
                    say("resnext-times.params"): say("resnext-cell", number=row.totals.params),
                    say("resnext-times.macs"): say("resnext-cell.count", number=row.totals.macs),
                    say("resnext-times.median"): say("resnext-cell.time", number=row.time.median),
                    say("resnext-times.half"): say("resnext-cell.span", low=row.time.lower, high=row.time.upper),
                }
                for row in table
                if row.time
            ]
        ),
        hide_index=True,
        border="horizontal",
        alt=say("resnext-times.alt"),
    )
    st.caption(
        say(
            "resnext-times.conditions",
            rounds=timing.rounds,
            batch=timing.batch_size,
            size=timing.size,
            device=timing.device,
            torch=timing.torch,
        )
    )


def _count_press() -> None:
    """Callback: another take, before the page asks."""
    st.session_state[PRESSES] = st.session_state.get(PRESSES, 0) + 1
