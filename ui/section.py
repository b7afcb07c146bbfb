"""A part of a page whose figure follows its controls: which settings are recorded, and what stands while one is not.

Under each control stands which of its options the gallery has, the other controls as they are. Where a setting has no
answer yet, the last one that had stays on the page, said to be of another setting, so that no control wipes the figure.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import fields, language
from ui.fields import Choice, Field, Number, put
from ui.say import say

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
    ready: str = "section-recorded"
    """The message that lists the options that are."""
    called: Callable[[Field], str] = attrgetter("label")
    """What a field is called where its control does not stand beside the words."""
    back: Callable[[Held], None] = put
    """Callback: told everything that was held and is no more, it brings that back."""

    def draw(self, *, columns: int = 3, width: int = 210) -> dict[str, Any]:
        """What the controls hold; they are drawn in a grid, each with its recorded options."""
        return self.mark(self.rest({}, columns=columns, width=width))

    def rest(
        self, drawn: Mapping[str, DeltaGenerator], *, columns: int = 3, width: int = 210
    ) -> dict[str, DeltaGenerator]:
        """The places under all controls: of those that are `drawn`, and of the others, drawn here in a grid."""
        slots = dict(drawn)
        with st.grid(columns, min_column_width=width, gap="small") as grid:
            for field in self.fields:
                if field.key not in drawn:
                    with grid.cell():
                        slots[field.key] = slot(field)
        return slots

    def mark(self, slots: Mapping[str, DeltaGenerator]) -> dict[str, Any]:
        """What the controls hold; under each of `slots` is written which options of its field are recorded."""
        held = fields.values(self.fields)
        captions = _recorded((self.name, language.current()), tuple(held.items()), tuple(slots), self)
        for key, caption in captions.items():
            if not fields.is_hidden(key):
                slots[key].caption(caption)
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
        changes = {key: value for key, value in earlier.items() if held.get(key) != value}
        changed = [
            say("section-changed", field=self.called(field), shown=field.said(earlier[field.key]), chosen=chosen)
            for field in self.fields
            if field.key in changes and (chosen := field.said(held[field.key]))
        ]
        st.info(say("section-other", changed=changed, count=len(changed)), icon=":material/history:")
        st.button(
            say("section-back"),
            key=f"{self.name}_back",
            icon=":material/undo:",
            on_click=self.back,
            args=(changes,),
        )


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


def ready_options(ready: Sequence[bool], labels: Sequence[str]) -> list[str]:
    """The ready ones among the labels, neighbours as a span: `20` and `56`, `0 to 4`."""
    spans: list[str] = []
    for is_ready, group in groupby(zip(ready, labels, strict=True), key=itemgetter(0)):
        run = [label for _, label in group]
        if is_ready:
            long = len(run) >= SHORTEST_RUN
            spans += [say("section-span", first=run[0], last=run[-1])] if long else run
    return spans


@st.cache_data(max_entries=256, show_spinner=False)
def _recorded(
    words: tuple[str, str],  # noqa: ARG001 - another section or another language, other words
    held: tuple[tuple[str, Any], ...],
    keys: tuple[str, ...],
    _section: Section,
) -> dict[str, str]:
    """What stands under each control; nothing where every option is recorded."""
    captions = {}
    for field in _section.fields:
        if field.key in keys:
            ready = [_section.recorded(dict(held) | {field.key: option}) for option in options(field)]
            if not all(ready):
                spans = ready_options(ready, [field.said(option) for option in options(field)])
                captions[field.key] = say(_section.ready, options=spans, count=len(spans))
    return captions
