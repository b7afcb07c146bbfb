"""Every word that a page shows, whatever element carries it: labels, prose, options, charts and pictures."""

import json
import re
from collections.abc import Iterator

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from ui import frame

SILENT = {
    *("id", "key", "tag", "form_id", "icon", "src", "url", "page", "page_script_hash", "element_hash", "theme"),
    *(
        "user_key",
        "group_id",
        "anchor",
        "color",
        "format",
        "color_scheme",
        "type",
        "language",
        "element_type",
        "css_content",
    ),
    *("js_content", "html_content", "component_name", "query_params", "media_file_id", "data", "arrow_data"),
    *("raw_values", "width_config", "query_param_key", "deferred_file_id"),
}
"""Fields of Streamlit's messages that nobody reads on a page."""
OF_CHARTS = {
    "name",
    "text",
    "formatter",
    "title",
    "data",
    "label",
    "alt",
    "caption",
    "lines",
    "heading",
    "description",
} | {
    "subtitle",
    "note",
    "fold",
    "save",
    "sentence",
    "facts",
}
"""What is read of the options of a chart, or of a picture's data."""
UNSPOKEN = re.compile(
    r"\$\$.+?\$\$|\$[^$\n]+\$|```.+?```|`[^`\n]*`|\]\([^)]*\)|https?://\S+|<[^>\n]+>"
    r"|:material/\w+:|:[a-z]+(?:-[a-z]+)*\[|\\\w+|\{\w+\}|%[.\d]*\w|[\w.-]*[._/=]\w[\w./=+-]*"
    r"|\b[a-z]+-?\d+[a-z]?\b|Dive into Deep Learning",
    re.DOTALL,
)
"""Formulas, code, links, directives, a title, and names with points, strokes, underscores or a number: `resnet50d`."""


def texts(app: AppTest) -> list[str]:
    """What the page shows, element by element, from its top."""
    return [text for block in (app.main, app.sidebar) for text in _of_block(block) if text.strip()]


def english(text: str, names: frozenset[str]) -> list[str]:
    """Words that look English where the pseudo-language should be; `names` are the same in every language."""
    words = re.findall(r"[^\W\d_]+", UNSPOKEN.sub(" ", text))
    return [
        word
        for word in words
        if len(word) > 2 and word.isascii() and re.search("[aeiouyAEIOUY]", word) and word not in names
    ]


def _of_block(block: Block) -> Iterator[str]:
    """Without the foot of the frame, which is the same below every page."""
    if str(getattr(getattr(block, "proto", None), "id", "")).endswith(frame.FOOT):
        return
    if (proto := getattr(block, "proto", None)) is not None:
        yield from _of_message(proto)
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _of_block(child)
        elif getattr(child, "proto", None) is not None:
            yield from _of_message(child.proto)


def _of_message(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in SILENT:
            continue
        for item in value if field.is_repeated and not isinstance(value, str | bytes | dict) else [value]:
            if isinstance(item, Message):
                yield from _of_message(item)
            elif isinstance(item, str):
                yield from _of_text(field.name, item)


def _of_text(field: str, text: str) -> Iterator[str]:
    if field in ("spec", "json", "options_json", "mixed_json") or text[:2] in ('{"', "[{"):
        try:
            yield from _of_options(json.loads(text))
        except json.JSONDecodeError:
            yield text
    else:
        yield text


def _of_options(value: object, *, read: bool = False, whole: bool = False) -> Iterator[str]:
    """`read` is whether a text here is read, `whole` whether everything below is, as under `words`."""
    match value:
        case dict():
            for key, inner in value.items():
                every = whole or key == "words"
                yield from _of_options(inner, read=every or key in OF_CHARTS, whole=every)
        case list():
            for inner in value:
                yield from _of_options(inner, read=read, whole=whole)
        case str() if read:
            yield value
