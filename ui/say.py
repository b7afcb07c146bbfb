"""What a page says: the messages of `content/<language>/*.ftl`, by name, with a finding's facts or other values put in.

    say("surgery-kept", kept)                    a sentence about a finding, whose fields are the message's variables
    say("race-depth.help")                       an attribute of a message
    say("net-name", kind="plain", depth=20)

Which form a plural takes, what a sentence says in which case and in which order is the message's affair, never
Python's. Numbers come as numbers: `{ PERCENT($accuracy) }`, `{ MEASURED($norm) }`, `{ DURATION($seconds) }` write them
in the session's language, and a `Spread` by its three numbers: `0.45 (0.30 to 0.60)`. A missing number is None, which
a selector sees as `[none]`. What a message lacks is an error, not a gap in a page.
"""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from babel import Locale
from fluent.runtime import FluentBundle
from fluent.runtime.types import FluentType
from fluent.syntax import FluentParser, ast

from resnet_core.analysis.spread import Spread
from resnet_core.wording import fitting
from ui import language, numbers, pseudo

CONTENT = Path(__file__).resolve().parents[1] / "content"
_MESSAGE = re.compile(r"^(?=[a-zA-Z][\w-]* *=)", re.MULTILINE)
_READING = threading.Lock()
KEPT = 8192
"""Messages of a language that stay as they were said: those of all pages, and of what thirty learners look at."""
_GAP = re.compile(r"\{\w+\}")
"""What a script in the browser will fill with a number that it writes itself."""
NONE = "none"
"""What a selector sees for a value that is not there."""


class UnspokenError(LookupError):
    """A message, or a value that it needs, is not there."""


def say(message: str, finding: object = None, /, **values: object) -> str:
    """The message in the session's language; `surgery-kept.alt` is the attribute `alt` of `surgery-kept`.

    A finding is a dataclass or a named tuple; further values stand beside its fields.
    """
    return _format(message, language.current(), {**_facts(finding), **values} if finding is not None else values)


@cache
def spellings(message: str, **values: str) -> frozenset[str]:
    """The message in every language."""
    return frozenset(_format(message, spoken, values) for spoken in language.LOCALES)


def ranged(spread: Spread, write: Callable[[float], str] = numbers.measured) -> str:
    """`0.45 (0.30 to 0.60)`, or the mean alone where lowest and highest read the same."""
    mean, low, high = map(write, spread)
    return mean if low == high else say("spread", mean=mean, low=low, high=high)


def is_said(message: str) -> bool:
    """Whether there is such a message, or such an attribute of one."""
    return _bundle_of(language.current()).is_said(message)


def _format(message: str, spoken: str, values: Mapping[str, object]) -> str:
    told = tuple((name, _for_fluent(value)) for name, value in values.items())
    kinds = tuple((type(value), str(value) if type(value) is float else None) for _, value in told)
    if all(kind in _PLAIN for kind, _ in kinds):
        return _bundle_of(spoken).said(message, told, (language.current(), kinds))
    return _bundle_of(spoken).put(message, told)


def _bundle_of(spoken: str) -> "_Bundle":
    """The messages of a language, which the first of a class that comes in together reads for all."""
    with _READING:
        return _bundle(spoken)


def _facts(finding: object) -> Mapping[str, object]:
    if is_dataclass(finding) and not isinstance(finding, type):
        return {field.name: getattr(finding, field.name) for field in fields(finding)}
    return finding._asdict() if hasattr(finding, "_asdict") else {}


def _for_fluent(value: object) -> Any:
    """A value as Fluent takes it: a number, a word for a selector, or text."""
    match value:
        case None:
            return NONE
        case bool():
            return "yes" if value else "no"
        case float() if value != value or value in (float("inf"), float("-inf")):
            return NONE
        case str():
            return value
        case Spread():
            return _Ranged(value)
        case Sequence() | set() | frozenset():
            return numbers.listed(value)
        case _:
            return value.item() if hasattr(value, "item") else value


