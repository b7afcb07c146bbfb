"""Headings go down by one step, whoever writes them: the page, its prose, or a figure."""

import re

import pytest

from ui.frame import PAGES

LEVELS = {"title": 1, "header": 2, "subheader": 3}


def headings(app):
    """Level and words of every heading, from the top of the page."""
    for element in app.main:
        if element.type in LEVELS:
            yield LEVELS[element.type], element.value
        elif element.type == "markdown":
            yield from ((len(marks), words) for marks, words in re.findall(r"^(#+) (.+)$", element.value, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_one_first_heading_and_skips_no_level(page, open_page):
    found = list(headings(open_page(page.file)))
    levels = [level for level, _ in found]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [found[at + 1] for at in range(len(levels) - 1) if levels[at + 1] > levels[at] + 1] == []
