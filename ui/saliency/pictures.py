"""Test pictures to choose from: by number, or found by class, outcome and certainty. The address has the choice."""

from typing import NamedTuple

import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.studies.predictions import findings
from resnet_core.studies.predictions.findings import Wish
from resnet_core.studies.predictions.question import Predictions
from ui import fields
from ui.core_words import in_words
from ui.fields import Choice, Switch
from ui.picture_set import PictureSet
from ui.pixels import enlarged
from ui.saliency import filters as saliency_filters
from ui.saliency.classes import ClassChoice, label_of
from ui.saliency.filters import DEFAULT, MOST_CHOSEN
from ui.say import say
from ui.words import class_name

BOX = "sal.pictures"
BROWSE = Switch("sal.browse", default=False)
LABEL = ClassChoice("sal.of", ("every", *CLASS_NAMES), "every", look="select")
OUTCOME = Choice("sal.outcome", ("both", "right", "wrong"), "both")
ORDER = Choice("sal.order", ("file", "most", "least"), "file", look="select")
FIELDS = (BROWSE, LABEL, OUTCOME, ORDER)
A_SHEET = 12
ENLARGED = 3
"""Pixels on the page for each of a picture's 28 x 28."""


class Album(NamedTuple):
    """The pictures and what the first net says about them."""

    pictures: PictureSet
    net: str
    """Its name on the page."""
    seen: Predictions | None
    """None until it has answered."""


def numbers(pictures: PictureSet) -> tuple[int, ...]:
    """The numbers in the box, which is drawn here; the usual ones where they are refused, which is said."""
    usual = saliency_filters.spell(DEFAULT)
    text = st.text_input(
        say("sal-pictures"),
        usual,
        key=BOX,
        max_chars=80,
        bind="query-params",
        help=say("sal-pictures.help", most=MOST_CHOSEN, count=len(pictures.labels)),
    )
    try:
        return saliency_filters.read(text or "", len(pictures.labels))
    except ConfigError as error:
        st.error(say("sal-pictures.refused", why=in_words(error), usual=usual), icon=":material/rule:")
        fields.change_button(say("sal-pictures.usual"), {BOX: usual}, key="sal_usual")
        return DEFAULT


def browse(album: Album, chosen: tuple[int, ...]) -> None:
    """The pictures that are looked for, a sheet at a time, each with a box to choose it."""
    wish = _wish()
    if album.seen is not None:
        st.markdown(said_errors(album, wish.label))
    elif wish.needs_predictions:
        st.caption(say("saliency-unseen"))
    found = findings.matching(album.pictures.labels, album.seen, wish)
    if not len(found):
        st.info(say("saliency-none-like-that"), icon=":material/search_off:")
        return
    sheets = -(-len(found) // A_SHEET)
    sheet = st.pagination(sheets, key=f"sal_sheet_{wish.label}_{wish.outcome}_{wish.order}") if sheets > 1 else 1
    st.caption(say("saliency-sheet", sheet=sheet, sheets=sheets, pictures=len(found)))
    shown = found[(sheet - 1) * A_SHEET : sheet * A_SHEET].tolist()
    _cards(album, tuple(shown), chosen, where="found")
    st.markdown(say("saliency-chosen", count=len(chosen), most=MOST_CHOSEN))
    _cards(album, chosen, chosen, where="chosen")


def said_errors(album: Album, label: int | None) -> str:
    """What the net that has seen the pictures gets wrong among them."""
    assert album.seen is not None
    errors = findings.errors(album.pictures.labels, album.seen, label)
    counted = zip(errors.commonest, errors.errors, strict=True)
    classes = [say("saliency-errors.class", **{"class": class_name(of), "errors": count}) for of, count in counted]
    if label is None:
        return say("saliency-errors", errors, net=album.net, classes=classes)
    most = class_name(errors.commonest[0]) if errors.commonest else None
    values: dict[str, object] = {"net": album.net, "class": class_name(label), "as": most}
    return say("saliency-errors-class", errors, **values)


def _wish() -> Wish:
    with st.grid(3, min_column_width=210, gap="medium") as grid:
        for field in (LABEL, OUTCOME, ORDER):
            with grid.cell():
                fields.draw(field)
    held = fields.values(FIELDS)
    return Wish(label_of(held[LABEL.key]), held[OUTCOME.key], held[ORDER.key])


def _cards(album: Album, shown: tuple[int, ...], chosen: tuple[int, ...], *, where: str) -> None:
    with st.grid("auto", min_column_width=104, gap="small") as grid:
        for number in shown:
            with grid.cell():
                _card(album, number, chosen, key=f"sal_{where}_{number}")


def _card(album: Album, number: int, chosen: tuple[int, ...], *, key: str) -> None:
    """One picture, whose box says whether it is chosen, whatever was ticked before."""
    names: dict[str, object] = {"number": str(number), "class": class_name(int(album.pictures.labels[number]))}
    verdict = findings.verdict(number, album.pictures.labels, album.seen)
    st.image(enlarged(album.pictures.images[number], ENLARGED), alt=say("saliency-card.alt", **names))
    st.session_state[key] = number in chosen
    st.checkbox(
        say("saliency-card", **names),
        key=key,
        on_change=_toggle,
        args=(number, chosen),
        disabled=len(chosen) == 1 if number in chosen else len(chosen) >= MOST_CHOSEN,
    )
    if verdict:
        st.caption(say("saliency-verdict", verdict, **{"class": class_name(verdict.label)}))


def _toggle(number: int, chosen: tuple[int, ...]) -> None:
    """Callback: takes a picture in, or out."""
    others = tuple(other for other in chosen if other != number)
    st.session_state[BOX] = saliency_filters.spell(others if number in chosen else (*chosen, number))
