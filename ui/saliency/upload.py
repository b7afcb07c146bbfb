"""A learner's own picture: read, shown step by step, and as a net sees it."""

import streamlit as st

from resnet_core.data.uploads import SIDE, Upload, read_upload
from resnet_core.errors import DataError
from ui.pixels import Pixels, enlarged, gridded
from ui.prose import prose

PREVIEW = 150
"""Pixels wide that a step is shown."""
SEEN = 10
"""Pixels on the page for each of those that a net sees."""


def choose(input_size: int) -> Pixels | None:
    """The picture `(28, 28)`; None until one was uploaded that can be read. `input_size` is what the net sees."""
    st.markdown(prose("saliency_upload"))
    file = st.file_uploader("Your picture", key="sal_upload", help="PNG, JPEG, WebP, GIF, BMP or TIFF, up to 5 MB.")
    if file is None:
        return None
    try:
        upload = _read(file.getvalue(), file.name)
    except DataError as error:
        st.error(str(error), icon=":material/broken_image:")
        return None
    _steps(upload)
    _seen(upload.pixels, input_size)
    return upload.pixels


@st.cache_data(max_entries=16, show_spinner=False)
def _read(content: bytes, name: str) -> Upload:
    return read_upload(content, name)


def _steps(upload: Upload) -> None:
    with st.grid("auto", min_column_width=PREVIEW, gap="small") as grid:
        for number, step in enumerate(upload.steps, start=1):
            with grid.cell():
                factor = max(1, PREVIEW // max(step.picture.shape[:2]))
                st.image(enlarged(step.picture, factor), width=PREVIEW, alt=f"Step {number}: {step.words}")
                st.caption(f"{number}. {step.words[0].upper()}{step.words[1:]}")


def _seen(pixels: Pixels, input_size: int) -> None:
    """The picture in the net's own pixels, with lines between them."""
    halved = pixels.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3)).round().astype("uint8")
    seen, size = (halved, SIDE // 2) if input_size == SIDE // 2 else (pixels, SIDE)
    st.markdown("**As the net sees it**")
    st.image(
        gridded(seen, SEEN * SIDE // size),
        alt=f"Your picture in {size} × {size} grey pixels",
        caption=f"{size} × {size} grey pixels" + ("; each is the mean of 2 × 2" if size < SIDE else ""),
    )
    if input_size not in (SIDE, SIDE // 2):
        st.caption(f"This net takes pictures of {input_size} × {input_size}, so these pixels are scaled to that size.")
