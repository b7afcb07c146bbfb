"""The picture of a plan: both branches, the addition, the shape on every edge. Click or keyboard selects a layer."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from ui.diagram.scene import Scene

_HERE = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "residual_lab_diagram",
    html='<div class="scroll"><svg></svg></div>\n<button class="save" type="button">Save as SVG</button>',
    css=(_HERE / "diagram.css").read_text(encoding="utf-8"),
    js=(_HERE / "diagram.js").read_text(encoding="utf-8"),
)


def diagram(
    scene: Scene, *, key: str, alt: str, selected: str | None = None, on_change: Callable[[], None] | None = None
) -> str | None:
    """The id of the box that was pressed last: a layer's path, or a fold's; None before any.

    `on_change` runs before the page when a box is pressed; it reads the id with `pressed(key)`.
    """
    _COMPONENT(
        key=key,
        data={**asdict(scene), "selected": selected, "alt": alt, "name": key},
        on_pressed_change=on_change or _nothing,
    )
    return pressed(key)


def pressed(key: str) -> str | None:
    """The id of the box of diagram `key` that was pressed in this rerun; None when none was."""
    state = st.session_state.get(key)
    return None if state is None else state.get("pressed")


def _nothing() -> None:
    """Streamlit hands a component's value on only where somebody listens."""
