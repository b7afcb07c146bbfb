"""Fields whose control is a slider of a figure, drawn by its script, so that the figure changes while one drags.

The script has the figure of every option beforehand and draws from that; Python hears what was set once the slider is
let go. The field lives in the address all the same, as one with a widget of Streamlit's does.

    at = dials.value(LAYERS)
    _SKETCH(..., data={"dials": dials.told(LAYERS)}, on_chosen=partial(dials.take, "race_replay", LAYERS))
"""

from typing import Any

import streamlit as st

from ui import fields
from ui.fields import Choice, Number, Value
from ui.section import options
from ui.sketch import chosen

Dialed = Choice | Number
_SAID = "_dials_said"
"""Session state: what the address said of each field after the last run; None where it said nothing."""


def value(field: Dialed) -> Any:
    """What the field holds: as the address says it where that has changed, else as the session does, or its default."""
    st.session_state.setdefault(fields.DRAWN, {})[field.key] = field
    said: dict[str, str | None] = st.session_state.setdefault(_SAID, {})
    before, text = said.get(field.key), st.query_params.get(field.key)
    held = field.read(st.session_state.get(field.key))
    if text != before and (text is not None or held == field.read(before)):
        held = field.read(text)
    option: Value = field.default if held is None else held
    st.session_state[field.key] = option
    said[field.key] = _write(field, option)
    return option


def place(field: Dialed) -> int:
    """Which of its options the field holds."""
    return options(field).index(value(field))


def told(*dialed: Dialed) -> list[dict[str, Any]]:
    """What the script needs to draw the sliders, without those that a lesson hides; `at` is the option's place."""
    return [
        {
            "name": field.key,
            "label": field.label,
            "help": field.help or "",
            "options": [field.said(option) for option in options(field)],
            "at": place(field),
        }
        for field in dialed
        if not fields.is_hidden(field.key)
    ]


def take(key: str, *dialed: Dialed) -> None:
    """Callback: the fields hold what was set in figure `key`, which tells the places of options by the fields' keys."""
    places = chosen(key)
    for field in dialed:
        at = places.get(field.key) if isinstance(places, dict) else None
        if isinstance(at, int) and 0 <= at < len(options(field)):
            fields.put({field.key: options(field)[at]})


def _write(field: Dialed, option: Value) -> str | None:
    """Lets the address say the option; returns what it says then, nothing where that is the default."""
    if option == field.default:
        if field.key in st.query_params:
            del st.query_params[field.key]
        return None
    text = field.said(option)  # type: ignore[arg-type]  # of the field's own type
    if st.query_params.get(field.key) != text:
        st.query_params[field.key] = text
    return text
