"""The same edit at each block of a net in turn, and whether the damage is the block's or the statistics'."""

from collections.abc import Mapping, Sequence

import streamlit as st

from resnet_core.config import parse
from resnet_core.studies.surgery import findings
from resnet_core.studies.surgery.findings import Case, Damage, InTurn, Turn
from resnet_core.studies.surgery.question import FIRST_EDIT, Lesions, LesionsQuestion, Statistics, UnderBoth
from ui import answers, charts, fields, words
from ui.answers import Answer
from ui.predict import JUST_SHOW, Prediction
from ui.prose import prose
from ui.say import say
from ui.section import Held, slot
from ui.surgery import figures, sentences
from ui.surgery.controls import IN_TURN, STATISTICS
from ui.surgery.nets import RECORDED, Bench, kind, name
from ui.surgery.scene import Cost

PREDICTION = Prediction("surgery-predict", ("block", "both", "statistics"), "surgery_guess")
ASKED_OF = next(iter(RECORDED.values()))[0]
"""The net that the page's question is about, and its first block."""


def show(bench: Bench, statistics: Statistics, within: float) -> list[Turn]:
    """Every net that has a place for the edit, and what all its single edits cost; what is shown comes back."""

    def operable(held: Held) -> list[Case]:
        cuts = held[IN_TURN.key] == "cut"
        return [case for case in bench.cases(held[bench.which.key]) if not (cuts and case.plain)]

    def questions(held: Held) -> tuple[LesionsQuestion, ...]:
        return tuple(_question(case, held[IN_TURN.key]) for case in operable(held))

    section = answers.section("lesions", (bench.which, IN_TURN), questions)
    held = section.mark({IN_TURN.key: slot(IN_TURN)})
    if not operable(held):
        st.info(say("surgery-plain-only"), icon=":material/info:")
        fields.change_button(say("surgery-delete-instead"), {IN_TURN.key: "delete"}, key="surgery_in_turn_delete")
    for case in operable(held):
        _ask(case, held[IN_TURN.key])
    if not (shown := section.settled(held)):
        return []
    turns = _turns(operable(shown), shown[IN_TURN.key], statistics)
    said = [sentences.kept(turn, within) for turn in turns]
    charts.draw(figures.in_turn_option(turns, within), key="surgery_in_turn", alt=" ".join(said), height=340)
    faint = (say("surgery-faint"),) if statistics == "fresh" else ()
    st.caption(" ".join((say("surgery-in-turn-looks"), *faint, sentences.intact(turns))))
    st.markdown(words.bullets([*said, sentences.compared(turns)]))
    return turns


def whose(turns: Sequence[Turn], within: float, statistics: Statistics) -> None:
    """Whether the damage is the missing block's or the statistics': a prediction, and both in one bar."""
    st.markdown(prose("surgery_statistics"))
    asked_of = recorded(ASKED_OF, "stored")
    if asked_of is not None:
        lesion = asked_of.both.stored.lesions[FIRST_EDIT.block - 1]
        facts = {"before": asked_of.shown.accuracy, "after": lesion.accuracy, "block": lesion.block}
        guess = PREDICTION.ask(net=name(ASKED_OF), **facts)
        if guess is None:
            return
        damage = findings.of_block(FIRST_EDIT.block, asked_of)
        _shares(damage, None if guess == JUST_SHOW else str(guess))
        PREDICTION.reply(guess, damage.culprit, damage, share=damage.share, net=name(ASKED_OF), **facts)
    other = sentences.other(statistics)
    label = say("surgery-show-other", statistics=other)
    changes = {STATISTICS.key: other}
    fields.change_button(label, changes, key="surgery_other_statistics", icon=":material/swap_horiz:")
    st.markdown(words.bullets(sentences.single_edits(turn, within) for turn in turns))


def is_told() -> bool:
    """Whether the page may say what the other statistics give."""
    return PREDICTION.locked() is not None


def costs(case: Case, statistics: Statistics) -> Mapping[int, Cost]:
    """What the deletion of each block costs, by its number; empty while nobody has measured it."""
    turn = recorded(case, statistics)
    return {} if turn is None else {block: Cost(*cost) for block, cost in findings.costs(turn.shown).items()}


def recorded(case: Case, statistics: Statistics, operation: InTurn = "delete") -> Turn | None:
    """The net with each of its blocks edited, as far as it is at hand."""
    answer = answers.known("lesions", _question(case, operation))
    return answer and Turn(case, operation, parse(UnderBoth[Lesions], answer.results), statistics)


def _shares(damage: Damage, guess: str | None) -> None:
    text = say("surgery-shares", damage, share=damage.share)
    st.markdown(say("surgery-shares.heading"))
    charts.draw(figures.shares_option(damage, guess), key="surgery_shares", alt=text, height=150)
    st.markdown(text)


def _turns(operable: Sequence[Case], operation: InTurn, statistics: Statistics) -> list[Turn]:
    found = [recorded(case, statistics, operation) for case in operable]
    return [turn for turn in found if turn is not None]


def _question(case: Case, operation: str) -> LesionsQuestion:
    asked = {"net": case.net, "operation": operation, "source": case.source, "test_images": case.pictures}
    return parse(LesionsQuestion, asked)


def _ask(case: Case, operation: str) -> Answer | None:
    return answers.answer(
        "lesions",
        _question(case, operation),
        key=f"surgery_lesions_{kind(case)}",
        label=say("surgery-operate-on-each", net=name(case)),
    )


def where(turns: Sequence[Turn]) -> list[Answer]:
    """The answers that the turns were read from."""
    known = [answers.known("lesions", _question(turn.case, turn.operation)) for turn in turns]
    return [answer for answer in known if answer is not None]
