"""Orders: five ways to arrange batch norm, ReLU and addition in a block, and a race between them."""

from ui.frame import RESIDUAL_BLOCK, page_guard

page_guard()

import streamlit as st

from ui import fields, lesson
from ui.block.controls import ORDER
from ui.orders import clean_path, sections
from ui.orders.controls import FIELDS, LEFT, RIGHT, TRIES
from ui.prose import prose
from ui.say import say

lesson.head("orders")
fields.notices(FIELDS)
sections.race()
lesson.tries(*TRIES)
with lesson.why("orders"):
    clean_path.draw()
lesson.heading("orders-blocks")
for column, field, key in zip(st.columns(2, gap="medium"), (LEFT, RIGHT), ("orders_a", "orders_b"), strict=True):
    with column:
        sections.block(fields.draw(field), key=key)
lesson.heading("orders-exercise")
st.markdown(prose("orders_exercise"))
own = {ORDER.key: "full_pre"}
st.page_link(RESIDUAL_BLOCK.file, label=say("orders-exercise.link"), icon=RESIDUAL_BLOCK.icon, query_params=own)
lesson.checks("orders")
sections.saw()
