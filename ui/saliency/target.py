"""The class that a map gives evidence for: what the net says, what is true, any class, or one rather than another."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import pandas as pd
import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from resnet_core.studies.predictions.question import WHOLE
from ui import fields
from ui.fields import Choice, Field
from ui.saliency.classes import ClassChoice
from ui.say import say
from ui.words import class_name, class_names

PREDICTED, TRUE, CLASS, CONTRAST = "predicted", "true", "class", "contrast"


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
        wanted, against = (None if label is None else class_name(label) for label in (self.wanted, self.against))
        return say("saliency-evidence", kind=self.kind, wanted=wanted, against=against)


class Said(NamedTuple):
    """What the first net says about one of the chosen pictures."""

    title: str
    """Short, above its column."""
    name: str
    """What it shows, where that is known."""
    shares: tuple[int, ...]
    """The probability of every class, in parts of `questions.predictions.WHOLE`."""


WANTED = ClassChoice("sal.class", CLASS_NAMES, "Shirt")
AGAINST = ClassChoice("sal.not", CLASS_NAMES, "T-shirt/top")


def kind_field(*, own: bool) -> Choice:
    """The kinds of target; of a learner's own picture the truth is not known."""
    kinds = (PREDICTED, CLASS, CONTRAST) if own else (PREDICTED, TRUE, CLASS, CONTRAST)
    return Choice("sal.target", kinds, PREDICTED)


def all_fields() -> tuple[Field, ...]:
    """Every control of `choose`, for `fields.notices`."""
    return (kind_field(own=False), WANTED, AGAINST)


def choose(ask: Callable[[], tuple[Said, ...]], *, own: bool) -> Target:
    """The target, whose controls are drawn here; what the net says about the pictures is asked for where it helps."""
    kind = fields.draw(kind_field(own=own))
    if own:
        st.caption(say("saliency-no-truth"))
    if kind not in (CLASS, CONTRAST):
        return Target("true" if kind == TRUE else "predicted")
    fields.draw(WANTED)
    if kind == CONTRAST:
        fields.draw(AGAINST)
    if pictures := ask():
        st.caption(say("saliency-says-of-each"))
        columns = _columns(pictures)
        st.dataframe(_table(pictures), column_config=columns, hide_index=False, width="stretch", key="sal_classes")
    wanted, against = (CLASS_NAMES.index(fields.values([field])[field.key]) for field in (WANTED, AGAINST))
    return _contrast(wanted, against, pictures) if kind == CONTRAST else Target("class", wanted)


def _contrast(wanted: int, against: int, pictures: tuple[Said, ...]) -> Target:
    """A, not B; where both are the same class, the way out, and A alone meanwhile."""
    if wanted != against:
        return Target("contrast", wanted, against)
    st.error(say("saliency-same-class", **{"class": class_name(wanted)}), icon=":material/rule:")
    rival = runner_up(pictures, wanted)
    repair = say("saliency-same-class.repair", rival=class_name(rival))
    fields.change_button(repair, {AGAINST.key: CLASS_NAMES[rival]}, key="sal_rival")
    return Target("class", wanted)


def runner_up(pictures: tuple[Said, ...], wanted: int) -> int:
    """The other class that the net finds likeliest for these pictures together; the next one in the list if unasked."""
    if not pictures:
        return (wanted + 1) % len(CLASS_NAMES)
    totals = [sum(picture.shares[number] for picture in pictures) for number in range(len(CLASS_NAMES))]
    return max((number for number in range(len(CLASS_NAMES)) if number != wanted), key=lambda number: totals[number])


def _table(pictures: tuple[Said, ...]) -> pd.DataFrame:
    """Percent, one row a class and one column a picture."""
    columns = {picture.title: [100 * share / WHOLE for share in picture.shares] for picture in pictures}
    return pd.DataFrame(columns, index=pd.Index(class_names(), name=WANTED.label))


def _columns(pictures: tuple[Said, ...]) -> dict[str, Any]:
    """Bars where there is room for them, else whole percents."""
    if len(pictures) == 1:
        [only] = pictures
        return {
            only.title: st.column_config.ProgressColumn(
                only.title, help=only.name, format="%.1f %%", min_value=0, max_value=100
            )
        }
    return {
        picture.title: st.column_config.NumberColumn(picture.title, help=picture.name, format="%.0f %%", width=46)
        for picture in pictures
    }
