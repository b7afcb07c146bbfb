"""Terms: each has one exact sentence and a page, is linked where a page uses it first, and is used somewhere."""

import re
from pathlib import Path

import pytest
import streamlit as st

from ui import glossary, prose, pseudo
from ui.frame import PAGES
from ui.say import UnspokenError

ROOT = Path(__file__).resolve().parents[2]
WORDS = [file for kind in ("*.md", "*.ftl") for file in sorted((ROOT / "content/en").glob(kind))]
ON_NO_PAGE = {"feature-map", "highway-network", "identity-shortcut", "receptive-field", "warm-up", "weight-decay"}
"""Terms of controls and drawings, which cannot hold a link; learners look them up."""


@pytest.fixture
def page(monkeypatch):
    """A page that is being drawn."""
    monkeypatch.setattr(st, "session_state", {})
    glossary.begin()


@pytest.mark.usefixtures("page")
def test_a_term_is_a_link_with_its_definition_where_a_page_uses_it_first():
    first = glossary.linked("More layers, and [[degradation]] sets in: [[degradation|it degrades]].")
    assert first == (
        f'More layers, and [degradation](glossary?at=term-degradation "{glossary.definition("degradation")}") sets in: '
        "it degrades."
    )
    assert glossary.linked("Again [[degradation|degraded]].") == "Again degraded."
    glossary.begin()
    assert "](glossary?at=term-degradation" in glossary.linked("Again [[degradation|degraded]].")


@pytest.mark.usefixtures("page")
def test_a_text_that_a_fragment_draws_again_keeps_its_link():
    text = "A [[stride]] of 2."
    assert glossary.linked(text) == glossary.linked(text) != "A stride of 2."


@pytest.mark.usefixtures("page")
def test_a_definition_with_quotes_stays_one_title(monkeypatch):
    monkeypatch.setattr(glossary, "definition", lambda _code: 'called "skip" \\ too')
    assert glossary.linked("[[stride|s]]") == r'[s](glossary?at=term-stride "called \"skip\" \\ too")'


@pytest.mark.usefixtures("page")
def test_a_term_that_the_glossary_lacks_is_an_error_and_not_a_gap():
    with pytest.raises(UnspokenError, match="term-flux"):
        glossary.linked("[[flux]]")


@pytest.mark.usefixtures("page")
def test_terms_are_found_in_the_pseudo_language_and_the_link_asks_for_it():
    st.session_state["lang"] = pseudo.LANGUAGE
    linked = glossary.linked(pseudo.accented("A [[stride|long one]] and [[seed]]"))
    assert linked.startswith(
        f"{pseudo.accented('A')} [{pseudo.accented('long one')}](glossary?at=term-stride&lang=x-pseudo "
    )
    assert f"[{pseudo.accented('seed')}](glossary?at=term-seed&lang=x-pseudo " in linked


def test_prose_links_its_terms(monkeypatch, tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en/toy.md").write_text("A [[seed]].")
    monkeypatch.setattr(prose, "CONTENT", tmp_path)
    assert prose.prose("toy").startswith("A [seed](glossary?at=term-seed ")


def test_the_glossary_says_each_term_in_one_sentence_and_names_its_page():
    assert len(glossary.TERMS) >= 25
    assert set(glossary.TERMS.values()) <= {page.name for page in PAGES}
    for code in glossary.TERMS:
        definition = glossary.definition(code)
        assert re.fullmatch(r"[A-Z][^\n]+[^.\s]\.", definition), definition
        assert not re.search(r"\. [A-Z]", definition), f"{code}: one sentence"
        assert not re.search(r"[*`$\[]", definition), f"{code}: a title is plain text"


def test_terms_come_as_a_dictionary_has_them():
    assert sorted(glossary.alphabetical()) == sorted(glossary.TERMS)
    initials = [glossary.initial(code) for code in glossary.alphabetical()]
    assert initials == sorted(initials)


def test_every_mark_names_a_term_and_every_term_is_marked_somewhere():
    marked = {code for file in WORDS for code in glossary.marked(file.read_text(encoding="utf-8"))}
    assert marked <= set(glossary.TERMS)
    assert set(glossary.TERMS) - marked <= ON_NO_PAGE


def test_no_page_shows_a_mark_that_became_no_link():
    shown = [file.name for file in sorted((ROOT / "tests/golden/words").glob("*.txt")) if "[[" in file.read_text()]
    assert shown == []
