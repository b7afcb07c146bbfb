"""Check cells to be downloaded."""

import streamlit as st

from resnet_core.course.exercises.cell import CELLS, check_cell
from resnet_core.course.exercises.tasks import Exercise
from ui.say import say


def offer(exercise: Exercise) -> None:
    """Draws a button for each check cell of the exercise, with what it is for; nothing without one."""
    if not exercise.cells:
        return
    st.caption(say("exercises-cell", count=len(exercise.cells)))
    with st.container(horizontal=True):
        for name in exercise.cells:
            st.download_button(
                say("exercises-cell.button", call=CELLS[name].make),
                check_cell(name),
                file_name=f"check_{name}.py",
                mime="text/x-python",
                icon=":material/download:",
                key=f"ex_cell_{name}",
                on_click="ignore",
            )
