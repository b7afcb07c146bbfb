"""Controls as data: what a page lets a learner choose, drawn as widgets that live in the address.

A field's `key` is its name in the address (`/residual_block?block.stride=2`) and is unique in the app, since Streamlit
shares a bound key among pages. Whatever an address or a client claims is checked again by `values`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

REFUSED = "_refused"
"""Session state: what the address of this page held that no field took."""

Look = Literal["segments", "select", "slider"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values; the words on the control are the words in the address."""

    key: str
    label: str
    options: tuple[str | int | float, ...]
    default: str | int | float
    help: str | None = None
    look: Look = "segments"

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return "one of " + ", ".join(map(str, self.options))

    def read(self, text: Any) -> Any:
        """The option that `text` stands for; None when it stands for none."""
        return next((option for option in self.options if str(option) == str(text)), None)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole or a decimal number, as its default is; a slider when there are few of them."""

    key: str
    label: str
    low: float
    high: float
    default: float
    help: str | None = None
    step: float = 1
    look: Look = "slider"

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return f"a number from {self.low:g} to {self.high:g}"

    def read(self, text: Any) -> float | None:
        """The number that `text` stands for; None when it is not one or out of bounds."""
        try:
            number = type(self.default)(float(text))
        except (TypeError, ValueError, OverflowError):
            return None
        return number if self.low <= number <= self.high else None


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""

    key: str
    label: str
    default: bool
    help: str | None = None

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return "true or false"

    def read(self, text: Any) -> bool | None:
        """Whether `text` means yes; None when it means neither."""
        return {"true": True, "false": False}.get(str(text).lower())


Field = Choice | Number | Switch


def draw(field: Field) -> Any:
    """The value of the field's widget, which is drawn here."""
    match field:
        case Choice():
            return _draw_choice(field)
        case Number():
            return _draw_number(field)
        case Switch():
            return st.toggle(field.label, field.default, key=field.key, help=field.help, bind="query-params")


def values(fields: Iterable[Field]) -> dict[str, Any]:
    """What each field holds, by key; its default where nothing, or nothing allowed, is held."""
    held = {field.key: field.read(st.session_state.get(field.key)) for field in fields}
    return {field.key: field.default if held[field.key] is None else held[field.key] for field in fields}


def refused(fields: Iterable[Field], address: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each value in the address that its field does not take, by the field's key."""
    return {
        field.key: f"{field.key}={address[field.key]}: must be {field.rule}; the page uses {field.default}"
        for field in fields
        if field.key in address and field.read(address[field.key]) is None
    }


def notices(fields: Iterable[Field]) -> None:
    """Says which values of the address were not taken, until their field is set or the page is left.

    Before the widgets, which drop them from the address; a page may rerun at any moment because a worker has answered.
    """
    fields = tuple(fields)
    told: dict[str, str] = st.session_state.setdefault(REFUSED, {})
    told.update(refused(fields, st.query_params.to_dict()))
    for field in fields:
        if st.session_state.get(field.key, field.default) != field.default:
            told.pop(field.key, None)
        if field.key in told:
            st.warning(told[field.key], icon=":material/link_off:")


def bring_back(left: Mapping[str, str]) -> None:
    """Starts the page anew as it was `left`, where its address says nothing and it was left with fields set.

    Streamlit 1.67 takes the fields out of the address a moment before it writes that of the next page, so the browser's
    Back leads to an address without them, and Streamlit reads that as the wish for every default. A page that is
    started anew is no step back: its fields have the values that the session keeps.
    """
    if not st.query_params and any(key in st.session_state for key in left):
        st.query_params.update(left)
        st.rerun()


def put(changes: Mapping[str, Any]) -> None:
    """Callback: sets fields to other values."""
    for key, value in changes.items():
        st.session_state[key] = value


def change_button(label: str, changes: Mapping[str, Any], *, key: str, icon: str = ":material/build:") -> None:
    """A button that sets fields to other values: a repair, an example, a prepared state."""
    st.button(label, key=key, icon=icon, on_click=put, args=(dict(changes),))


def _draw_choice(field: Choice) -> Any:
    index = field.options.index(field.default)
    match field.look:
        case "segments":
            return st.segmented_control(
                field.label,
                field.options,
                default=field.default,
                required=True,
                key=field.key,
                help=field.help,
                bind="query-params",
                wrap=True,
            )
        case "select":
            return st.selectbox(
                field.label,
                field.options,
                index=index,
                key=field.key,
                help=field.help,
                bind="query-params",
            )
        case "slider":
            return st.select_slider(
                field.label,
                field.options,
                value=field.default,
                key=field.key,
                help=field.help,
                bind="query-params",
            )


def _draw_number(field: Number) -> Any:
    kind: Callable[[float], float] = type(field.default)
    draw_as = st.slider if field.look == "slider" else st.number_input
    return draw_as(
        field.label,
        kind(field.low),
        kind(field.high),
        kind(field.default),
        step=kind(field.step),
        format="%g" if kind is float else "%d",
        key=field.key,
        help=field.help,
        bind="query-params",
    )
