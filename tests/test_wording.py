"""What the library tells: every message has words, every word a message, and each is told with the values it needs."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, VariableReference
from fluent.syntax.ast import Message as Entry
from fluent.syntax.visitor import Visitor

from resnet_core.errors import ConfigError, DataError, LabError
from resnet_core.wording import CONTENT, FILES, Voice, from_json, message, sentence, to_json, told_by

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = tuple(path for top in ("resnet_core", "server", "ui") for path in sorted((ROOT / top).rglob("*.py")))


class _Variables(Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node: VariableReference):  # noqa: N802 - Fluent's name
        self.names.add(node.id.name)


def written():
    """The variables of every message of the library."""
    variables = {}
    for name in FILES:
        for entry in FluentParser().parse((CONTENT / name).read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), entry.content
            if isinstance(entry, Entry):
                visitor = _Variables()
                visitor.visit(entry)
                assert entry.id.name not in variables, "said once"
                variables[entry.id.name] = visitor.names
    return variables


@cache
def told():
    """(file and line, id, names of the values) of every message and error that the source makes."""
    return tuple(each for path in LIBRARY for each in _told_in(path))


def _is_code(told: ast.expr) -> TypeGuard[ast.Constant]:
    """Whether it is the name of a message, and no text and no number."""
    return isinstance(told, ast.Constant) and isinstance(told.value, str) and " " not in told.value


def _told_in(path) -> Iterator[tuple[str, str, set[str | None]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name, first = ast.unparse(node.func), node.args[0]
        by_id = name == "message" or name == "super().__init__"
        if not (by_id or name.endswith("Error")) or not _is_code(first):
            continue
        names = {keyword.arg for keyword in node.keywords}
        if names or name != "super().__init__":
            message_id = str(first.value) if name == "message" else f"error-{first.value!s}"
            yield f"{path.relative_to(ROOT)}:{node.lineno}", message_id, names


def test_every_message_of_the_source_has_words_with_exactly_its_values():
    words = written()
    wrong = [
        f"{where}: {message_id} is told with {names}, its words use {words.get(message_id)}"
        for where, message_id, names in told()
        if message_id not in words or (None not in names and names != words[message_id])
    ]
    assert wrong == []
    assert len(told()) > 50, "the source was read"


def test_no_message_is_unused():
    named = {message_id for _, message_id, _ in told()}
    source = "".join(path.read_text(encoding="utf-8") for path in LIBRARY)
    unused = [each for each in written() if each not in named and f'"{each}"' not in source]
    assert unused == ["error-plain"], "which LabError gives to a text that is no code"


def test_every_error_of_the_library_has_a_code():
    """A sentence in place of a code could be told in one language only."""
    plain = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in LIBRARY
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("LabError", "ConfigError", "ShapeError", "DataError", "StoreError"))
        and node.args
        and not isinstance(node.args[0], ast.Attribute)
        and not (isinstance(node.args[0], ast.Constant) and " " not in str(node.args[0].value))
    ]
    assert plain == []


def test_an_error_is_a_code_and_values_and_reads_as_a_sentence_without_a_page():
    error = ConfigError("plain-has-no-shortcut", shortcut="zero_pad")
    assert (error.code, error.values) == ("plain-has-no-shortcut", {"shortcut": "zero_pad"})
    assert error.message == message("error-plain-has-no-shortcut", shortcut="zero_pad")
    assert "got shortcut=zero_pad" in str(error)


def test_a_text_that_is_no_code_is_told_as_it_stands():
    assert str(DataError("train-images ends early; fetch it again")) == "train-images ends early; fetch it again"


def test_several_errors_are_told_line_by_line_and_kept_as_causes():
    causes = (message("phase-training"), message("phase-testing"))
    error = ConfigError("several", causes=causes)
    assert error.causes == causes
    assert str(error) == "training\ntesting"
    single = ConfigError("required", setting="lr")
    assert single.causes == (single.message,)


def test_a_word_of_the_config_is_spelt_as_its_reader_knows_it():
    told = message("outcome-starts-anew", reason=message("outcome-said", text="zero_pad"))
    voice = Voice(lambda name, values: f"{name} {values}", " ".join, lambda word: word.replace("_", "-"))
    assert told_by(voice, told) == "outcome-starts-anew {'reason': \"outcome-said {'text': 'zero-pad'}\"}"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (60_000, "60,000"),
        (0.0005, "0.0005"),
        (1 / 3, "0.333333"),
        (True, "True"),
        (None, "None"),
        ((1, 4, 7000), "1, 4 and 7000"),
        ((), ""),
    ],
)
def test_values_are_shown_as_the_language_writes_them(value, words):
    assert sentence(message("outcome-said", text=value)) == words


def test_a_message_within_a_message_is_told_in_its_place():
    inner = message("outcome-process-killed")
    assert sentence(message("outcome-starts-anew", reason=inner)).startswith(sentence(inner))


def test_words_that_are_missing_are_no_second_error():
    assert sentence(message("outcome-of-a-later-program", step=3)) == "outcome-of-a-later-program step=3"
    assert "step" in sentence(message("outcome-stopped-saved"))


@pytest.mark.parametrize(
    "told",
    [
        None,
        message("phase-training"),
        message("outcome-goes-on", reason=message("outcome-process-killed"), step=3),
        message("phase-racing-without", nets=(message("phase-net", kind="plain", depth=20),)),
        LabError("three words here").message,
    ],
)
def test_a_message_comes_back_from_json(told):
    assert from_json(to_json(told)) == told


@pytest.mark.parametrize("text", ["Stopped at step 4.", "12", '{"a": 1}', "[]"])
def test_any_other_text_is_told_as_it_stands(text):
    told = from_json(text)
    assert told is not None
    assert sentence(told) == text
