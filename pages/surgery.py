"""Surgery: what a trained net can still do when blocks are taken out of it, cut or exchanged."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.lesson import Try
from ui.prose import prose
from ui.surgery import batch_statistic, deletions, in_turn, operate, story
from ui.surgery.controls import FIELDS, IN_TURN, OPERATION, SEVERAL, STATISTICS, WITHIN
from ui.surgery.nets import bench as set_up

lesson.head("surgery")
story.before()
bench = set_up()
fields.notices((bench.which, *FIELDS))
instruments, pictures = st.columns([3, 10], gap="medium")
with instruments:
    fields.draw(bench.which)
    statistics = fields.draw(STATISTICS)
outcomes = operate.show(bench, statistics, instruments=instruments, pictures=pictures)
lesson.tries(
    Try("surgery-try-fresh", {STATISTICS: "fresh"}),
    Try("surgery-try-deep", {bench.which: "depth_56"}),
    Try("surgery-try-cut", {IN_TURN: "cut", OPERATION: "cut"}),
)
with lesson.more():
    fields.draw(SEVERAL)
    within = fields.draw(WITHIN)
    st.markdown(prose("surgery_operations"))
lesson.heading("surgery-whose")
one, other = st.columns([6, 5], gap="large")
with one:
    turns = in_turn.show(bench, statistics, within)
with other:
    in_turn.whose(turns, within, statistics)
lesson.heading("surgery-deletions")
st.markdown(prose("surgery_deletions"))
falls = deletions.show(bench, statistics)
with lesson.why("surgery"):
    batch_statistic.draw()
lesson.numbers(story.numbers, outcomes, turns, falls)
lesson.checks("surgery")
if in_turn.is_told():
    story.saw(falls, within)
