"""A part of a page whose figure follows its controls: which settings are recorded, and what stands while one is not.

Under each control stands which of its options the gallery has, the other controls as they are. Where a setting has no
answer yet, the last one that had stays on the page, said to be of another setting, so that no control wipes the figure.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import fields, words
from ui.fields import Choice, Field, Number

Held = Mapping[str, Any]
"""What the controls hold, by key."""
SHORTEST_RUN = 3
"""Options in a row that are written as `0 to 2`."""


class Section(NamedTuple):
    """The controls of one figure."""

    name: str
    """Unique in the app."""
    fields: tuple[Field, ...]
    recorded: Callable[[Held], bool]
    """Whether the gallery has the answer."""
    known: Callable[[Held], bool]
    """Whether it is at hand, recorded or measured in this session."""
    word: str = "Recorded"
    """What is said of the options that are."""

    def draw(self, *, columns: int = 3, width: int = 210) -> dict[str, Any]:
        """What the controls hold; they are drawn in a grid, each with its recorded options."""
        with st.grid(columns, min_column_width=width, gap="small") as grid:
            slots = {}
            for field in self.fields:
                with grid.cell():
                    slots[field.key] = slot(field)
        return self.mark(slots)

    def mark(self, slots: Mapping[str, DeltaGenerator]) -> dict[str, Any]:
        """What the controls hold; under each of `slots` is written which options of its field are recorded."""
        held = fields.values(self.fields)
        for key, said in _recorded(self.name, tuple(held.items()), tuple(slots), self).items():
            slots[key].caption(said)
        return held

    def settled(self, held: dict[str, Any]) -> dict[str, Any] | None:
        """The setting whose figure is shown: `held`, else the last that had an answer, said to be another; or None."""
        kept = f"_{self.name}_settled"
        if self.known(held):
            st.session_state[kept] = held
            return held
        earlier: dict[str, Any] = st.session_state.get(kept) or {field.key: field.default for field in self.fields}
        if not self.known(earlier):
            return None
        self._tell(held, earlier)
        return earlier

    def _tell(self, held: Held, earlier: Held) -> None:
        changed = [field for field in self.fields if held[field.key] != earlier[field.key]]
        other = words.listed(f"{field.label} {earlier[field.key]} instead of {held[field.key]}" for field in changed)
        st.info(f"**Below stands another setting**: {other}.", icon=":material/history:")
        changes = {field.key: earlier[field.key] for field in changed}
        fields.change_button("Back to the setting below", changes, key=f"{self.name}_back", icon=":material/undo:")


def slot(field: Field) -> DeltaGenerator:
    """The place under the field's control, which is drawn here."""
    fields.draw(field)
    return st.empty()


def options(field: Field) -> tuple[Any, ...]:
    """Everything that the field can hold."""
    match field:
        case Choice():
            return field.options
        case Number():
            kind, count = type(field.default), round((field.high - field.low) / field.step)
            return tuple(kind(field.low + place * field.step) for place in range(count + 1))
        case _:
            return (False, True)


def in_words(ready: Sequence[bool], names: Sequence[str]) -> str:
    """The ready ones among the names: `20 and 56`, `0 to 4`, `none with the other settings`."""
    said = []
    for is_ready, group in groupby(zip(ready, names, strict=True), key=lambda each: each[0]):
        run = [name for _, name in group]
        if is_ready:
            said += [f"{run[0]} to {run[-1]}"] if len(run) >= SHORTEST_RUN else run
    return words.listed(said) if said else "none with the other settings"


@st.cache_data(max_entries=256, show_spinner=False)
def _recorded(
    name: str,  # noqa: ARG001 - another section, other words
    held: tuple[tuple[str, Any], ...],
    keys: tuple[str, ...],
    _section: Section,
) -> dict[str, str]:
    """What stands under each control; nothing where every option is recorded."""
    said = {}
    for field in _section.fields:
        if field.key in keys:
            ready = [_section.recorded(dict(held) | {field.key: option}) for option in options(field)]
            if not all(ready):
                said[field.key] = f"{_section.word}: {in_words(ready, [str(option) for option in options(field)])}"
    return said
