"""The learner's own operation: blocks to press, and how the nets do before and after."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.config import parse
from resnet_core.studies.surgery.findings import Case, Outcome
from resnet_core.studies.surgery.question import (
    FIRST_EDIT,
    Edit,
    Operated,
    Place,
    Statistics,
    SurgeryQuestion,
    UnderBoth,
    refusal,
)
from ui import answers, charts, fields, numbers, tables
from ui.answers import Answer
from ui.diagram import diagram, pressed
from ui.fields import Choice, Value
from ui.say import say
from ui.section import Held, Section
from ui.surgery import edits as surgery_edits
from ui.surgery import figures, in_turn, sentences
from ui.surgery.controls import EDITS, OPERATION, SEVERAL
from ui.surgery.edits import NOTHING, Edits, Problem, spell
from ui.surgery.nets import Bench, kind, name
from ui.surgery.scene import strip

FIRST_OF_TWO = "_surgery_first"
"""In the session: the block that waits for its partner in a swap."""


@dataclass(frozen=True, slots=True)
class _Done(Choice):
    """What was done to these blocks, which no widget holds."""

    blocks: tuple[Place, ...] = ()

    def said(self, option: Value) -> str:
        """The edits in words."""
        return sentences.edits(surgery_edits.read(str(option), self.blocks)[0])


def show(
    bench: Bench, statistics: Statistics, *, instruments: DeltaGenerator, pictures: DeltaGenerator
) -> list[Outcome]:
    """What was done so far, each net with its accuracy and its blocks to press; what became of them comes back."""
    held = fields.values((bench.which,))
    nets = bench.cases(held[bench.which.key])
    edits, problems = surgery_edits.read(st.query_params.get(EDITS, _to_begin_with(nets[0])), nets[0].blocks)
    with instruments:
        fields.draw(OPERATION)
        _one_more(nets[0], edits, statistics)
        _done(edits)
    with pictures:
        for number, problem in enumerate(problems):
            _explain(number, problem)
        above = st.container()
        columns = st.columns(len(nets), gap="medium")
        places = [_net(case, edits, statistics, at=at) for at, case in zip(columns, nets, strict=True)]
        st.caption(say("surgery-tint"))
    with above:
        shown = _section(bench).settled(held | {EDITS: spell(edits)})
    if not shown:
        return []
    operations = _operations(bench, shown)
    if len(operations) != len(nets):  # what is held is of another bench
        places = [(column, column) for column in above.columns(len(operations), gap="medium")]
    outcomes = _measured(operations, statistics, [measured for measured, _ in places])
    _said(outcomes, operations, statistics, places=[said for _, said in places])
    return outcomes


def _one_more(case: Case, edits: Edits, statistics: Statistics) -> None:
    """Buttons that go on by one block of the first net: one drawn at random, or the cheapest that is left."""
    touched = {number for edit in edits for number in edit.touched}
    costs = in_turn.costs(case, statistics)
    left = [Edit(kind="delete", block=place.number) for place in case.blocks if place.number not in touched]
    left = [edit for edit in left if refusal(case.blocks, edit) is None]
    cheapest = min(left, key=lambda edit: costs[edit.block].points, default=None) if costs else None
    further = spell((*edits, *([cheapest] if cheapest else [])))
    st.markdown(say("surgery-one-more"))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("surgery-one-more.random"),
            key="surgery_random",
            icon=":material/casino:",
            disabled=not left,
            on_click=_delete_random,
            args=(edits, left),
        )
        st.button(
            say("surgery-one-more.cheapest"),
            key="surgery_cheapest",
            icon=":material/content_cut:",
            disabled=cheapest is None,
            on_click=_put,
            args=(further,),
        )


def _delete_random(edits: Edits, left: Sequence[Edit]) -> None:
    """Callback: one more block is deleted."""
    _put(spell((*edits, random.choice(left))))


def _section(bench: Bench) -> Section:
    """The setting of the figure: the nets, and what was done to them."""

    def questions(held: Held) -> tuple[SurgeryQuestion, ...]:
        pairs = _operations(bench, held)
        return tuple(_question(case, state) for case, edits in pairs for state in _before_and_after(case, edits))

    first = spell((FIRST_EDIT,))
    nets = bench.cases(fields.values((bench.which,))[bench.which.key])
    done = _Done(EDITS, (first,), first, blocks=nets[0].blocks)
    return answers.section("surgery", (bench.which, done), questions)._replace(back=_back)


def _operations(bench: Bench, held: Held) -> list[tuple[Case, Edits]]:
    """The nets that are held, each with the edits that are."""
    nets = bench.cases(held[bench.which.key])
    return [(case, surgery_edits.read(held[EDITS], nets[0].blocks)[0]) for case in nets]


def _measured(
    operations: Sequence[tuple[Case, Edits]], statistics: Statistics, places: Sequence[DeltaGenerator]
) -> list[Outcome]:
    """How well each net does now, above its blocks."""
    outcomes = []
    for place, (case, edits) in zip(places, operations, strict=True):
        own = _of_its_own(case, edits)
        before, after = _operated(case, ()), _operated(case, own)
        if before is None or after is None:
            continue
        outcome = Outcome(case, before.under(statistics), after.under(statistics))
        outcomes.append(outcome)
        with place:
            st.markdown(say("surgery-column-edits", net=name(case), edits=sentences.edits(own)))
            with st.container(horizontal=True, gap="large"):
                accuracy = numbers.percent(outcome.after.accuracy)
                st.metric(say("surgery-accuracy"), accuracy, _points(outcome.change), width="content")
                st.metric(say("surgery-loss-after"), sentences.loss(outcome.after.loss), width="content")
    return outcomes


def _said(
    outcomes: Sequence[Outcome],
    operations: Sequence[tuple[Case, Edits]],
    statistics: Statistics,
    *,
    places: Sequence[DeltaGenerator],
) -> None:
    """The sentences on each net, below its blocks."""
    for place, outcome, (case, edits) in zip(places, outcomes, operations, strict=False):
        with place:
            for remark in sentences.remarks(case, edits):
                st.markdown(remark)
            after = _operated(case, _of_its_own(case, edits))
            told = in_turn.is_told() and after is not None and case.norm
            otherwise = f" {sentences.otherwise(after, statistics)}" if told and after else ""
            st.markdown(f"{sentences.outcome(outcome)}{otherwise}")


def classes(outcomes: Sequence[Outcome]) -> None:
    """What each class lost: the sentences, the change of each confusion matrix, and all accuracies."""
    for column, outcome in zip(st.columns(max(1, len(outcomes)), gap="medium"), outcomes, strict=False):
        if outcome.before == outcome.after:
            continue
        with column:
            said = sentences.classes(outcome)
            st.markdown(say("surgery-changes", net=name(outcome.case)))
            option = figures.changes_option(outcome.differences)
            charts.draw(option, key=f"surgery_changes_{kind(outcome.case)}", alt=said, height=430)
            st.markdown(said)
    if outcomes:
        st.markdown(say("surgery-classes"))
        tables.show(figures.class_table(outcomes), hide_index=False)


def _to_begin_with(case: Case) -> str:
    """An edit to look at before the first press; none where the net does not have that block."""
    return NOTHING if refusal(case.blocks, FIRST_EDIT) else spell((FIRST_EDIT,))


def _explain(number: int, problem: Problem) -> None:
    """Why an edit in the address cannot be done, and what could be done instead."""
    st.error(problem.reason, icon=":material/rule:")
    with st.container(horizontal=True):
        for place, (label, address) in enumerate(problem.repairs):
            key = f"surgery_repair_{number}_{place}"
            st.button(label, key=key, icon=":material/build:", on_click=_put, args=(address,))


def _done(edits: Edits) -> None:
    """What was done, each with a button that takes it back; and a swap that waits for its second block."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("surgery-done", edits=len(edits)), width="content")
        for edit in edits:
            st.button(
                say("surgery-edit.button", **edit.model_dump()),
                key=f"surgery_undo_{spell((edit,))}",
                icon=":material/undo:",
                help=say("surgery-take-back"),
                on_click=_put,
                args=(spell(tuple(other for other in edits if other != edit)),),
            )
        if len(edits) > 1:
            st.button(say("surgery-take-all-back"), key="surgery_undo_all", on_click=_put, args=(NOTHING,))
    if first := st.session_state.get(FIRST_OF_TWO):
        st.info(say("surgery-waits", block=first), icon=":material/swap_vert:")


