"""Before and after: the plus through time, and the same plus where there are no convolutions."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.before_and_after import history, sections
from ui.before_and_after.controls import FIELDS, KIND, LAYERS, MEASURE
from ui.lesson import Try
from ui.prose import prose

lesson.head("before_and_after")
history.draw()
lesson.heading("after-elsewhere")
st.markdown(prose("before_and_after_elsewhere"))
fields.notices(FIELDS)
sections.training()
lesson.tries(
    Try("after-try-shallow", {KIND: "transformer", LAYERS: 4}),
    Try("after-try-perceptron", {KIND: "mlp", LAYERS: 24}),
    Try("after-try-gradient", {KIND: "transformer", LAYERS: 24, MEASURE: "gradient"}),
)
lesson.numbers(sections.numbers)
with lesson.why("before_and_after"):
    sections.passing()
lesson.checks("before_and_after")
lesson.saw("before_and_after", *sections.asked(), **sections.facts())
