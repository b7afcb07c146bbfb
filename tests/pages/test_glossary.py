"""The page of all terms."""

from ui import glossary
from ui.say import say


def test_every_term_stands_under_its_letter_with_its_definition_and_its_page(open_page):
    app = open_page("pages/glossary.py")
    assert [header.value for header in app.header] == sorted({glossary.initial(code) for code in glossary.TERMS})
    assert [term.value for term in app.subheader] == [glossary.name(code) for code in glossary.alphabetical()]
    said = [text.value for text in app.markdown]
    assert all(glossary.definition(code) in said for code in glossary.TERMS)
    links = [link.proto.label for link in app.get("page_link")]
    explained = [
        say("glossary-explained", page=say(f"page-{glossary.TERMS[code]}")) for code in glossary.alphabetical()
    ]
    assert [label for label in links if label in explained] == explained
