"""Train: what a network does in its first minute of training; then a network of one's own."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import lesson, lesson_link
from ui.lesson import Try
from ui.say import say
from ui.train import first_minute, run_panel, run_table, set_up, surprise
from ui.train.choices import CUSTOM
from ui.train.controls import FAMILY, IMAGES, LR, PRESET

if run_id := st.query_params.get("run"):
    st.title(say("train-title"), anchor=False)
    run_panel.show(run_id)
    run_table.show(opened=run_id)
else:
    lesson.head("train")
    first_minute.show()
    if not lesson_link.leaves_out(set_up.PART):
        lesson.heading("train-own")
        set_up.show()
        lesson.tries(
            Try("train-try-few", {PRESET: CUSTOM, IMAGES: 500}),
            Try("train-try-plain", {PRESET: CUSTOM, FAMILY: "plain"}),
            Try("train-try-steep", {PRESET: CUSTOM, LR: 5.0}),
        )
    run_table.show()
    first_minute.mistakes()
    with lesson.why("train"):
        surprise.draw()
    lesson.checks("train")
    first_minute.saw()
