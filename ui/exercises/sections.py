"""What the page shows of an exercise: the worked example, the learner's own turn, hints, and the answer."""

from typing import Any

import streamlit as st

from resnet_core.course.exercises.table import EXERCISES
from resnet_core.course.exercises.tasks import EMPTY, OTHER, Built, Choice, Code, Exercise, Number, Ran, Task, Verdict
from ui import fields
from ui.exercises import cells, controls, figures, runs
from ui.exercises.controls import WHICH
from ui.exercises.links import built
from ui.exercises.states import STATES
from ui.say import is_said, say
from ui.words import on_primary

CODE_HEIGHT = 260


def statement(exercise: Exercise) -> None:
    """Writes what is asked, with a link to where the lab takes it up."""
    name, state = exercise.name, STATES[exercise.name]
    st.header(WHICH.said(name), anchor=False)
    st.caption(say("exercises-from", chapter=exercise.chapter))
    st.markdown(say(f"ex-{name}", **exercise.facts()))
    st.page_link(state.page.file, label=say(f"ex-{name}.leads"), icon=state.page.icon, query_params=state.address)


def example(exercise: Exercise) -> None:
    """Shows the worked example."""
    with st.container(border=True, key="exercises_example"):
        st.subheader(say("exercises-example"), anchor=False)
        st.markdown(say(f"ex-{exercise.name}.example", **exercise.facts()))
    figures.show(exercise.name)


def hints(exercise: Exercise) -> None:
    """Shows the hints that are open, and a button for the next."""
    name, opened = exercise.name, controls.hints(exercise.name)
    for number in range(1, min(opened, exercise.hints) + 1):
        said = say(f"ex-{name}.hint{number}", **exercise.facts())
        st.info(f"**{say('exercises-hint', number=number)}** {said}", icon=":material/lightbulb:")
    if opened < exercise.hints:
        label = say("exercises-next-hint", number=opened + 1, count=exercise.hints)
        st.button(label, key=f"ex_hint_{name}", icon=":material/lightbulb:", on_click=controls.open_hint, args=(name,))


def turn(exercise: Exercise) -> None:
    """Draws what the learner fills in, and says of each answer what it is."""
    name, verdicts = exercise.name, controls.checked(exercise.name)
    with st.container(border=True, key="exercises_turn"):
        st.subheader(say("exercises-turn"), anchor=False)
        with st.form(f"ex_form_{name}", border=False, enter_to_submit=True):
            for place, task in enumerate(exercise.tasks()):
                st.markdown(say(f"ex-{task.name}", **exercise.facts()))
                _enter(task)
                with st.container(key=f"ex_said_{place}"):
                    if task.name in verdicts:
                        _told(exercise, task, verdicts[task.name])
            label, icon = say("exercises-check"), ":material/task_alt:"
            st.form_submit_button(on_primary(label), type="primary", icon=icon, on_click=_check, args=(exercise,))
        cells.offer(exercise)


def answer(exercise: Exercise) -> None:
    """Shows the answer with the lab's measurements, once everything is right or the learner asks for it."""
    name = exercise.name
    solved = controls.is_solved(name)
    if not solved and not controls.is_shown(name):
        label = say("exercises-show-answer")
        st.button(
            label, key=f"ex_answer_{name}", icon=":material/visibility:", on_click=controls.show_answer, args=(name,)
        )
        return
    with st.container(border=True, key="exercises_answer"):
        st.subheader(say("exercises-answer", solved=solved), anchor=False)
        st.markdown(say(f"ex-{name}.answer", **exercise.facts()))
        if (other := controls.next_open(name)) is not None:
            label = say("exercises-next", title=WHICH.said(other))
            fields.change_button(label, {WHICH.key: other}, key="ex_next", icon=":material/arrow_forward:")


def catalogue(opened: str) -> None:
    """Lists every exercise, those of the chapter first; a press opens one."""
    st.header(say("exercises-all"), anchor=False)
    st.caption(say("exercises-progress", solved=controls.solved(), count=len(EXERCISES)))
    numbered = tuple(enumerate(EXERCISES.values(), start=1))
    for of_the_chapter in (True, False):
        st.subheader(say("exercises-list", chapter=of_the_chapter), anchor=False)
        with st.grid(3, min_column_width=260, gap=None) as grid:
            for number, exercise in numbered:
                if (exercise.chapter is not None) == of_the_chapter:
                    with grid.cell():
                        _card(number, exercise, opened=exercise.name == opened)


def _card(number: int, exercise: Exercise, *, opened: bool) -> None:
    name, solved = exercise.name, controls.is_solved(exercise.name)
    label = say("exercises-card", number=number, title=WHICH.said(name))
    st.button(
        label,
        key=f"ex_open_{name}",
        icon=":material/check_circle:" if solved else ":material/radio_button_unchecked:",
        type="secondary" if opened else "tertiary",
        on_click=fields.put,
        args=({WHICH.key: name},),
        help=say("exercises-solved") if solved else None,
    )


def _check(exercise: Exercise) -> None:
    """Callback: judges what is entered, before the page is drawn and its progress kept."""
    controls.keep(exercise.name, {task.name: _judged(task, st.session_state[_key(task)]) for task in exercise.tasks()})


def _judged(task: Task, entered: Any) -> Verdict:
    if isinstance(task, Built):
        entered = built(task.page, entered) if entered and entered.strip() else None
    elif isinstance(task, Ran):
        entered = runs.of(entered) if entered else None
    return task.judge(entered)


def _key(task: Task) -> str:
    return f"{runs.FIELD}{task.name}"


def _enter(task: Task) -> None:
    """Draws the control of a task."""
    match task:
        case Number():
            st.number_input(
                say("exercises-number"),
                value=None,
                step=1 if task.whole else 0.0001,
                format="%d" if task.whole else "%.6g",
                key=_key(task),
                persist_state="session",
                width=220,
            )
        case Choice():
            st.radio(
                say("exercises-choice"),
                task.options,
                index=None,
                format_func=lambda option: say(f"ex-{task.name}.option-{option}"),
                key=_key(task),
                persist_state="session",
                label_visibility="collapsed",
            )
        case Code():
            st.text_area(say("exercises-code"), key=_key(task), height=CODE_HEIGHT, persist_state="session")
        case Built():
            st.text_input(say("exercises-link"), key=_key(task), persist_state="session")
        case Ran():
            offered = runs.offered()
            st.selectbox(
                say("exercises-own-run", count=len(offered)),
                tuple(offered),
                index=None,
                format_func=lambda run: offered.get(run, run),
                key=_key(task),
                persist_state="session",
                placeholder=say("exercises-own-run.choose", count=len(offered)),
            )


def _told(exercise: Exercise, task: Task, verdict: Verdict) -> None:
    facts = {**exercise.facts(), **verdict.facts}
    message = f"ex-{task.name}.{verdict.code}"
    if is_said(message):
        said = say(message, **facts)
    elif verdict.code in (EMPTY, OTHER):
        said = say(f"exercises-{verdict.code}", **facts)
    else:
        said = say(f"exercises-verdict-{verdict.code}", **facts)
    if verdict.right:
        st.success(said, icon=":material/check_circle:")
    else:
        st.warning(said, icon=":material/build_circle:")
