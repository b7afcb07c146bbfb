"""Source code on a page, in the theme's own colours.

Streamlit's `st.code` paints comments and names in fixed colours, of which some reach a contrast of 2.3 to 4.2 only.
"""

import re
from pathlib import Path
from typing import Literal

from ui.say import say
from ui.sketch import component

Language = Literal["python", "json", "diff"]
Kind = Literal["", "comment", "string", "keyword", "number", "added", "removed"]

_HTML = (
    '<div class="source"><pre tabindex="0" role="region"><code></code></pre>'
    '<button type="button" class="copy"></button></div>'
)
_COMPONENT = component("source", Path(__file__).parent, html=_HTML)

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
    words = {"name": say("source-name", language=language), "copy": say("source-copy"), "copied": say("source-copied")}
    _COMPONENT(key=key, data={"parts": parts(text, language), "height": height, **words})


def parts(text: str, language: Language) -> list[tuple[Kind, str]]:
    """The text in pieces of one colour each; joined they are the text."""
    pieces: list[tuple[Kind, str]] = []
    end = 0
    for match in (_LINES if language == "diff" else _WORDS).finditer(text):
        if match.start() > end:
            pieces.append(("", text[end : match.start()]))
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the groups are called as the kinds
        pieces.append((kind, match.group()))
        end = match.end()
    return [*pieces, ("", text[end:])] if end < len(text) else pieces
