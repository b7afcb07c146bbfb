"""Test pictures to choose from: by number, or found by class, outcome and certainty. The address has the choice."""

from typing import NamedTuple

import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.predictions import Predictions
from ui import fields, words
from ui.fields import Choice, Switch
from ui.picture_set import PictureSet
from ui.pixels import enlarged
from ui.saliency import filters as saliency_filters
from ui.saliency.filters import BOTH, DEFAULT, EVERY, FILE, LEAST, MOST, MOST_CHOSEN, RIGHT, WRONG, Wish

BOX = "sal.pictures"
BROWSE = Switch("sal.browse", "Look through the test pictures", default=False)
LABEL = Choice("sal.of", "True class", (EVERY, *CLASS_NAMES), EVERY, look="select")
OUTCOME = Choice("sal.outcome", "The net names it", (BOTH, RIGHT, WRONG), BOTH)
ORDER = Choice("sal.order", "Order", (FILE, MOST, LEAST), FILE, look="select")
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
    text = st.text_input(
        "Test pictures, by number",
        saliency_filters.spell(DEFAULT),
        key=BOX,
        max_chars=80,
        bind="query-params",
        help=f"At most {MOST_CHOSEN} of {len(pictures.labels):,}, with spaces or commas between them.",
    )
    try:
        return saliency_filters.read(text or "", len(pictures.labels))
    except ConfigError as error:
        st.error(f"{error}. The page uses {saliency_filters.spell(DEFAULT)}.", icon=":material/rule:")
        fields.change_button("Put these into the box", {BOX: saliency_filters.spell(DEFAULT)}, key="sal_usual")
        return DEFAULT


def browse(album: Album, chosen: tuple[int, ...]) -> None:
    """The pictures that are looked for, a sheet at a time, each with a box to choose it."""
    wish = _wish()
    if album.seen is not None:
        st.markdown(saliency_filters.counted(album.pictures.labels, album.seen, wish, net=album.net))
    elif wish.needs_predictions:
        st.caption("Right, wrong and certain can be told once the net has seen the pictures.")
    found = saliency_filters.matching(album.pictures.labels, album.seen, wish)
    if not len(found):
        st.info("No picture is like that; choose another class, or *right and wrong*.", icon=":material/search_off:")
        return
    sheets = -(-len(found) // A_SHEET)
    sheet = st.pagination(sheets, key=f"sal_sheet_{wish.label}_{wish.outcome}_{wish.order}") if sheets > 1 else 1
    st.caption(f"Sheet {sheet:,} of {sheets:,}; {words.counted(len(found), 'picture')}.")
    shown = found[(sheet - 1) * A_SHEET : sheet * A_SHEET].tolist()
    _cards(album, tuple(shown), chosen, where="found")
    st.markdown(f"**Chosen**, {len(chosen)} of at most {MOST_CHOSEN}")
    _cards(album, chosen, chosen, where="chosen")


def _wish() -> Wish:
    with st.grid(3, min_column_width=210, gap="medium") as grid:
        for field in (LABEL, OUTCOME, ORDER):
            with grid.cell():
                fields.draw(field)
    held = fields.values(FIELDS)
    return Wish(held[LABEL.key], held[OUTCOME.key], held[ORDER.key])


def _cards(album: Album, shown: tuple[int, ...], chosen: tuple[int, ...], *, where: str) -> None:
    with st.grid("auto", min_column_width=104, gap="small") as grid:
        for number in shown:
            with grid.cell():
                _card(album, number, chosen, key=f"sal_{where}_{number}")


def _card(album: Album, number: int, chosen: tuple[int, ...], *, key: str) -> None:
    """One picture, whose box says whether it is chosen, whatever was ticked before."""
    true = CLASS_NAMES[album.pictures.labels[number]]
    said = saliency_filters.verdict(number, album.pictures.labels, album.seen)
    st.image(enlarged(album.pictures.images[number], ENLARGED), alt=f"Test picture {number}: {true}")
    st.session_state[key] = number in chosen
    st.checkbox(
        f"{number}: {true}",
        key=key,
        on_change=_toggle,
        args=(number, chosen),
        disabled=len(chosen) == 1 if number in chosen else len(chosen) >= MOST_CHOSEN,
    )
    if said:
        st.caption(said)


def _toggle(number: int, chosen: tuple[int, ...]) -> None:
    """Callback: takes a picture in, or out."""
    others = tuple(each for each in chosen if each != number)
    st.session_state[BOX] = saliency_filters.spell(others if number in chosen else (*chosen, number))
