"""ResNeXt: channels in groups, what that saves, what it does not, and three ways to write the same block."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.doctor import diagnose
from resnet_core.config import BlockConfig, parse
from ui import fields, lesson
from ui.resnext import lessons, measured, sections, wires
from ui.resnext.controls import FIELDS, GROUPS, OF_THE_BLOCK, SIZE, block_choices, fits
from ui.section import Section

lesson.head("resnext")
fields.notices(FIELDS)
figure, asked, tried = st.container(gap="medium"), st.container(gap="medium"), st.container(gap="medium")
with lesson.more():
    slots = sections.draw_controls()

section = Section("resnext", OF_THE_BLOCK, recorded=fits, known=fits, ready="resnext-even")
held = section.mark({GROUPS.key: slots[GROUPS.key]})
with figure:
    if not fits(held):
        sections.show_refusal(held, diagnose(block_choices(held), held[SIZE.key]))
    shown = section.settled(held)
    assert shown is not None, "the defaults fit"
    config, size = parse(BlockConfig, block_choices(shown)), shown[SIZE.key]
    wires.show(config, size)
    sections.translate(config, shown)
with asked:
    lesson.heading("resnext-heading.costs")
    measured.ask_the_clock(config, size)
with tried:
    lesson.tries(*lessons.TRIES)
sections.show_code(config)

lesson.heading("resnext-heading.splits")
sections.show_equal_cost()
lesson.numbers(sections.show_published)

with lesson.why("resnext"):
    sections.show_forms(config, size)
    measured.show_proof(config)
lesson.heading("resnext-heading.inception")
sections.beside_inception()
lesson.checks("resnext")
lesson.saw("resnext", *lessons.asked(config, size))
