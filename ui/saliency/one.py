"""What the looks at a single picture share: which of the chosen ones it is, and a box for their controls."""

from collections.abc import Iterable

import streamlit as st

from resnet_core.studies.saliency_inside.question import InsideQuestion
from ui import fields
from ui.fields import Choice, Field
from ui.saliency.inputs import Chosen


def picture(chosen: Chosen) -> Choice:
    """Which of the chosen test pictures; at first the one whose answer is recorded, if it is among them."""
    recorded = InsideQuestion.model_fields["picture"].default
    return Choice("sal.one", chosen.pictures, recorded if recorded in chosen.pictures else chosen.pictures[0])


def draw(own: Iterable[Field]) -> None:
    """The controls in a box, two beside each other where there is room."""
    fields.notices(own)
    with st.container(border=True), st.grid(2, min_column_width=240, gap="medium") as grid:
        for field in own:
            with grid.cell():
                fields.draw(field)