class _Bundle(FluentBundle):
    """Every message of a language, each parsed when it is first said; all of them would take half a second.

    A page says a thousand of them at every rerun, nearly all as before: the last ones are kept as they were said.
    """

    def __init__(self, spoken: str) -> None:
        super().__init__([language.LOCALES[spoken]], functions=FUNCTIONS, use_isolating=False)
        self._spoken = spoken
        self.said = lru_cache(maxsize=KEPT)(self._again)
        self._sources = {
            text.partition("=")[0].strip(): (file.name, text)
            for file in sorted((CONTENT / language.folder(spoken)).glob("*.ftl"))
            for text in _MESSAGE.split(file.read_text(encoding="utf-8"))[1:]
        }

    def has_message(self, message_id: str) -> bool:
        """Whether there is such a message."""
        return message_id in self._sources

    def _lookup(self, entry_id: str, term: bool = False) -> Any:
        """Fluent asks here for each message that is said, and for those that it refers to."""
        if entry_id not in self._messages and entry_id in self._sources:
            self.add_resource(self._parsed(*self._sources[entry_id]))
        return super()._lookup(entry_id, term)

    def _parsed(self, file: str, text: str) -> ast.Resource:
        resource = FluentParser().parse(text)
        if broken := [entry for entry in resource.body if isinstance(entry, ast.Junk)]:
            where = str(broken[0].content).strip()[:80]
            raise UnspokenError(f"{file}: {broken[0].annotations[0].message}: {where}")
        return pseudo.Accents().visit(resource) if self._spoken == pseudo.LANGUAGE else resource

    def is_said(self, message: str) -> bool:
        """Whether there is such a message, or such an attribute of one."""
        name, _, attribute = message.partition(".")
        return self.has_message(name) and (not attribute or attribute in self.get_message(name).attributes)

    def put(self, message: str, told: tuple[tuple[str, Any], ...]) -> str:
        """The message with these values."""
        name, _, attribute = message.partition(".")
        known = self.get_message(name) if self.has_message(name) else None
        pattern = None if known is None else known.attributes.get(attribute) if attribute else known.value
        if pattern is None:
            where = f"content/{language.folder(self._spoken)}/*.ftl"
            raise UnspokenError(f"{message}: no such message in {where}; write it there")
        text, errors = self.format_pattern(pattern, {given: fitting(value) for given, value in told})
        if errors:
            given = ", ".join(name for name, _ in told) or "no values"
            raise UnspokenError(f"{message}: {'; '.join(map(str, errors))}; it was given {given}")
        return str(text)

    def _again(self, message: str, told: tuple[tuple[str, Any], ...], how: object) -> str:  # noqa: ARG002
        """`how` is what else the text depends on: the session's way to write numbers, and 1 not being 1.0."""
        return self.put(message, told)


_bundle = cache(_Bundle)
"""The messages of a language; read once a process."""


class _Ranged(FluentType):
    """A spread as Fluent takes it."""

    def __init__(self, spread: Spread) -> None:
        self.spread = spread

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ranged) and repr(self.spread) == repr(other.spread)

    def __hash__(self) -> int:
        return hash(self.spread)

    def format(self, locale: Locale) -> str:  # noqa: ARG002 - that of the session, which `numbers` knows
        return ranged(self.spread)


def _number(write: Callable[..., str], value: Any, **options: Any) -> str:
    """One of our ways to write a number, or a spread, as a function of messages."""
    if isinstance(value, str):
        return value if _GAP.fullmatch(value) else numbers.MISSING
    write = partial(write, **{key: int(number) for key, number in options.items()})
    return ranged(value.spread, write) if isinstance(value, _Ranged) else write(value)


_PLAIN = frozenset({str, int, float, date, _Ranged})
"""Kinds of values that say all of themselves, so that the same message with equal ones reads the same."""

_WAYS: Mapping[str, Callable[..., str]] = {
    "PERCENT": numbers.percent,
    "FIXED": numbers.fixed,
    "SIGNED": numbers.signed,
    "MEASURED": numbers.measured,
    "COUNT": numbers.count,
    "DURATION": numbers.duration,
    "SIZE": numbers.size,
    "DAY": numbers.day,
    "MOMENT": numbers.moment,
    "ORDINAL": numbers.ordinal,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {name: partial(_number, write) for name, write in _WAYS.items()}
"""What messages may call; `digits` where a number is rounded."""