def _net(
    case: Case, edits: Edits, statistics: Statistics, *, at: DeltaGenerator
) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draws the blocks of a net to press, and how far a worker is; what comes back are the places above and below."""
    with at:
        above = st.container()
        _blocks(case, edits, statistics)
        return above, st.container()


def _blocks(case: Case, edits: Edits, statistics: Statistics) -> None:
    """Draws the blocks of a net, and how far a worker is with what is not known yet."""
    key = f"surgery_strip_{kind(case)}"
    own = _of_its_own(case, edits)
    diagram(
        strip(case.blocks, edits, in_turn.costs(case, statistics)),
        key=key,
        alt=say("surgery-strip", net=name(case), blocks=len(case.blocks), edits=sentences.edits(edits)),
        selected=f"block{st.session_state.get(FIRST_OF_TWO)}",
        on_change=partial(_press, key, edits),
    )
    for state in dict.fromkeys(((), own)):
        _ask(case, state)


def _of_its_own(case: Case, edits: Edits) -> Edits:
    return surgery_edits.for_plain(edits) if case.plain else edits


def _before_and_after(case: Case, edits: Edits) -> tuple[Edits, ...]:
    """The net as it is, and with its edits."""
    return tuple(dict.fromkeys(((), _of_its_own(case, edits))))


def _question(case: Case, edits: Edits) -> SurgeryQuestion:
    return SurgeryQuestion(net=case.net, edits=edits, source=case.source, test_images=case.pictures)


def _ask(case: Case, edits: Edits) -> Answer | None:
    return answers.answer("surgery", _question(case, edits), key=f"surgery_{kind(case)}_{len(edits)}")


def _operated(case: Case, edits: Edits) -> UnderBoth[Operated] | None:
    """The net after the edits, as far as that is known."""
    answer = answers.known("surgery", _question(case, edits))
    return None if answer is None else parse(UnderBoth[Operated], answer.results)


def _points(change: float) -> str | None:
    """The change of the accuracy, with the sign by which Streamlit knows a loss; None where there is none."""
    sign = "-" if change < 0 else "+"
    return say("surgery-accuracy.points", change=f"{sign}{numbers.fixed(abs(change), digits=1)}") if change else None


def _press(key: str, edits: Edits) -> None:
    """Callback: the chosen operation is done to the block that was pressed, or taken back."""
    where = pressed(key)
    if where is None:
        return
    held = fields.values((OPERATION, SEVERAL))
    new = _edit(held[OPERATION.key], int(where.removeprefix("block")))
    if new is not None:
        _put(spell(surgery_edits.press(edits, new, several=held[SEVERAL.key])))


def _edit(operation: str, number: int) -> Edit | None:
    """The edit that a press on block `number` means; None while a swap waits for its second block."""
    if operation != "swap":
        return parse(Edit, {"kind": operation, "block": number})
    first = st.session_state.pop(FIRST_OF_TWO, None)
    if first is None:
        st.session_state[FIRST_OF_TWO] = number
    if first is None or first == number:
        return None
    return Edit(kind="swap", block=min(first, number), other=max(first, number))


def _put(address: str) -> None:
    """Callback: the edits that the address has from now on."""
    st.session_state.pop(FIRST_OF_TWO, None)
    st.query_params[EDITS] = address


def _back(changes: Held) -> None:
    """Callback: an earlier setting is taken again."""
    if EDITS in changes:
        _put(changes[EDITS])
    fields.put({key: value for key, value in changes.items() if key != EDITS})
