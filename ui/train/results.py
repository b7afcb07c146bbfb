"""After a run: what it confuses, and its most confident mistakes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from ui.pixels import enlarged
from ui.say import say
from ui.train import figures
from ui.words import class_name

ENLARGED = 4
"""Pixels on the page for each of a picture's 28 x 28."""
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Results:
    """The test of a finished run, and the pictures it named wrongly."""

    confusion: list[list[int]]
    wrong: list[dict[str, Any]]
    images: npt.NDArray[np.uint8] | None

    @classmethod
    def read(cls, numbers: dict[str, Any], images: Path | None) -> "Results":
        """From `training.evaluation.Results` as JSON, and the pictures beside it."""
        return cls(numbers["confusion"], numbers["wrong"], None if images is None else np.load(images))


def show_results(results: Results, *, key: str) -> None:
    """The confusion matrix beside the wrong examples."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(say("confusion-title"))
        st.caption(say("confusion-how"))
        figures.confusion(results.confusion, key=f"{key}_confusion")
    with right:
        _wrong_examples(results)


def _wrong_examples(results: Results) -> None:
    if results.images is None or not results.wrong:
        return
    st.markdown(say("mistakes-title"))
    st.caption(say("mistakes-asked"))
    with st.grid("auto", min_column_width=112, gap="small"):
        for image, example in zip(results.images[:SHOWN], results.wrong[:SHOWN], strict=True):
            named, true = class_name(example["predicted"]), class_name(example["label"])
            st.image(
                enlarged(image, ENLARGED),
                caption=say("mistakes-picture", named=named, true=true, sure=example["probability"]),
                alt=say("mistakes-picture.alt", named=named, true=true),
            )
