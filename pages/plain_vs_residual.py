"""Plain against residual: what more layers do to a network, and what shortcuts change about it."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.lesson import Try
from ui.race import answers, cells, degradation_map, factors, headline, rates, replay, stacks, twin_run
from ui.race import runs as races
from ui.race.controls import FIELDS, FIRST_SEED, LAYERS, SEEDS
from ui.say import say

lesson.head("plain_vs_residual")
fields.notices((LAYERS, *FIELDS, degradation_map.cell_field(cells.cells(races.known("race")))))
if recorded := headline.pairs():
    headline.show(recorded)
    lesson.tries(
        Try("race-try-shallow", {LAYERS: 8}),
        Try("race-try-middle", {LAYERS: 32}),
        Try("race-try-one", {SEEDS: 1, FIRST_SEED: 0}),
    )
    lesson.numbers(headline.numbers, recorded)
    with lesson.why("plain_vs_residual"):
        stacks.draw(recorded[replay.SHALLOW][0].net, recorded[replay.DEEP][0].net)
lesson.heading("race-further")
for name, part in (("race-map", degradation_map), ("race-factors", factors), ("race-rates", rates)):
    with st.expander(say(name), expanded=part is degradation_map and degradation_map.is_asked_for()):
        part.show()
twin_run.show()
lesson.checks("plain_vs_residual")
if recorded:
    lesson.saw("plain_vs_residual", *answers.asked(recorded), **headline.facts(recorded))
