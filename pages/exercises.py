"""Exercises: the chapter's five and more, each with a worked example, hints, a computed check and an answer."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.course.exercises.table import EXERCISES
from ui import fields, lesson
from ui.exercises import sections
from ui.exercises.controls import WHICH

lesson.head("exercises")
fields.notices((WHICH,))
exercise = EXERCISES[fields.draw(WHICH)]
ours, theirs = st.columns(2, gap="large")
with ours:
    sections.statement(exercise)
    sections.example(exercise)
    sections.hints(exercise)
with theirs:
    sections.turn(exercise)
sections.answer(exercise)
sections.catalogue(exercise.name)
