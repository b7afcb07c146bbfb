"""After a run: what it confuses, and its most confident mistakes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from resnet_core.data.files import CLASS_NAMES
from ui import charts
from ui.pixels import enlarged

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
        st.markdown("**What is taken for what**")
        st.caption("Rows: the true class. Columns: what the network said. Each cell: percent of the row.")
        charts.confusion(results.confusion, key=f"{key}_confusion")
        st.markdown(charts.commonest_mistake(results.confusion))
    with right:
        _wrong_examples(results)


def _wrong_examples(results: Results) -> None:
    if results.images is None or not results.wrong:
        return
    st.markdown("**Its most confident mistakes**")
    st.caption("Would you have got these right?")
    with st.grid("auto", min_column_width=112, gap="small"):
        for image, example in zip(results.images[:SHOWN], results.wrong[:SHOWN], strict=True):
            said, true = CLASS_NAMES[example["predicted"]], CLASS_NAMES[example["label"]]
            st.image(
                enlarged(image, ENLARGED),
                caption=f"**{said}**, {example['probability']:.0%} sure; in truth **{true}**",
                alt=f"{true}, which the network takes for {said}",
            )
