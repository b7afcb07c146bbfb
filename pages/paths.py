"""Paths: how long the paths are that the gradient takes through a residual net."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import answers, fields, lesson
from ui.lesson import Try
from ui.paths import sections
from ui.paths.controls import FIELDS, NET, SAMPLES, SEED, question
from ui.section import slot

lesson.head("paths")
fields.notices(FIELDS)
section = answers.section("paths", FIELDS, lambda held: (question(held),))
picture, measured = st.columns([6, 5], gap="large")
with measured:
    guess = sections.guess(fields.draw(NET))
    figure = st.container()
with picture:
    sections.unrolled()
lesson.tries(
    Try("paths-try-shallow", {NET: "residual_20_trained"}),
    Try("paths-try-untrained", {NET: "residual_56_untrained"}),
    Try("paths-try-few", {NET: "residual_8_untrained"}),
)
with lesson.more(), st.container(horizontal=True, vertical_alignment="top"):
    slots = {field.key: slot(field) for field in (SAMPLES, SEED)}
held = section.mark(slots)
with figure:
    paths, where = sections.shown(section, held)
    if paths and guess is None:
        sections.counted(paths)
    elif paths:
        sections.origin(paths, guess)
if paths:
    with lesson.why("paths"):
        sections.one_path(paths)
    if guess is not None:
        lesson.numbers(sections.numbers_of, paths, where)
lesson.checks("paths")
if paths and guess is not None:
    sections.saw(paths)
