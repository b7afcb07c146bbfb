"""Controls as data: what a page lets a learner choose, drawn as widgets that live in the address.

A field's `key` is its name in the address (`/residual_block?block.stride=2`) and is unique in the app, since Streamlit
shares a bound key among pages. What it holds is a code, which configs and stores hold too; what it shows is a label,
which the language of the session says: the message `block-stride` with its attributes `help` and one for each option.
Streamlit writes the label into the address (its issue 14224), so `read` understands codes and the labels of every
language. Whatever an address or a client claims is checked again by `values`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui import numbers
from ui.language import message_name
from ui.say import is_said, say, spellings

REFUSED = "_refused"
"""Session state: what the address of this page held that no field took."""
UNDERSTOOD = "_understood"
"""Session state: what the address of this page held, by key, that was not the label of an option."""
MOST_SHOWN = 80
"""Characters of a value that is refused: an address may hold any number, and a message has an end."""
DRAWN = "_drawn"
"""Session state: the fields of this run of the page, for a link that says them all."""

KNOWN: set[str] = set()
"""The keys of the fields of every page that this process has drawn."""
HIDDEN = "_hidden"
"""Session state: the keys of fields whose controls a lesson leaves out; they hold what the address says."""

Look = Literal["segments", "select", "slider"]
Value = str | int | float


class Labelled:
    """What a message says of every field: that of its key, or one that several fields share."""

    __slots__ = ()
    key: str
    message: str

    def __post_init__(self) -> None:
        """Makes the field known."""
        KNOWN.add(self.key)

    @property
    def label(self) -> str:
        """What stands at the control."""
        return say(_message(self))

    @property
    def help(self) -> str | None:
        """What its question mark says."""
        help_ = f"{_message(self)}.help"
        return say(help_) if is_said(help_) else None


@dataclass(frozen=True, slots=True)
class Choice(Labelled):
    """One of a few codes or numbers."""

    key: str
    options: tuple[Value, ...]
    default: Value
    look: Look = "segments"
    message: str = ""
    """Whose message has the label, where several fields share one; else the key's."""
    words: str = ""
    """Whose attributes are the options' labels, where several fields share them; else those of `message`."""
    is_name: bool = False
    """Whether options without a label are names that no language translates: of networks, layers, files."""
    earlier: tuple[tuple[str, Value], ...] = ()
    """Labels of earlier versions, which addresses still hold, each with the option that it was of."""

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return say("field-rule-choice", options=numbers.listed(map(self.said, self.options), style="or"))

    def said(self, option: Value) -> str:
        """The label of an option."""
        if isinstance(option, str):
            return say(self._word(option)) if self._has_word(option) else option
        return numbers.measured(option, digits=12)

    def read(self, text: Any) -> Any:
        """The option that `text` stands for, as a code or in any language's words; None when it stands for none."""
        if text is None:
            return None
        for option in self.options:  # as the session holds it, for which no words of any language are read
            if type(option) is type(text) and option == text:
                return option
        return next((option for option in self.options if self.means(option, text)), None)

    def means(self, option: Value, text: Any) -> bool:
        """Whether `text` is the option's code, or its label in any language."""
        if not isinstance(option, str):
            return str(text) in (str(option), f"{option:g}", self.said(option))
        spelled = str(text)
        if option in (spelled, spelled.replace("-", "_")) or (spelled, option) in self.earlier:
            return True
        return self._has_word(option) and spelled in spellings(self._word(option))

    def _has_word(self, option: str) -> bool:
        return not self.is_name or is_said(self._word(option))

    def _word(self, option: str) -> str:
        return f"{self.words or _message(self)}.{message_name(option)}"


@dataclass(frozen=True, slots=True)
class Number(Labelled):
    """A whole or a decimal number, as its default is; a slider when there are few of them."""

    key: str
    low: float
    high: float
    default: float
    step: float = 1
    look: Look = "slider"
    message: str = ""

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return say("field-rule-number", low=self.low, high=self.high)

    def said(self, number: float) -> str:
        """The number as it is shown."""
        return numbers.measured(number, digits=12)

    def read(self, text: Any) -> float | None:
        """The number that `text` stands for; None when it is not one or out of bounds."""
        try:
            number = type(self.default)(float(text))
        except (TypeError, ValueError, OverflowError):
            return None
        return number if self.low <= number <= self.high else None


