"""Residual block: what its layers have to learn, both branches, and what happens when they do not fit."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.doctor import diagnose
from resnet_core.config import BlockConfig, parse
from ui import fields, lesson
from ui.block import addition, lessons, sections, why
from ui.block.controls import FIELDS, SIZE, block_choices
from ui.say import say

lesson.head("residual_block")
fields.notices((*FIELDS, *addition.FIELDS))

beside, drawn, opened = st.columns((4, 5, 4), gap="medium")
with beside:
    family = sections.draw_controls()
sections.ask_what_breaks()
lesson.tries(*lessons.TRIES)
with lesson.more():
    sections.draw_other_controls(family)
    addition.draw_controls()

held = fields.values(FIELDS)
choices, size = block_choices(held), held[SIZE.key]
diagnosis = diagnose(choices, size)
config = None if diagnosis.verdict == "refused" else parse(BlockConfig, choices)

with drawn:
    sections.show_diagram(held)
with opened:
    sections.show_verdict(diagnosis)
if config is not None and diagnosis.verdict == "fits":
    with beside:
        sections.show_layer(config, size)
    with opened:
        addition.show(config, size)
    lesson.numbers(sections.show_numbers, config, size)
    with st.expander(say("block-code"), icon=":material/code:"):
        sections.show_code(config)

with lesson.why("residual_block"):
    why.show_remainder()
    st.markdown(say("block-plus-intro"))
    why.show_plus()
if config is not None:
    sections.show_formulas(config)
lesson.checks("residual_block")
lesson.saw("residual_block", *lessons.asked())
