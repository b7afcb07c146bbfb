"""The same edit at each block of a net in turn; the figure waits for a guess."""

from collections.abc import Sequence

import streamlit as st

from resnet_core.config import parse
from resnet_core.probes.surgery import Lesions, LesionsProbe, Statistics, UnderBoth
from ui import charts, fields, measured, words
from ui.fields import Choice, Number
from ui.measured import Answered
from ui.prose import prose
from ui.surgery import charts as surgery_charts
from ui.surgery import damage, readings
from ui.surgery import nets as surgery_nets
from ui.surgery.readings import JUST_SHOW, Case, Turn

OPERATION = Choice(
    "surgery.in_turn",
    "At each block in turn",
    ("delete", "cut"),
    "delete",
    "`delete` takes the block out and keeps what bypasses it. `cut` removes its shortcut and keeps F(x).",
)
WITHIN = Number("surgery.within", "Points of accuracy that count as kept", 1, 50, 10)
FIELDS = (OPERATION, WITHIN)


def show(nets: Sequence[Case], statistics: Statistics) -> None:
    """Every net that has a place for the edit, and what all its single edits cost."""
    operation = fields.draw(OPERATION)
    operable = [case for case in nets if not (operation == "cut" and case.plain)]
    if not operable:
        st.info("A plain net has no shortcuts to cut.", icon=":material/info:")
        fields.change_button("Delete instead", {OPERATION.key: "delete"}, key="surgery_in_turn_delete")
        return
    asked = [(case, _ask(case, operation)) for case in operable]
    turns = [
        Turn(case, operation, parse(UnderBoth[Lesions], answer.results), statistics)
        for case, answer in asked
        if answer is not None
    ]
    if len(turns) < len(asked):
        return
    st.markdown(readings.intact(turns))
    if guessed := _guess(operable[0], operation):
        _figure(turns, guessed)
        st.caption(surgery_nets.where([answer for _case, answer in asked if answer is not None]))


def _ask(case: Case, operation: str) -> Answered | None:
    asked = {"net": case.net, "operation": operation, "source": case.source, "test_images": case.pictures}
    return measured.answer(
        "lesions",
        parse(LesionsProbe, asked),
        key=f"surgery_lesions_{'plain' if case.plain else 'residual'}",
        label=f"Operate on each block of {case.name}",
    )


def _guess(case: Case, operation: str) -> str | None:
    """The block that the learner expects to be the worst to lose; None until they have said so."""
    done = "deleted" if operation == "delete" else "left without its shortcut"
    answer: str | None = st.segmented_control(
        f"Predict first: which block of *{case.name}* hurts most when it is {done}?",
        (*(str(place.number) for place in case.blocks), JUST_SHOW),
        key=f"surgery_guess.{case.net.weights}.{operation}",
        persist_state="session",
        wrap=True,
    )
    return answer


def _figure(turns: Sequence[Turn], guessed: str) -> None:
    """The curves, the sentences under them, and their numbers."""
    if verdict := readings.verdict(guessed, turns[0]):
        st.info(verdict, icon=":material/psychology_alt:")
    within = fields.draw(WITHIN)
    said = [readings.kept(turn, within) for turn in turns]
    charts.draw(surgery_charts.in_turn_option(turns, within), key="surgery_in_turn", alt=" ".join(said), height=360)
    st.caption(
        "Solid with circles: residual. Dashed with diamonds: plain. Triangles: blocks that change the shape. "
        f"{'Faint: with stored statistics. ' * (turns[0].statistics == 'fresh')}{readings.precision(turns)}"
    )
    st.markdown(words.bullets([*said, readings.compared(turns)]))
    _whose(turns, within)
    with st.expander("The numbers"):
        st.dataframe(readings.table(turns))


def _whose(turns: Sequence[Turn], within: float) -> None:
    """Whether the damage is the missing block's or the statistics', and the other statistics to look at."""
    st.markdown("**Is it the missing block, or the statistics?**")
    st.markdown(prose("surgery_statistics"))
    other = "fresh" if turns[0].statistics == "stored" else "stored"
    changes = {surgery_nets.STATISTICS.key: other}
    fields.change_button(
        f"Show {other} statistics", changes, key="surgery_other_statistics", icon=":material/swap_horiz:"
    )
    st.markdown(words.bullets(damage.of_single_edits(turn, within) for turn in turns))