@dataclass(frozen=True, slots=True)
class Switch(Labelled):
    """Yes or no."""

    key: str
    default: bool
    message: str = ""

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return say("field-rule-switch")

    def said(self, state: bool) -> str:
        """`on` or `off`."""
        return say("field-state", on=state)

    def read(self, text: Any) -> bool | None:
        """Whether `text` means yes; None when it means neither."""
        return {"true": True, "false": False}.get(str(text).lower())


@dataclass(frozen=True, slots=True)
class Several(Labelled):
    """Any of a few codes, or none of them."""

    key: str
    options: tuple[str, ...]
    default: tuple[str, ...]
    message: str = ""
    words: str = ""
    """Whose attributes are the options' labels; else those of `message`."""

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        return say("field-rule-choice", options=numbers.listed(map(self.name, self.options), style="or"))

    def name(self, option: str) -> str:
        """The label of an option."""
        return say(self._word(option))

    def said(self, chosen: tuple[str, ...]) -> str:
        """The labels of what is chosen."""
        return numbers.listed(map(self.name, chosen))

    def read(self, text: Any) -> tuple[str, ...] | None:
        """The options that one word or several stand for, as codes or labels; None when they stand for none."""
        texts = [text] if isinstance(text, str) else text
        if texts is None:
            return None
        if {*texts} <= {*self.options}:
            return tuple(option for option in self.options if option in texts)
        chosen = tuple(option for option in self.options if {option, *spellings(self._word(option))} & {*texts})
        return chosen if chosen or not texts else None

    def _word(self, option: str) -> str:
        return f"{self.words or _message(self)}.{message_name(option)}"


Field = Choice | Number | Switch | Several


def draw(field: Field) -> Any:
    """The value of the field's widget, which is drawn here."""
    st.session_state.setdefault(DRAWN, {})[field.key] = field
    if is_hidden(field.key):
        return _held(field)
    match field:
        case Choice():
            _understand([field])
            chosen = _draw_choice(field)
            return field.default if chosen is None else chosen  # an address that says nothing after its `=`
        case Number():
            return _draw_number(field)
        case Several():
            _understand([field])
            return _draw_several(field)
        case Switch():
            return st.toggle(field.label, field.default, key=field.key, help=field.help, bind="query-params")


def is_hidden(key: str) -> bool:
    """Whether the lesson that this session follows leaves out the control of the field."""
    return key in st.session_state.get(HIDDEN, ())


def values(fields: Iterable[Field]) -> dict[str, Any]:
    """What each field holds, by key; its default where nothing, or nothing allowed, is held."""
    fields = tuple(fields)
    held = {field.key: field.read(st.session_state.get(field.key)) for field in fields}
    return {field.key: field.default if held[field.key] is None else held[field.key] for field in fields}


