"""The parts of the lesson on surgery around its figures: what paths found before, the numbers, and what we saw."""

from collections.abc import Iterable, Sequence

import streamlit as st

from resnet_core.studies.paths import findings as path_findings
from resnet_core.studies.surgery import findings
from resnet_core.studies.surgery.findings import Fall, Outcome, Turn
from resnet_core.studies.surgery.question import FIRST_EDIT
from ui import lesson, tables, words
from ui.lesson import Asked
from ui.paths import answers as path_answers
from ui.prose import prose
from ui.say import say
from ui.surgery import figures, in_turn, nets, operate, sentences
from ui.surgery.nets import RECORDED, name


def before() -> None:
    """What the page on paths has found, from which this one goes on."""
    if known := path_answers.recorded().get(next(iter(path_answers.NETS))):
        found = path_findings.origin(known[0])
        st.markdown(say("surgery-before", found, blocks=path_findings.blocks(known[0])))


def numbers(outcomes: Sequence[Outcome], turns: Sequence[Turn], falls: Sequence[Fall]) -> None:
    """What each class lost, the tables, and how all this was measured."""
    operate.classes(outcomes)
    if turns:
        st.markdown(say("surgery-table.title"))
        tables.show(figures.block_table(turns), hide_index=False)
        st.caption(sentences.precision(turns))
    if falls:
        st.markdown(say("surgery-fall-table.title"))
        tables.show(figures.fall_table(falls), hide_index=False)
    st.markdown(prose("surgery_how"))
    st.caption(nets.where(in_turn.where(turns)))


def saw(falls: Sequence[Fall], within: float) -> None:
    """What came out on the recorded nets, and the answers to what the page asked."""
    pair = [in_turn.recorded(case, "stored") for case in RECORDED["depth_20"]]
    turns = [turn for turn in pair if turn is not None]
    if len(turns) < 2:
        return
    facts = findings.beside(turns)
    damage = findings.of_block(FIRST_EDIT.block, turns[0])
    told = {"residual": name(turns[0].case), "plain": name(turns[1].case), "block": FIRST_EDIT.block}
    told |= {"stored": damage.stored, "fresh": damage.fresh}
    asked = [
        Asked(
            "surgery-asked-critical", values={"told": _lines(sentences.single_edits(turn, within) for turn in turns)}
        ),
        Asked("surgery-asked-plain", facts, told),
        Asked("surgery-asked-ensemble", values={"told": _lines(map(sentences.falls, falls))}),
    ]
    if cut := in_turn.recorded(turns[0].case, "stored", "cut"):
        asked.append(Asked("surgery-asked-cut", findings.beside([turns[0], cut]), told))
    lesson.saw("surgery", *asked, facts=facts, **told)


def _lines(said: Iterable[str]) -> str:
    return words.bullets(said)
