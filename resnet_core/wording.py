"""What the library tells a learner: the id of a message and its values. They become words when somebody reads them.

The words are in `content/<language>/`, in the files of `FILES` (Project Fluent). A page says them in the language
of its session (`ui.core_words`); at a command line, `str(error)` is the English sentence. A value is plain: a
number, a word of the config, a tuple of these, or another message, whose words are put in its place. Nothing here
raises for want of words: a message that has none shows its id and values.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

CONTENT = Path(__file__).resolve().parents[1] / "content" / "en"
FILES = ("errors.ftl", "outcomes.ftl", "uploads.ftl", "server.ftl")
_LOCALE = "en_GB"
"""Whose habits lists follow: `1, 4 and 7`."""
_LONGEST = 2000
"""Letters of a text in a sentence."""
_SIGNIFICANT = 6
"""Digits of a value that is no whole number."""


@dataclass(frozen=True)
class Message:
    """Something to tell, in no language."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """A line of a log: the id, then the values."""
        return " ".join([self.id, *(f"{name}={value}" for name, value in self.values.items())])


@dataclass(frozen=True)
class Voice:
    """Who gives a message its words."""

    say: Callable[[str, Mapping[str, Any]], str]
    """From an id, and values that Fluent takes, to the sentence."""
    listed: Callable[[Sequence[str]], str]
    """`1, 4 and 7`."""
    spelt: Callable[[str], str] = str
    """From a word of the config, `zero_pad`, to the one that a reader knows."""


def message(message_id: str, /, **values: Any) -> Message:
    """The message with these values."""
    return Message(message_id, values)


def sentence(told: Message) -> str:
    """The English words of the message."""
    return told_by(Voice(_in_english, _listed_in_english), told)


def told_by(voice: Voice, told: Message) -> str:
    """The words of the message, those of the messages in it included."""
    if told.id == "error-several":  # each on a line of its own, and not a list within a sentence
        return "\n".join(told_by(voice, cause) for cause in told.values["causes"])
    return voice.say(told.id, {name: _shown(value, voice) for name, value in told.values.items()})


def to_json(told: Message | None) -> str:
    """The message as the store keeps it; nothing to tell is empty."""
    return "" if told is None else json.dumps(told, default=lambda each: {"id": each.id, "values": dict(each.values)})


def from_json(text: str) -> Message | None:
    """The message that `to_json` wrote; any other text is told as it stands."""
    if not text:
        return None
    try:
        told = json.loads(text, object_hook=_message_or_values)
    except json.JSONDecodeError:
        told = None
    return told if isinstance(told, Message) else message("outcome-said", text=text)


def _message_or_values(plain: dict[str, Any]) -> Any:
    if plain.keys() == {"id", "values"}:
        return Message(plain["id"], plain["values"])
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def fitting(value: Any) -> Any:
    """The value, a text cut so that Fluent takes it: past 2500 letters it would say none of it."""
    return f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def _shown(value: Any, voice: Voice) -> Any:
    """The value as Fluent puts it into a sentence: numbers as numbers, all else as the words for it."""
    if isinstance(value, Message):
        return told_by(voice, value)
    if isinstance(value, (tuple, list)):
        return voice.listed([str(each) if isinstance(each, int) else str(_shown(each, voice)) for each in value])
    if isinstance(value, float):
        from fluent.runtime.types import fluent_number

        return fluent_number(value, minimumSignificantDigits=1, maximumSignificantDigits=_SIGNIFICANT)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return voice.spelt(str(value))


def _in_english(message_id: str, values: Mapping[str, Any]) -> str:
    bundle = _english()
    if not bundle.has_message(message_id):
        return str(Message(message_id, values))
    pattern = bundle.get_message(message_id).value
    assert pattern is not None, f"{message_id} has attributes only"
    return str(bundle.format_pattern(pattern, {name: fitting(value) for name, value in values.items()})[0])


def _listed_in_english(parts: Sequence[str]) -> str:
    from babel.lists import format_list

    return format_list(parts, locale=_LOCALE)


@cache
def _english() -> "FluentBundle":
    """Every message of the library; read when the first is asked for."""
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([_LOCALE], use_isolating=False)
    for name in FILES:
        bundle.add_resource(FluentResource((CONTENT / name).read_text(encoding="utf-8")))
    return bundle
