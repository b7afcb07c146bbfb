"""The links of docs/TEACHING.md open their pages as they say: nothing is refused, and all that is hidden is known."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ui import addresses, fields, projector
from ui.frame import ADDRESSES, HOME

TEACHING = (Path(__file__).resolve().parents[2] / "docs/TEACHING.md").read_text(encoding="utf-8")
LINKS = [
    (url.path.strip("/"), parse_qs(url.query)) for url in map(urlsplit, re.findall(r"\]\((http[^)]+)\)", TEACHING))
]


def test_there_are_links_to_pages_only():
    assert len(LINKS) > 10
    assert {page for page, _ in LINKS} <= {*ADDRESSES}


@pytest.mark.parametrize(
    ("page", "said"), LINKS, ids=[f"{page or 'home'}-{said['minutes'][0]}" for page, said in LINKS]
)
def test_a_link_opens_its_page_as_it_says(page, said, open_page):
    app = open_page(f"pages/{page or HOME.name}.py", **{name: value for name, [value] in said.items()})
    assert [text.value for text in app.text][:1] == said["prompt"]
    assert not app.warning, [warning.value for warning in app.warning]
    assert said.keys() <= {*fields.KNOWN, *addresses.LESSON, projector.PARAMETER}
    hidden = said["hide"][0].split(",") if "hide" in said else []
    assert {*hidden} <= fields.KNOWN
    drawn = app.session_state[fields.DRAWN]
    held = {name: drawn[name].read(value) for name, [value] in said.items() if name in drawn}
    assert {name: app.session_state[name] for name in held} == held
