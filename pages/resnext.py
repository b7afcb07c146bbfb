"""ResNeXt: channels in groups, what that saves, what it does not, and three ways to write the same block."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.doctor import diagnose
from resnet_core.config import BlockConfig, parse
from ui import fields
from ui.prose import prose
from ui.resnext import measured, sections
from ui.resnext.choices import CHANNELS, FIELDS, GROUPS, SAYS, SIZE, WIDTH, block_choices, fits
from ui.section import Section, slot

st.title("ResNeXt: channels in groups", anchor=False)
st.markdown(prose("resnext_intro"))
fields.notices(FIELDS)

with st.container(border=True):
    fields.draw(SAYS)
    slots = {}
    with st.grid(2, min_column_width=250, gap="medium") as grid:
        for field in (GROUPS, WIDTH, CHANNELS, SIZE):
            with grid.cell():
                slots[field.key] = slot(field)
    sections.examples()

section = Section("resnext", FIELDS, recorded=fits, known=fits, word="Come out even")
held = section.mark({GROUPS.key: slots[GROUPS.key]})
if not fits(held):
    sections.refused(held, diagnose(block_choices(held), held[SIZE.key]))
if shown := section.settled(held):
    config, size = parse(BlockConfig, block_choices(shown)), shown[SIZE.key]
    sections.chosen_block(config, shown)

    st.header("Three costs: weights, multiply-adds, time", anchor=False)
    st.markdown(prose("resnext_time"))
    measured.costs(config, size)

    st.header("Three ways to write the same block", anchor=False)
    st.markdown(prose("resnext_forms"))
    sections.forms(config, size)
    measured.proof(config)

st.header("More paths at the same cost", anchor=False)
st.markdown(prose("resnext_splits"))
sections.published()
sections.equal_cost()

st.header("Inception and ResNeXt", anchor=False)
st.markdown(prose("resnext_inception"))
sections.beside_inception()

st.header("Where it went", anchor=False)
st.markdown(prose("resnext_after"))

st.header("What to notice", anchor=False)
st.markdown(prose("resnext_notice"))
