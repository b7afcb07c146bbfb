"""The class that a map gives evidence for: what the net says, what is true, any class, or one rather than another."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import pandas as pd
import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from resnet_core.probes.predictions import WHOLE
from ui import fields
from ui.fields import Choice, Field

PREDICTED, TRUE, CLASS, CONTRAST = "what the net says", "the truth", "a class", "A, not B"


class Target(NamedTuple):
    """Which logit is explained, or which difference of two."""

    kind: Literal["predicted", "true", "class", "contrast"]
    wanted: int | None = None
    """The class, or the A of a contrast; None where each picture has its own."""
    against: int | None = None
    """The B of a contrast."""

    @property
    def words(self) -> str:
        """Of which class the evidence is looked for."""
        if self.wanted is None:
            return "the true class of each" if self.kind == "true" else "the class that the net names in each"
        against = "" if self.against is None else f" against {CLASS_NAMES[self.against]}"
        return f"{CLASS_NAMES[self.wanted]}{against}"


class Said(NamedTuple):
    """What the first net says about one of the chosen pictures."""

    title: str
    """Short, above its column."""
    name: str
    """What it shows, where that is known."""
    shares: tuple[int, ...]
    """The probability of every class, in parts of `probes.predictions.WHOLE`."""


WANTED = Choice("sal.class", "Class", CLASS_NAMES, "Shirt")
AGAINST = Choice("sal.not", "and not", CLASS_NAMES, "T-shirt/top")


def kind_field(*, own: bool) -> Choice:
    """The kinds of target; of a learner's own picture the truth is not known."""
    kinds = (PREDICTED, CLASS, CONTRAST) if own else (PREDICTED, TRUE, CLASS, CONTRAST)
    help_ = "A map explains one number of the net: a logit, or the difference of two."
    return Choice("sal.target", "Evidence for", kinds, PREDICTED, help_)


def all_fields() -> tuple[Field, ...]:
    """Every control of `choose`, for `fields.notices`."""
    return (kind_field(own=False), WANTED, AGAINST)


def choose(ask: Callable[[], tuple[Said, ...]], *, own: bool) -> Target:
    """The target, whose controls are drawn here; what the net says about the pictures is asked for where it helps."""
    kind = fields.draw(kind_field(own=own))
    if own:
        st.caption("Nobody has told the lab what your picture shows, so *the truth* cannot be asked for.")
    if kind not in (CLASS, CONTRAST):
        return Target("true" if kind == TRUE else "predicted")
    fields.draw(WANTED)
    if kind == CONTRAST:
        fields.draw(AGAINST)
    if said := ask():
        st.caption("What the net says of each picture, by its number.")
        st.dataframe(_table(said), column_config=_columns(said), hide_index=False, width="stretch", key="sal_classes")
    wanted, against = (CLASS_NAMES.index(fields.values([field])[field.key]) for field in (WANTED, AGAINST))
    return _contrast(wanted, against, said) if kind == CONTRAST else Target("class", wanted)


def _contrast(wanted: int, against: int, said: tuple[Said, ...]) -> Target:
    """A, not B; where both are the same class, the way out, and A alone meanwhile."""
    if wanted != against:
        return Target("contrast", wanted, against)
    st.error(
        f"A and B are both {CLASS_NAMES[wanted]}, and the difference of a number and itself is 0; choose two classes. "
        f"Until then the maps are of {CLASS_NAMES[wanted]} alone.",
        icon=":material/rule:",
    )
    rival = runner_up(said, wanted)
    fields.change_button(f"Set B to {CLASS_NAMES[rival]}", {AGAINST.key: CLASS_NAMES[rival]}, key="sal_rival")
    return Target("class", wanted)


def runner_up(said: tuple[Said, ...], wanted: int) -> int:
    """The other class that the net finds likeliest for these pictures together; the next one in the list if unasked."""
    if not said:
        return (wanted + 1) % len(CLASS_NAMES)
    totals = [sum(each.shares[number] for each in said) for number in range(len(CLASS_NAMES))]
    return max((number for number in range(len(CLASS_NAMES)) if number != wanted), key=lambda number: totals[number])


def _table(said: tuple[Said, ...]) -> pd.DataFrame:
    """Percent, one row a class and one column a picture."""
    columns = {each.title: [100 * share / WHOLE for share in each.shares] for each in said}
    return pd.DataFrame(columns, index=pd.Index(CLASS_NAMES, name="Class"))


def _columns(said: tuple[Said, ...]) -> dict[str, Any]:
    """Bars where there is room for them, else whole percents."""
    if len(said) == 1:
        [only] = said
        return {
            only.title: st.column_config.ProgressColumn(
                only.title, help=only.name, format="%.1f %%", min_value=0, max_value=100
            )
        }
    return {
        each.title: st.column_config.NumberColumn(each.title, help=each.name, format="%.0f %%", width=46)
        for each in said
    }
