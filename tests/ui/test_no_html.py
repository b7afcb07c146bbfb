"""No text of a learner becomes HTML: no page writes HTML of its own making, so there is nowhere to put it."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def html_of(source: str) -> list[int]:
    """The lines that hand HTML to the browser: `unsafe_allow_html=True`, or `st.html` of anything but a constant."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if any(keyword.arg == "unsafe_allow_html" for keyword in call.keywords)
        or (ast.unparse(call.func) == "st.html" and not isinstance(call.args[0], ast.Constant))
    ]


def test_no_page_writes_html_of_its_own_making():
    files = [file for top in ("pages", "ui") for file in (ROOT / top).rglob("*.py")]
    assert {str(file): lines for file in files if (lines := html_of(file.read_text(encoding="utf-8")))} == {}


def test_the_rule_bites():
    assert html_of('st.markdown(f"<b>{name}</b>", unsafe_allow_html=True)\nst.html(f"<i>{name}</i>")') == [1, 2]
    assert html_of('st.html("<hr>")') == []
