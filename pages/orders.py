"""Orders: five ways to arrange norm, ReLU and addition in a block, and a race between them."""

from ui.frame import RESIDUAL_BLOCK, page_guard

page_guard()

import streamlit as st

from resnet_core.analysis.formula import formula
from resnet_core.config import BlockConfig, Order
from resnet_core.plan.blocks import block_plan
from ui import fields
from ui.diagram import diagram
from ui.diagram.scene import block_scene
from ui.fields import Choice
from ui.orders import race as order_race
from ui.orders import readings
from ui.prose import prose
from ui.spelling import ORDERS, core_word

CHANNELS, SIZE = 16, 14
LEFT = Choice("orders.left", "Draw", ORDERS, ORDERS[0], look="select")
RIGHT = Choice("orders.right", "Beside it", ORDERS, ORDERS[-1], look="select")


def drawn(order: Order, *, key: str) -> None:
    """A block of this order: its layers, its formula, and what the order does to the signal."""
    block = block_plan(BlockConfig(in_channels=CHANNELS, out_channels=CHANNELS, order=order))
    scene = block_scene(block, (CHANNELS, SIZE, SIZE))
    title = readings.named(order)
    st.markdown(f"**{title}**")
    diagram(scene, key=key, alt=f"{title}: {len(scene.nodes)} layers")
    for line in formula(block):
        st.latex(line)
    st.markdown(readings.MEANINGS[order])


st.title("Orders", anchor=False)
st.markdown(prose("orders_intro"))
fields.notices((LEFT, RIGHT, *order_race.FIELDS))
st.header("The five blocks", anchor=False)
for column, field, key in zip(st.columns(2, gap="medium"), (LEFT, RIGHT), ("orders_a", "orders_b"), strict=True):
    with column:
        drawn(core_word(fields.draw(field)), key=key)
st.header("The race", anchor=False)
st.markdown(prose("orders_race"))
order_race.show()
st.header("Exercise 4", anchor=False)
st.markdown(prose("orders_exercise"))
st.page_link(
    RESIDUAL_BLOCK.file,
    label="The block in full pre-activation, with its source code",
    query_params={"block.order": "full-pre"},
)
st.markdown(prose("orders_notice"))
