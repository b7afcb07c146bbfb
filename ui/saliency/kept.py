"""The setting of the maps: in words, as its controls hold it, and what the maps are drawn from.

The controls here depend on each other, and one holds a file: a setting that is kept carries its values along.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from resnet_core.saliency.table import Settings
from ui import fields, numbers
from ui.fields import Choice
from ui.saliency.controls import BASELINE, FAMILIES, Asked
from ui.saliency.inputs import Chosen
from ui.saliency.methods import names
from ui.say import say
from ui.section import Held, Section

_INPUTS = ("net", "when", "compare", "other", "other_when", "from", "pictures", "target", "class", "not")
CONTROLS = frozenset(f"sal.{name}" for name in (*_INPUTS, *FAMILIES, *Settings.model_fields))
"""The keys of what the maps follow; how they are looked at is not part of their setting."""
NOTHING = "none"
NAMES = ("net", "pictures", "evidence", "methods", "settings")
_DRAWN = "drawn"


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What maps are drawn from."""

    chosen: Chosen
    asked: Asked


def section(known: Callable[[Drawn], bool]) -> Section:
    """The setting of the maps, whose answer is at hand where it is `known`."""

    def is_known(held: Held) -> bool:
        return _DRAWN in held and known(held[_DRAWN])

    setting = tuple(_named(name) for name in NAMES)
    return Section("saliency", setting, recorded=is_known, known=is_known, back=_back)


def held(chosen: Chosen | None, asked: Asked | None) -> dict[str, Any]:
    """The setting in words, and what its controls hold; without a picture or a method nothing is drawn from it."""
    controls = {str(key): value for key, value in st.session_state.items() if key in CONTROLS}
    setting = dict.fromkeys(NAMES, NOTHING)
    if chosen:
        pictures = say("saliency-kept-pictures.own") if chosen.own is not None else " ".join(map(str, chosen.pictures))
        setting |= {"net": numbers.listed(net.label for net in chosen.nets), "pictures": pictures}
        setting["evidence"] = chosen.target.words
    if asked:
        setting |= {"methods": numbers.listed(names(asked.methods)), "settings": _settings(asked)}
    return controls | setting | ({_DRAWN: Drawn(chosen, asked)} if chosen and asked else {})


def drawn(setting: Held) -> Drawn:
    """What the maps of a setting that has an answer are drawn from."""
    found: Drawn = setting[_DRAWN]
    return found


def _back(changes: Held) -> None:
    """Callback: the controls hold an earlier setting."""
    fields.put({key: value for key, value in changes.items() if key in CONTROLS})


def _named(name: str) -> Choice:
    """A part of the setting, whose value stands in words already."""
    return Choice(name, (NOTHING,), NOTHING, message=f"saliency-kept-{name}", words="saliency-kept-net", is_name=True)


def _settings(asked: Asked) -> str:
    changed = asked.settings.model_dump(exclude_defaults=True)
    return numbers.listed(_setting(name, value) for name, value in changed.items()) if changed else _usual()


def _setting(name: str, value: Any) -> str:
    said = BASELINE.said(value) if name == "baseline" else str(value)
    return say("saliency-kept-settings.setting", setting=say(f"saliency-setting.{name}"), value=said)


def _usual() -> str:
    return say("saliency-kept-settings.usual")
