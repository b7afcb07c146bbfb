"""Signal: what becomes of it on its way forward through a deep net."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.lesson import Try
from ui.section import slot
from ui.signal import sections
from ui.signal.controls import ANSWERS, AXIS, CARDS, CONTROLS, FIELDS, INPUT, LOG, MEASURE, SEED, TRAINED, seen

lesson.head("signal")
sections.before()
fields.notices(FIELDS)
sections.PREDICTION.skip_where_set(*(field.key for field in FIELDS))
picture, asked = st.columns([7, 5], gap="large")
with picture:
    sections.product_and_sum()
with asked:
    guess = sections.ask()
    if guess is not None:
        sections.reply(guess)
lesson.tries(
    Try("signal-try-share", {MEASURE: "share"}),
    Try("signal-try-noise", {INPUT: "noise"}),
    Try("signal-try-trained", {TRAINED: "residual56"}),
)
slots = {}
with st.container(horizontal=True, vertical_alignment="top"):
    for field in (MEASURE, INPUT, TRAINED):
        with st.container(width=260):
            slots[field.key] = slot(field)
figure = st.container()
with lesson.more():
    with st.container(horizontal=True, vertical_alignment="top"):
        fields.draw(AXIS)
        with st.container(width=260):
            slots[SEED.key] = slot(SEED)
    CARDS.draw(ANSWERS)
held = CARDS.section(ANSWERS).mark({field.key: slots[field.key] for field in (INPUT, SEED)})
with figure:
    seen(held)
    shown = CARDS.section(ANSWERS).settled(held)
    nets, looks = seen(shown) if shown else [], fields.values(CONTROLS)
    size, alike = st.columns(2, gap="large")
    if nets:
        with size:
            sections.by_depth(nets, looks[MEASURE.key], log=looks[AXIS.key] == LOG)
        if guess is not None:
            with alike:
                sections.likeness(nets)
with lesson.why("signal"):
    pass
if nets:
    lesson.numbers(sections.numbers, nets)
lesson.checks("signal")
if guess is not None:
    sections.saw()
