"""The five exercises at the end of the chapter, each with the page and the state in which it can be done."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from ui.arrival import AT
from ui.block.choices import FAMILY, IN, OUT, SIZE
from ui.frame import FUNCTION_CLASSES, NETWORK, ORDERS, RESIDUAL_BLOCK, RESNEXT, Entry
from ui.network.choices import BASE
from ui.network.views import VIEW


class Exercise(NamedTuple):
    """What is asked, in our words, and where the lab takes it up."""

    asks: str
    page: Entry
    address: Mapping[str, str]
    leads_to: str


EXERCISES = (
    Exercise(
        "How do an Inception block and a residual block differ?",
        RESNEXT,
        {AT: "next_inception"},
        "Both drawn side by side, with shapes and costs",
    ),
    Exercise(
        "Build the other networks of Table 1 in He et al. 2015.",
        NETWORK,
        {BASE.key: "resnet34", VIEW.key: "Table 1", AT: "net-view"},
        "ResNet-34, and every other row of the table, with source code",
    ),
    Exercise(
        "Build the bottleneck block. What does it save?",
        RESIDUAL_BLOCK,
        {FAMILY.key: "bottleneck", IN.key: "256", OUT.key: "256", SIZE.key: "14", AT: "block_diagram"},
        "A bottleneck of 256 channels; switch the family to compare",
    ),
    Exercise(
        "Put norm and activation in front of the convolution. Does it train better?",
        ORDERS,
        {AT: "orders_race"},
        "Five orders drawn and raced",
    ),
    Exercise(
        "Nested classes never fit worse. Why not let them grow without end?",
        FUNCTION_CLASSES,
        {"fc.family": "polynomials", "fc.k": "20", AT: "fc_points"},
        "Polynomials of high degree on a few noisy points",
    ),
)


def show() -> None:
    """Each exercise and its link."""
    for number, exercise in enumerate(EXERCISES, start=1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{number}.** {exercise.asks}", width="content")
            st.page_link(
                exercise.page.file,
                label=exercise.leads_to,
                icon=exercise.page.icon,
                query_params=dict(exercise.address),
            )
