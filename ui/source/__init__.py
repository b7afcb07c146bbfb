"""Source code on a page, in the theme's own colours.

Streamlit's `st.code` paints comments and names in fixed colours, of which some reach a contrast of 2.3 to 4.2 only.
"""

import re
from pathlib import Path
from typing import Literal

import streamlit as st

Language = Literal["python", "json", "diff"]
Kind = Literal["", "comment", "string", "keyword", "number", "added", "removed"]

_HERE = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "residual_lab_source",
    html='<div class="source"><pre tabindex="0" role="region"><code></code></pre>'
    '<button type="button" class="copy">Copy</button></div>',
    css=(_HERE / "source.css").read_text(encoding="utf-8"),
    js=(_HERE / "source.js").read_text(encoding="utf-8"),
)

_WORDS = re.compile(
    r"(?P<comment>#[^\n]*)"
    r'|(?P<string>[rfb]?"""[\s\S]*?"""|[rfb]?"(?:\\.|[^"\\\n])*"|[rfb]?\'(?:\\.|[^\'\\\n])*\')'
    r"|(?P<keyword>\b(?:and|as|assert|class|def|elif|else|for|from|if|import|in|is|lambda|not|or|raise|return|self|super"
    r"|while|with|yield|None|True|False|null|true|false)\b)"
    r"|(?P<number>\b\d+(?:\.\d+)?(?:e-?\d+)?\b)"
)
_LINES = re.compile(r"(?P<added>^\+[^\n]*)|(?P<removed>^-[^\n]*)", re.MULTILINE)


def source(text: str, *, language: Language, key: str, height: int | None = None) -> None:
    """Shows the code, scrolling inside `height` pixels where that is given, with a button that copies it."""
    _COMPONENT(key=key, data={"parts": parts(text, language), "name": f"Source code, {language}", "height": height})


def parts(text: str, language: Language) -> list[tuple[Kind, str]]:
    """The text in pieces of one colour each; joined they are the text."""
    found: list[tuple[Kind, str]] = []
    end = 0
    for match in (_LINES if language == "diff" else _WORDS).finditer(text):
        if match.start() > end:
            found.append(("", text[end : match.start()]))
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the groups are called as the kinds
        found.append((kind, match.group()))
        end = match.end()
    return [*found, ("", text[end:])] if end < len(text) else found
