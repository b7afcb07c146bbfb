"""Home: the puzzle of the course to play with, the path through it, and what this machine is."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.studies.puzzle.findings import USUAL_DEPTH
from ui import course, lesson, puzzle, this_machine
from ui.say import say

st.title(say("puzzle-title", layers=puzzle.DEEPEST - USUAL_DEPTH), anchor=False)
st.markdown(say("puzzle-hook"))
puzzle.draw()
course.go_on()
lesson.numbers(puzzle.tables)

lesson.heading("course-path")
course.path()
lesson.heading("course-beside")
course.electives()
with st.expander(say("home-machine"), icon=":material/memory:"):
    this_machine.show()
