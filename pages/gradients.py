"""Gradients: do they vanish on their way back through a deep net, or explode."""

from ui.frame import SHATTERING, page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.gradients import sections
from ui.gradients.controls import ANSWERS, CARDS, FIELDS, MEASURE, SEED, WHEN, seen, step_of
from ui.lesson import Try
from ui.say import say
from ui.section import slot
from ui.small_nets import label

lesson.head("gradients")
fields.notices(FIELDS)
sections.PREDICTION.skip_where_set(*(field.key for field in FIELDS))
picture, asked = st.columns([7, 5], gap="large")
with asked:
    guess = sections.PREDICTION.ask(net=label(sections.ASKED_OF))
    if guess is not None:
        sections.reply(guess)
with picture:
    sections.product_and_sum(guess)
if guess is not None:
    lesson.tries(
        Try("gradients-try-outputs", {MEASURE: "outputs", WHEN: "start"}),
        Try("gradients-try-step", {WHEN: "after_1", MEASURE: "lengths"}),
        Try("gradients-try-norm", {CARDS.card(1)[2]: False, MEASURE: "outputs", WHEN: "start"}),
    )
    section = CARDS.section(ANSWERS)
    slots = {}
    with st.container(horizontal=True, vertical_alignment="top"):
        for field in (WHEN, MEASURE):
            with st.container(width=300):
                slots[field.key] = slot(field)
    figure = st.container()
    with lesson.more():
        with st.container(width=300):
            slots[SEED.key] = slot(SEED)
        CARDS.draw(ANSWERS)
    held = section.mark({SEED.key: slots[SEED.key]})
    with figure:
        seen(held)
        shown = section.settled(held)
        nets = seen(shown) if shown else []
        depth, training = st.columns(2, gap="large")
        if shown:
            with depth:
                sections.by_depth(nets, step_of(shown), fields.values(FIELDS)[MEASURE.key])
            with training:
                sections.in_training(nets)
with lesson.why("gradients"):
    pass
if guess is not None:
    lesson.numbers(sections.numbers, nets, step_of(held))
lesson.checks("gradients")
if guess is not None:
    sections.saw()
st.page_link(SHATTERING.file, label=say("gradients-to-shattering"), icon=SHATTERING.icon)
