"""A learner's own picture: read, shown step by step, and as a net sees it."""

from typing import Literal

import streamlit as st

from resnet_core.data.garment import SIDE, ByHand, Crop
from resnet_core.data.uploads import MAX_BYTES, Opened, Upload, as_nets_know_it, open_upload
from resnet_core.errors import DataError
from ui.core_words import begun, in_words
from ui.language import message_name
from ui.pixels import Pixels, enlarged, gridded
from ui.prose import prose
from ui.say import say

PREVIEW = 150
"""Pixels wide that a step is shown."""
TURNS: tuple[Literal[0, 90, 180, 270], ...] = (0, 90, 180, 270)
TONES: tuple[Literal["auto", "negative", "as it is"], ...] = ("auto", "negative", "as it is")
SEEN = 10
"""Pixels on the page for each of those that a net sees."""


def choose(input_size: int) -> Pixels | None:
    """The picture `(28, 28)`; None until one was uploaded that can be read. `input_size` is what the net sees."""
    st.markdown(prose("saliency_upload"))
    most = say("sal-upload.help", megabytes=MAX_BYTES // 10**6)
    file = st.file_uploader(say("sal-upload"), key="sal_upload", help=most)
    if file is None:
        return None
    hand = _by_hand()
    try:
        upload = as_nets_know_it(_open(file.getvalue(), file.name), file.name, hand)
    except DataError as error:
        st.error(in_words(error), icon=":material/broken_image:")
        return None
    _steps(upload)
    _seen(upload.pixels, input_size)
    return upload.pixels


@st.cache_data(max_entries=16, show_spinner=False)
def _open(content: bytes, name: str) -> Opened:
    return open_upload(content, name)


def _by_hand() -> ByHand:
    """What the learner sets; folded away, since most pictures need none of it."""
    folded = st.expander(say("sal-hand"))
    with folded, st.grid(2, min_column_width=260, gap="medium") as grid:
        with grid.cell():
            across = st.slider(say("sal-hand.across"), 0, 100, (0, 100), key="sal_crop_across")
        with grid.cell():
            down = st.slider(say("sal-hand.down"), 0, 100, (0, 100), key="sal_crop_down")
        with grid.cell():
            turn = st.segmented_control(say("sal-hand.turn"), TURNS, default=0, format_func=_degrees, key="sal_turn")
        with grid.cell():
            tone = st.segmented_control(say("sal-hand.tone"), TONES, default="auto", format_func=_tone, key="sal_tone")
        with grid.cell():
            mirror = st.toggle(say("sal-hand.mirror"), key="sal_mirror", help=say("sal-hand.mirror-help"))
        with grid.cell():
            whole = st.toggle(say("sal-hand.ground"), key="sal_ground", help=say("sal-hand.ground-help"))
    return ByHand(
        crop=Crop(across[0] / 100, across[1] / 100, down[0] / 100, down[1] / 100),
        turn=turn or 0,
        mirror=mirror,
        ground="keep" if whole else "auto",
        tone=tone or "auto",
    )


def _degrees(turn: int) -> str:
    return say("sal-hand.degrees", degrees=turn)


def _tone(tone: str) -> str:
    return say(f"sal-tone.{message_name(tone)}")


def _steps(upload: Upload) -> None:
    with st.grid("auto", min_column_width=PREVIEW, gap="small") as grid:
        for number, step in enumerate(upload.steps, start=1):
            with grid.cell():
                factor = max(1, PREVIEW // max(step.picture.shape[:2]))
                first, *others = step.done
                words = "; ".join([begun(first), *map(in_words, others)])
                st.image(
                    enlarged(step.picture, factor),
                    width=PREVIEW,
                    alt=say("saliency-step.alt", number=number, words=words),
                )
                st.caption(say("saliency-step", number=number, words=words))


def _seen(pixels: Pixels, input_size: int) -> None:
    """The picture in the net's own pixels, with lines between them."""
    halved = pixels.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3)).round().astype("uint8")
    seen = halved if input_size == SIDE // 2 else pixels
    side = SIDE if seen is pixels else SIDE // 2
    st.markdown(say("saliency-seen"))
    st.image(
        gridded(seen, SEEN * SIDE // side),
        alt=say("saliency-seen.alt", side=side),
        caption=say("saliency-seen.caption", side=side, halved=side < SIDE),
    )
    if input_size not in (SIDE, SIDE // 2):
        st.caption(say("saliency-seen.scaled", side=input_size))
