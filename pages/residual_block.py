"""Residual block: every choice of one block, both branches, and what happens when they do not fit."""

from ui.frame import page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.doctor import diagnose
from resnet_core.config import BlockConfig, parse
from ui import fields
from ui.block import addition as addition_panel
from ui.block import panels as block_panels
from ui.block.choices import (
    FAMILY,
    FIELDS,
    GATE,
    GROUPS,
    IN,
    KERNEL,
    NORM,
    ORDER,
    OUT,
    SHORTCUT,
    SIZE,
    STRIDE,
    WIDTH,
    ZERO,
    block_choices,
    plain_twin,
)
from ui.prose import prose

st.title("One residual block", anchor=False)
st.markdown(prose("residual_block_intro"))
fields.notices((*FIELDS, *addition_panel.FIELDS))

with st.container(border=True):
    family = fields.draw(FAMILY)
    if family != "plain":
        fields.draw(SHORTCUT)
    left, middle, right = st.columns(3)
    with left:
        fields.draw(IN)
        fields.draw(STRIDE)
    with middle:
        fields.draw(OUT)
        fields.draw(KERNEL)
    with right:
        fields.draw(SIZE)
        fields.draw(ORDER)
    fields.draw(GATE)
    if family in ("bottleneck", "resnext"):
        fields.draw(WIDTH)
    if family == "resnext":
        fields.draw(GROUPS)
    with st.container(horizontal=True):
        fields.draw(NORM)
        fields.draw(ZERO)
    block_panels.examples()

held = fields.values(FIELDS)
choices, size = block_choices(held), held[SIZE.key]
diagnosis = diagnose(choices, size)
block_panels.verdict(diagnosis)

if diagnosis.verdict != "refused":
    config = parse(BlockConfig, choices)
    ours, twin = st.columns(2, gap="medium")
    with ours:
        block_panels.drawn(config, size, key="block_diagram", title="Your block")
    with twin:
        block_panels.drawn(plain_twin(config), size, key="block_twin", title="The same without its shortcut")
    if diagnosis.verdict == "fits":
        block_panels.layers(config, size)
        block_panels.reading(config, size)
    block_panels.mathematics(config)

if diagnosis.verdict == "fits":
    block_panels.costs(config, size)
    block_panels.saved(config, size)
    st.header("The same block in PyTorch", anchor=False)
    block_panels.code(config)
    addition_panel.show(config, size)
else:
    st.caption("Costs, code and the opened addition follow when the block fits.")

st.header("What to notice", anchor=False)
st.markdown(prose("residual_block_notice"))
