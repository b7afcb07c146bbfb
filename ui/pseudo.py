"""A language nobody speaks, for tests: English with every vowel accented and doubled, about a third longer.

With it on, a word that still looks English did not come from `content/`, and a label that no longer fits would not fit
in German either. Formulas, code, links and Streamlit's directives stay as they are.
"""

import re

from fluent.syntax import ast
from fluent.syntax.visitor import Transformer

LANGUAGE = "x-pseudo"

_ACCENTED = str.maketrans({plain: accented * 2 for plain, accented in zip("aeiouyAEIOUY", "åéîöûýÅÉÎÖÛÝ", strict=True)})
_LEFT_ALONE = re.compile(
    r"\$\$.+?\$\$|\$[^$\n]+\$|```.+?```|`[^`\n]*`"  # formulas and code
    r"|\]\([^)]*\)|https?://\S+|<[^>\n]+>|\[\[[\w-]+[|\]]"  # links, tags, and codes of terms
    r"|:material/\w+:|:[a-z]+(?:-[a-z]+)*\[|\\\w+",  # icons, colours and badges, commands of formulas
    re.DOTALL,
)


def accented(text: str) -> str:
    """The text in the pseudo-language."""
    parts, end = [], 0
    for match in _LEFT_ALONE.finditer(text):
        parts += [text[end : match.start()].translate(_ACCENTED), match.group()]
        end = match.end()
    return "".join(parts) + text[end:].translate(_ACCENTED)


class Accents(Transformer):
    """Turns the text of messages into the pseudo-language; variables, functions and selectors stay."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802 - the visitor's own name
        """The text, accented."""
        return ast.TextElement(accented(node.value))
