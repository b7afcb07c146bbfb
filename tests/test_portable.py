"""What Windows would refuse at run time; what types can tell, `make check` asks mypy for each platform."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    ROOT / "app.py",
    ROOT / "main.py",
    *(file for top in ("pages", "ui", "server", "resnet_core") for file in (ROOT / top).rglob("*.py")),
]
UNPADDED = re.compile(r"%-[A-Za-z]")
"""A glibc extension to strftime: ValueError on Windows."""


def unpadded(source: str) -> list[int]:
    """Lines of `source` whose text asks strftime for a number without its zero."""
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return [text.lineno for text in texts if isinstance(text.value, str) and UNPADDED.search(text.value)]


def test_no_date_is_written_as_only_linux_and_macos_can():
    found = {str(file.relative_to(ROOT)): unpadded(file.read_text(encoding="utf-8")) for file in SOURCES}
    assert not {name: lines for name, lines in found.items() if lines}


def test_the_rule_bites_in_a_call_and_in_a_format():
    assert unpadded('day.strftime("%-d")') == [1]
    assert unpadded('x = 1\nf"{day:%-d %B}"') == [2]
    assert not unpadded('f"{day.day} {day:%B}"')