def refused(fields: Iterable[Field], address: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each value in the address that its field does not take, by the field's key."""
    return {
        field.key: say(
            "field-refused",
            key=field.key,
            value=address[field.key][:MOST_SHOWN],
            rule=field.rule,
            default=field.said(field.default),  # type: ignore[arg-type]  # of the field's own type
        )
        for field in fields
        if field.key in address and field.read(address[field.key]) is None
    }


def notices(fields: Iterable[Field]) -> None:
    """Says which values of the address were not taken, until their field is set or the page is left.

    Before the widgets, which drop them from the address; a page may rerun at any moment because a worker has answered.
    """
    fields = tuple(fields)
    _understand(fields)
    told: dict[str, str] = st.session_state.setdefault(REFUSED, {})
    told.update(refused(fields, st.query_params.to_dict()))
    for field in fields:
        if st.session_state.get(field.key, field.default) != field.default:
            told.pop(field.key, None)
        if field.key in told:
            st.warning(told[field.key], icon=":material/link_off:")


def put(changes: Mapping[str, Any]) -> None:
    """Sets fields to other values, as the callback of a button."""
    for key, value in changes.items():
        st.session_state[key] = value


def change_button(label: str, changes: Mapping[str, Any], *, key: str, icon: str = ":material/build:") -> None:
    """Draws a button that sets fields to other values: a repair, an example, a prepared state."""
    st.button(label, key=key, icon=icon, on_click=put, args=(dict(changes),))


def _message(field: Labelled) -> str:
    return field.message or message_name(field.key)


def _held(field: Field) -> Any:
    """What a field without its control holds: as the session has it, else as the address says, else its default."""
    texts = st.query_params.get_all(field.key)
    said: Any = texts if isinstance(field, Several) else texts[-1] if texts else None
    candidates = (field.read(st.session_state.get(field.key)), field.read(said) if texts else None)
    value = next((found for found in candidates if found is not None), field.default)
    st.session_state[field.key] = list(value) if isinstance(value, tuple) else value
    return value


def _understand(fields: Iterable[Field]) -> None:
    """Starts the page anew with labels where its address says the same in another way: as a code, in another language.

    A widget would drop what is not the label of an option from the address, and a reload would lose it. Where the
    address cannot be written, since a link led from the page to itself, the session takes the value, once a visit.
    """
    options = {field.key: (field, option) for field in fields if (option := _said_otherwise(field)) is not None}
    if not options:
        return
    try:
        st.query_params.update({key: _labels(field, option) for key, (field, option) in options.items()})
    except StreamlitAPIException:
        understood: dict[str, str] = st.session_state.setdefault(UNDERSTOOD, {})
        for key, (_, option) in options.items():
            if understood.get(key) != st.query_params[key]:
                understood[key] = st.query_params[key]
                st.session_state[key] = list(option) if isinstance(option, tuple) else option
    else:
        st.rerun()


def _said_otherwise(field: Field) -> Any:
    """The option that the address names by another word than its label; None where it names none, or by its label."""
    texts = st.query_params.get_all(field.key)
    if not texts or not isinstance(field, Choice | Several):
        return None
    labels = {*_labels(field, field.options)} if isinstance(field, Several) else {*map(field.said, field.options)}
    if labels.issuperset(texts):
        return None
    return field.read(texts if isinstance(field, Several) else texts[-1])


def _labels(field: Field, option: Any) -> str | list[str]:
    """What the address says for an option, or for each of several."""
    return [field.name(chosen) for chosen in option] if isinstance(field, Several) else field.said(option)


def _draw_several(field: Several) -> tuple[str, ...]:
    chosen = st.pills(
        field.label,
        field.options,
        selection_mode="multi",
        default=field.default,
        format_func=field.name,
        key=field.key,
        help=field.help,
        bind="query-params",
        wrap=True,
    )
    return tuple(chosen)


def _draw_choice(field: Choice) -> Any:
    match field.look:
        case "segments":
            return st.segmented_control(
                field.label,
                field.options,
                default=field.default,
                required=True,
                format_func=field.said,
                key=field.key,
                help=field.help,
                bind="query-params",
                wrap=True,
            )
        case "select":
            return st.selectbox(
                field.label,
                field.options,
                index=field.options.index(field.default),
                format_func=field.said,
                key=field.key,
                help=field.help,
                bind="query-params",
            )
        case "slider":
            return st.select_slider(
                field.label,
                field.options,
                value=field.default,
                format_func=field.said,
                key=field.key,
                help=field.help,
                bind="query-params",
            )


def _draw_number(field: Number) -> Any:
    kind: Callable[[float], float] = type(field.default)
    return (st.slider if field.look == "slider" else st.number_input)(
        field.label,
        kind(field.low),
        kind(field.high),
        kind(field.default),
        step=kind(field.step),
        format="%g" if kind is float else "%d",
        key=field.key,
        help=field.help,
        bind=None if numbers.is_endless(st.query_params.get(field.key, "")) else "query-params",
    )
