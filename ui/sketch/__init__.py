"""Figures that answer while one drags: drawn by a script in the browser from numbers of the plan or of findings.

Every component of the lab is declared here, and `elements.js` stands before the script of each. A figure has a folder
with `figure.js` and `figure.css`; before them stand `dials` and `kit`, with what figures need: sliders, buttons,
dragging, numbers, and whether the reader wants things to move. What the script is told comes from Python: `data` holds
numbers, `words` the texts, in which the script may fill `{gaps}`.

    _SKETCH = sketch("one_plus", Path(__file__).parent)
    _SKETCH(key="one_plus", alt=say("block-plus-alt"), words={"slope": say("block-plus-slope")}, data={"x": 0.5})
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from ui import language

_HERE = Path(__file__).parent
Draw = Callable[..., None]


def component(
    name: str, folder: Path, *, html: str = "<span></span>", parts: Sequence[str] = (), isolated: bool = True
) -> Callable[..., Any]:
    """What puts the component of this name on the page; called once, where the module is imported.

    Its script and styles are the folder's `<name>.js` and `<name>.css`; before them stand the `parts` that they need:
    `dials`, sliders that keep the pointer, `roving`, one tab stop for many things that can be pressed. Whoever puts it
    on the page hears a trigger `x` by `on_x_change`, as many as there are.
    """
    return st.components.v2.component(
        f"residual_lab_{name}",
        html=html,
        css=_together("css", parts, folder / f"{name}.css"),
        js=_together("js", ("elements", *parts), folder / f"{name}.js"),
        isolate_styles=isolated,
    )


def sketch(name: str, folder: Path) -> Draw:
    """A function that draws the figure of this folder; called once, where the module is imported.

    The script's `data` has what `draw` was given: `alt`, `words`, `locale` and the figure's own numbers.
    """
    figure = st.components.v2.component(
        f"residual_lab_{name}",
        html='<div class="figure"></div>',
        css=_together("css", ("dials", "kit"), folder / "figure.css"),
        js=_together("js", ("elements", "dials", "kit"), folder / "figure.js"),
    )

    def draw(
        *,
        key: str,
        alt: str,
        words: Mapping[str, Any],
        data: Mapping[str, Any],
        on_chosen: Callable[[], None] | None = None,
    ) -> None:
        """Draws the figure; `alt` says what it shows. `on_chosen` runs before the page once `chosen` changes."""
        told = {**data, "alt": alt, "words": dict(words), "locale": language.locale().replace("_", "-")}
        if on_chosen is None:
            figure(key=key, data=told)
        else:  # Streamlit hands a component's value on only where somebody listens
            figure(key=key, data=told, on_chosen_change=on_chosen)

    return draw


def chosen(key: str, trigger: str = "chosen") -> Any:
    """What the script of component `key` has told by `setTriggerValue("chosen", ...)`; None when it told nothing."""
    state = st.session_state.get(key)
    return None if state is None else state.get(trigger)


def gaps(*names: str) -> dict[str, str]:
    """Values of a message that leave a `{gap}` in it, which the script fills while one drags."""
    return {name: f"{{{name}}}" for name in names}


def _together(kind: str, parts: Sequence[str], own: Path) -> str:
    """The parts of this folder, then the component's own file; what has no styles leaves them out."""
    files = (*(_HERE / f"{part}.{kind}" for part in parts), own)
    return "\n".join(file.read_text(encoding="utf-8") for file in files if kind == "js" or file.exists())
