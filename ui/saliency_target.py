"""The class that a map gives evidence for: what the net says, what is true, any class, or one rather than another."""

from typing import Literal, NamedTuple

import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from ui import fields
from ui.fields import Choice

PREDICTED, TRUE, CLASS, CONTRAST = "what the net says", "the truth", "a class", "A, not B"


class Target(NamedTuple):
    """Which logit is explained, or which difference of two."""

    kind: Literal["predicted", "true", "class", "contrast"]
    wanted: int | None = None
    """The class, or the A of a contrast; None where each picture has its own."""
    against: int | None = None
    """The B of a contrast."""


KIND = Choice(
    "sal.target",
    "Evidence for",
    (PREDICTED, TRUE, CLASS, CONTRAST),
    PREDICTED,
    "A map explains one number of the net: a logit, or the difference of two.",
)
WANTED = Choice("sal.class", "Class A", CLASS_NAMES, CLASS_NAMES[6])
AGAINST = Choice("sal.not", "not class B", CLASS_NAMES, CLASS_NAMES[0])
FIELDS = (KIND, WANTED, AGAINST)


def choose() -> Target:
    """The target, whose controls are drawn here."""
    kind = fields.draw(KIND)
    if kind in (CLASS, CONTRAST):
        fields.draw(WANTED)
    if kind == CONTRAST:
        fields.draw(AGAINST)
    held = fields.values(FIELDS)
    wanted, against = (CLASS_NAMES.index(held[field.key]) for field in (WANTED, AGAINST))
    match held[KIND.key]:
        case "the truth":
            return Target("true")
        case "a class":
            return Target("class", wanted)
        case "A, not B" if wanted == against:
            st.error(f"A and B are both {CLASS_NAMES[wanted]}: that difference is 0; choose two classes.")
            return Target("class", wanted)
        case "A, not B":
            return Target("contrast", wanted, against)
    return Target("predicted")
