"""The sheet for students goes on one sheet of paper, two sides."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[2] / "docs/student-sheet.md"
STYLE = (
    "body { font: 11pt/1.45 serif } table { border-collapse: collapse; width: 100% }"
    "td, th { border: 1px solid; padding: 4pt; height: 14pt } h1 { font-size: 16pt } h2 { font-size: 12.5pt }"
    "p { overflow-wrap: anywhere }"
)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_two_pages(page, paper):
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    page.set_content(f"<style>{STYLE}</style>{markdown.render(SHEET.read_text(encoding='utf-8'))}")
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "18mm")
    printed = page.pdf(format=paper, margin=margin)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 2
