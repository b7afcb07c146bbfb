"""The picture of a plan: both branches, the addition, the shape on every edge. Click or keyboard selects a layer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from ui import dials
from ui.diagram.scene import Scene
from ui.fields import Choice
from ui.say import say
from ui.sketch import chosen, component

Drawn = Mapping[str, Any]
"""A scene as the script takes it."""
_HTML = (
    '<div class="scroll"><svg></svg></div><p class="nothing"></p><p class="told" aria-hidden="true"></p>\n'
    '<div class="foot"><button class="save" type="button"></button><span class="keys" id="keys"></span></div>'
)
_COMPONENT = component("diagram", Path(__file__).parent, html=_HTML, parts=("dials", "roving"))


def diagram(
    scene: Scene, *, key: str, alt: str, selected: str | None = None, on_change: Callable[[], None] | None = None
) -> str | None:
    """The id of the box that was pressed last: a layer's path, or a fold's; None before any.

    `on_change` runs before the page when a box is pressed; it reads the id with `pressed(key)`.
    """
    _COMPONENT(
        key=key,
        data={**asdict(scene), "selected": selected, "alt": alt, "name": key, **_words()},
        on_pressed_change=on_change or _nothing,
    )
    return pressed(key)


def drawn(scene: Scene, alt: str) -> Drawn:
    """The scene as the script takes it, with what says what it shows."""
    return {**asdict(scene), "alt": alt}


def dialed(
    now: Drawn | None,
    scenes: Mapping[Choice, Sequence[Drawn | None]],
    *,
    key: str,
    selected: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> None:
    """A diagram, drawn as it is `now`, with a slider above it for each field.

    `scenes` has those of each field's options, the other fields as they are, and one of them is drawn while one drags:
    None where nothing can be drawn, which is said instead. A field without scenes waits to be let go.
    """
    _COMPONENT(
        key=key,
        data={
            **(now or {}),
            "scenes": {dial.key: drawings for dial, drawings in scenes.items() if drawings},
            "dials": dials.told(*scenes),
            "nothing": say("diagram-nothing"),
            "selected": selected,
            "name": key,
            **_words(),
        },
        on_pressed_change=on_change or _nothing,
        on_chosen_change=partial(dials.take, key, *scenes),
    )


def pressed(key: str) -> str | None:
    """The id of the box of diagram `key` that was pressed in this rerun; None when none was."""
    told: str | None = chosen(key, "pressed")
    return told


def _words() -> dict[str, str]:
    return {"save": say("diagram-save"), "keys": say("diagram-keys")}


def _nothing() -> None:
    """Streamlit hands a component's value on only where somebody listens."""
