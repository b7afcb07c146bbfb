"""Function classes: when is a larger set of functions sure to fit at least as well."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.functions import answers, growth, identity, sections
from ui.functions.controls import FAMILY, FIELDS, SIZE, TARGET
from ui.lesson import Try
from ui.say import say

lesson.head("function_classes")
fields.notices(FIELDS)
held = sections.show()
target, family, size = held[TARGET.key], held[FAMILY.key], held[SIZE.key]
lesson.tries(
    Try("fc-try-lost", {FAMILY: "equal_bins", TARGET: "step_and_sine", SIZE: 3}),
    Try("fc-try-doubled", {FAMILY: "doubled_bins", SIZE: 4}),
    Try("fc-try-steps", {FAMILY: "equal_bins", TARGET: "three_steps", SIZE: 4}),
)
lesson.numbers(sections.numbers_of, target, family)
with lesson.why("function_classes"):
    identity.draw()
    answers.measured()
lesson.heading("fc-further")
lesson.fold("fc-best", sections.best_fit, target, family, size, key="best")
lesson.fold("fc-errors", sections.errors, target, family, size, key="errors")
with st.expander(say("fc-noisy")):
    sections.noisy(target, family, size)
with st.expander(say("fc-networks")):
    sections.one_block(target)
with st.expander(say("fc-growth")):
    growth.growth()
lesson.checks("function_classes")
lesson.saw("function_classes", *answers.asked(), **sections.asked_facts())
