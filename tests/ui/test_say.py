"""Messages: all that are asked for are there, all that are there are asked for, and they say what they are given."""

import ast as python
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from resnet_core.analysis.spread import Spread
from ui import frame, language, lesson, pseudo, say
from ui.say import UnspokenError

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "content/en").glob("*.ftl"))
CODE = [file for top in ("pages", "ui", "server", "resnet_core") for file in sorted((ROOT / top).rglob("*.py"))]


@cache
def messages():
    """Every message by its name; a name that is there twice would be taken from one file or the other."""
    found: dict[str, ast.Message] = {}
    for file in FILES:
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content!s}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{file.name}: {entry.id.name} is in two places"
                found[entry.id.name] = entry
    return found


class Named(Visitor):
    """What a message refers to."""

    def __init__(self):
        self.messages, self.functions = set(), set()

    def visit_MessageReference(self, node):  # noqa: N802 - the visitor's own name
        self.messages.add(node.id.name)

    def visit_FunctionReference(self, node):  # noqa: N802 - the visitor's own name
        self.functions.add(node.id.name)
        self.generic_visit(node)


@cache
def referred():
    named = Named()
    for message in messages().values():
        named.visit(message)
    return named


def strings():
    """Every string of the code, and the beginnings of those that are put together."""
    whole, beginnings = set(), set()
    for file in CODE:
        for node in python.walk(python.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, python.Constant) and isinstance(node.value, str):
                whole.add(language.message_name(node.value.partition("\n")[0]))
                whole.add(node.value.partition(".")[0])
            if isinstance(node, python.JoinedStr) and isinstance(node.values[0], python.Constant):
                beginnings.add(language.message_name(str(node.values[0].value)))
    return whole, {beginning for beginning in beginnings if beginning.endswith("-")}


def test_every_message_that_the_code_names_is_there():
    known = messages()
    missing = []
    for file in CODE:
        for node in python.walk(python.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, python.Call) and getattr(node.func, "id", "") == "say" and node.args:
                name = node.args[0]
                if isinstance(name, python.Constant):
                    message, _, attribute = str(name.value).partition(".")
                    there = known.get(message)
                    if there is None or (attribute and attribute not in {part.id.name for part in there.attributes}):
                        missing.append((str(file.relative_to(ROOT)), node.lineno, name.value))
    assert missing == []


def test_no_message_is_left_that_nobody_says():
    (whole, beginnings), inside = strings(), referred().messages
    whole = whole | {f"{lesson.name_of(page.name)}-{part}" for page in frame.PAGES for part in ("title", "hook", "saw")}
    unused = [
        name
        for name in messages()
        if name not in whole and name not in inside and not any(name.startswith(beginning) for beginning in beginnings)
    ]
    assert unused == []


def test_messages_refer_to_what_is_there():
    assert referred().messages <= set(messages())
    assert referred().functions <= {*say.FUNCTIONS, "NUMBER", "DATETIME"}


class Kept(NamedTuple):
    blocks: int
    accuracy: float | None


@dataclass(frozen=True)
class Lost:
    blocks: tuple[int, ...]
    whole: bool


@pytest.fixture
def bundle(monkeypatch, tmp_path):
    """A language with these few messages."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en/toy.ftl").write_text(
        "kept = { $blocks ->\n    [one] one block keeps\n   *[other] { $blocks } blocks keep\n }"
        " { PERCENT($accuracy) }\n"
        "lost = Lost { $blocks }{ $whole ->\n    [yes] , all of it\n   *[no] .\n }\n"
        "    .alt = Blocks { $blocks }\n"
        "bad = A { $thing }\n"
        "spread = { $mean } ({ $low } to { $high })\n"
        "range = { $spread }, { PERCENT($spread, digits: 0) }\n"
        "link = See [the page](/signal) of `stage1` and $x^2$, :material/link: now\n"
    )
    monkeypatch.setattr(say, "CONTENT", tmp_path)
    say._bundle.cache_clear()
    yield
    say._bundle.cache_clear()


@pytest.mark.usefixtures("bundle")
def test_a_finding_fills_the_message():
    assert say.say("kept", Kept(1, 0.8987)) == "one block keeps 89.9%"
    assert say.say("kept", Kept(1200, None)) == "1,200 blocks keep –"
    assert say.say("lost", Lost((1, 4, 7), whole=True)) == "Lost 1, 4 and 7, all of it"
    assert say.say("lost.alt", Lost((1, 4), whole=True)) == "Blocks 1 and 4"


@pytest.mark.usefixtures("bundle")
def test_a_message_said_again_follows_its_values_and_the_language(monkeypatch):
    pairs: list[tuple[dict[str, object], str]] = [
        ({"thing": 1}, "A 1"),
        ({"thing": "1.0"}, "A 1.0"),
        ({"thing": True}, "A yes"),
        ({"thing": 1}, "A 1"),
    ]
    assert [say.say("bad", **values) for values, _ in pairs] == [said for _, said in pairs]
    spreads = [say.say("range", spread=Spread(mean, 0.0, 1.0)) for mean in (0.25, 0.5, 0.25)]
    assert spreads[0] == spreads[2] != spreads[1]
    plain = say.say("kept", Kept(2, 0.5))
    monkeypatch.setattr(language, "current", lambda: pseudo.LANGUAGE)
    assert say.say("kept", Kept(2, 0.5)) != plain


@pytest.mark.usefixtures("bundle")
@pytest.mark.parametrize(
    ("message", "why"), [("gone", "no such message"), ("lost.help", "no such message"), ("bad", "thing")]
)
def test_what_is_missing_is_an_error(message, why):
    with pytest.raises(UnspokenError, match=why):
        say.say(message, Lost((), whole=False))


@pytest.mark.usefixtures("bundle")
def test_the_pseudo_language_changes_every_word_and_no_link_code_or_formula(monkeypatch):
    monkeypatch.setattr(language, "current", lambda: pseudo.LANGUAGE)
    text = say.say("link")
    assert "](/signal)" in text
    assert "`stage1`" in text
    assert "$x^2$" in text
    assert ":material/link:" in text
    assert not re.search(r"\b(See|the|page|of|and|now)\b", text)
    plain = "A sentence of a page, as long as a sentence is that a learner reads."
    assert 1.25 < len(pseudo.accented(plain)) / len(plain) < 1.45


@pytest.mark.usefixtures("bundle")
def test_a_spread_is_written_by_its_three_numbers_and_by_one_where_they_read_the_same():
    wide, narrow = Spread(0.45, 0.3, 0.6), Spread(0.451, 0.45, 0.452)
    assert say.say("range", spread=wide) == "0.45 (0.3 to 0.6), 45% (30% to 60%)"
    assert say.say("range", spread=narrow) == "0.45, 45%"
    assert say.say("range", spread=None) == "none, –"


@pytest.mark.usefixtures("bundle")
def test_a_value_too_long_for_fluent_is_cut_and_not_left_out():
    assert say.say("bad", thing="x" * 5000).startswith("A xxx")
