"""The glossary: what each term means, and the link to it where a page uses the term first.

In prose a term is written `[[degradation]]`, or `[[degradation|degrades]]` where the sentence bends it. At its first
use on a page it becomes a link into the glossary whose title is the definition: `tips` shows that on hover and on
focus, and says it to a screen reader. From then on it is plain text.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

import streamlit as st

from ui import language
from ui.arrival import AT
from ui.say import say
from ui.sketch import component

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "attention": "before_and_after",
        "batch-norm": "signal",
        "bottleneck": "residual_block",
        "cardinality": "resnext",
        "channel": "network",
        "degradation": "plain_vs_residual",
        "ensemble": "paths",
        "epoch": "train",
        "exploding-gradient": "gradients",
        "feature-map": "saliency",
        "function-class": "function_classes",
        "gradient": "gradients",
        "group": "resnext",
        "head": "network",
        "highway-network": "before_and_after",
        "identity-shortcut": "residual_block",
        "layer-norm": "before_and_after",
        "learning-rate": "train",
        "lesion": "surgery",
        "logit": "saliency",
        "loss": "train",
        "main-path": "residual_block",
        "module": "network",
        "multiply-add": "network",
        "nested": "function_classes",
        "path": "paths",
        "plain-network": "plain_vs_residual",
        "pre-activation": "orders",
        "pre-norm": "before_and_after",
        "projection": "residual_block",
        "receptive-field": "network",
        "residual": "residual_block",
        "running-statistics": "surgery",
        "saliency-map": "saliency",
        "seed": "plain_vs_residual",
        "shattered-gradient": "shattering",
        "shortcut": "residual_block",
        "stem": "network",
        "step": "train",
        "stride": "residual_block",
        "test-error": "plain_vs_residual",
        "training-error": "plain_vs_residual",
        "transformer": "before_and_after",
        "vanishing-gradient": "gradients",
        "warm-up": "plain_vs_residual",
        "weight-decay": "train",
        "zero-gamma": "residual_block",
        "zero-padding": "residual_block",
    }
)
"""The page that explains it, by the code of a term, whose name and definition are the message `term-<code>`."""
PAGE = "glossary"
USED = "_glossary_used"
"""Session state: the text in which each term was first used in this run of the page."""
_MARK = re.compile(r"\[\[([\w-]+)(?:\|([^\]]+))?\]\]")
_TIP = '<div class="lab-term" id="lab-term" role="tooltip" hidden></div>'
_COMPONENT = component("terms", Path(__file__).parent, html=_TIP, isolated=False)


def begin() -> None:
    """Counts every term as unused, at the start of a page."""
    st.session_state[USED] = {}


def linked(text: str) -> str:
    """The Markdown with a link for each term that no other text of the page has used before.

    A text that had the link has it again when a fragment draws it anew.
    """
    used: dict[str, str] = st.session_state.get(USED, {})
    met = set()

    def shown(mark: re.Match[str]) -> str:
        code, words = mark[1], mark[2] or name(mark[1])
        if code in met or used.setdefault(code, text) != text:
            return words
        met.add(code)
        return _link(code, words)

    return _MARK.sub(shown, text)


def marked(text: str) -> set[str]:
    """The codes that the text names as terms."""
    return {mark[1] for mark in _MARK.finditer(text)}


def name(code: str) -> str:
    """What a term is called within a sentence."""
    return say(f"term-{code}")


def definition(code: str) -> str:
    """What it means, in one sentence."""
    return say(f"term-{code}.definition")


def key(code: str) -> str:
    """Of the element in the glossary on which a link lands."""
    return f"term-{code}"


def alphabetical() -> list[str]:
    """The codes of all terms, in the order of their names in the session's language."""
    return sorted(TERMS, key=lambda code: _plain(name(code)))


def initial(code: str) -> str:
    """The letter under which a term stands."""
    return _plain(name(code))[0].upper()


def tips() -> None:
    """Lets the browser show the definition beside a term under the pointer or with the focus."""
    _COMPONENT(key="terms", height=1)


def _plain(text: str) -> str:
    """Without accents and case, by which a dictionary does not sort."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each)).casefold()


def _link(code: str, words: str) -> str:
    """A link is opened beside the page, so nobody loses their place by it; hence it names the language anew."""
    spoken = language.current()
    asked = {AT: key(code)} | ({} if spoken == language.DEFAULT else {language.PARAMETER: spoken})
    title = definition(code).replace("\\", r"\\").replace('"', r"\"")
    return f'[{words}]({PAGE}?{urlencode(asked)} "{title}")'
