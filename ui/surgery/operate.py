"""The learner's own operation: blocks to press, and how the nets do before and after."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resnet_core.config import parse
from resnet_core.probes.surgery import FIRST_EDIT, Edit, Operated, Statistics, SurgeryProbe, UnderBoth, refusal
from ui import charts, fields, measured
from ui.diagram import diagram, pressed
from ui.fields import Choice, Switch
from ui.measured import Answered
from ui.surgery import charts as surgery_charts
from ui.surgery import edits as surgery_edits
from ui.surgery import nets as surgery_nets
from ui.surgery import readings
from ui.surgery.edits import NOTHING, OPERATIONS, Edits, Problem, spell
from ui.surgery.readings import Case, Outcome
from ui.surgery.scene import strip

EDITS = "surgery.edits"
"""In the address: what was done, as `ui.surgery.edits` spells it."""
FIRST_OF_TWO = "_surgery_first"
"""In the session: the block that waits for its partner in a swap."""
OPERATION = Choice("surgery.operation", "A press on a block will", tuple(OPERATIONS), "delete")
SEVERAL = Switch(
    "surgery.several", "Keep earlier edits", default=False, help="Off: each press starts from the net as it is."
)
FIELDS = (OPERATION, SEVERAL)


def show(nets: Sequence[Case], statistics: Statistics) -> None:
    """The instruments, what was done so far, and a column for each net."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            operation = fields.draw(OPERATION)
            fields.draw(SEVERAL)
        st.caption(OPERATIONS[operation])
    edits, problems = surgery_edits.read(st.query_params.get(EDITS, _to_begin_with(nets[0])), nets[0].blocks)
    for number, problem in enumerate(problems):
        _explain(number, problem)
    _done(edits)
    columns = zip(st.columns(len(nets), gap="medium"), nets, strict=True)
    found = [_column(column, case, edits, statistics=statistics) for column, case in columns]
    operated = [each for each in found if each is not None]
    if len(operated) == len(nets):
        with st.expander("The accuracy of every class"):
            st.dataframe(readings.class_table(operated))


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
        st.markdown("**Done:**" if edits else "**Nothing is changed.** Press a block.", width="content")
        for edit in edits:
            st.button(
                surgery_edits.label(edit),
                key=f"surgery_undo_{spell((edit,))}",
                icon=":material/undo:",
                help="Take it back",
                on_click=_put,
                args=(spell(tuple(other for other in edits if other != edit)),),
            )
        if len(edits) > 1:
            st.button("Take all back", key="surgery_undo_all", on_click=_put, args=(NOTHING,))
    if first := st.session_state.get(FIRST_OF_TWO):
        waits = f"Block {first} waits: press the block that it changes places with, or itself to let it be."
        st.info(waits, icon=":material/swap_vert:")


def _column(column: DeltaGenerator, case: Case, edits: Edits, *, statistics: Statistics) -> Outcome | None:
    """One net: its blocks to press, and how it does before and after; None while that is not known."""
    own = surgery_edits.for_plain(edits) if case.plain else edits
    with column:
        st.markdown(f"**{readings.upper(case.name)}**")
        _strip(case, own, pressed_on=edits)
        answers = {each: _ask(case, each) for each in dict.fromkeys(((), own))}
        parsed = {
            each: parse(UnderBoth[Operated], answer.results) for each, answer in answers.items() if answer is not None
        }
        if len(parsed) < len(answers):
            return None
        found = Outcome(case, parsed[()].under(statistics), parsed[own].under(statistics))
        _outcome(found, edits, otherwise=readings.otherwise(parsed[own], statistics))
        st.caption(surgery_nets.where([answer for answer in answers.values() if answer is not None]))
    return found


def _strip(case: Case, edits: Edits, *, pressed_on: Edits) -> None:
    """The blocks of one net; a press changes the edits of the whole page."""
    key = f"surgery_strip_{_kind(case)}"
    diagram(
        strip(case.blocks, edits),
        key=key,
        alt=f"{case.name}, {len(case.blocks)} blocks: {surgery_edits.all_words(edits)}",
        selected=f"block{st.session_state.get(FIRST_OF_TWO)}",
        on_change=partial(_press, key, pressed_on),
    )


def _ask(case: Case, edits: Edits) -> Answered | None:
    probe = SurgeryProbe(net=case.net, edits=edits, source=case.source, test_images=case.pictures)
    return measured.answer("surgery", probe, key=f"surgery_{_kind(case)}_{len(edits)}")


def _outcome(found: Outcome, edits: Edits, *, otherwise: str) -> None:
    """The measures, the sentences and the change of the confusion matrix."""
    case, before, after = found
    accuracy, loss = st.columns(2)
    accuracy.metric("Accuracy", f"{after.accuracy:.1%}", f"{found.change:+.1f} points" if found.change else None)
    loss.metric("Loss", readings.in_words(after.loss))
    for remark in readings.remarks(case, edits):
        st.markdown(remark)
    st.markdown(f"{readings.outcome(found)} {otherwise}")
    if before == after:
        return
    said = readings.classes(found)
    st.markdown(said)
    st.markdown("**Pictures more or fewer than before** :gray[· rows: the class, columns: what it is called]")
    option = surgery_charts.changes_option(readings.differences(found))
    charts.draw(option, key=f"surgery_changes_{_kind(case)}", alt=said, height=430)


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


def _kind(case: Case) -> str:
    """Tells the keys of the twins apart."""
    return "plain" if case.plain else "residual"
