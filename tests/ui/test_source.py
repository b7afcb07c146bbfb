"""Source code in pieces of one colour each."""

import pytest

from resnet_core.codegen.pytorch import chapter_style
from resnet_core.plan.zoo import ZOO
from ui.source import parts


@pytest.mark.parametrize("language", ["python", "json", "diff"])
@pytest.mark.parametrize("text", ["", "x", chapter_style(ZOO["quick"].config), "- a\n+ b\n  c", '{"a": [1, null]}'])
def test_nothing_of_the_text_is_lost(text, language):
    assert "".join(piece for _, piece in parts(text, language)) == text


def test_a_word_in_a_comment_or_a_string_is_no_keyword():
    found = parts('x = "if 3"  # for all\nif x: y1 = 2', "python")
    assert [(kind, piece) for kind, piece in found if kind] == [
        ("string", '"if 3"'),
        ("comment", "# for all"),
        ("keyword", "if"),
        ("number", "2"),
    ]


def test_a_diff_marks_whole_lines():
    found = parts("  a\n- b - c\n+ d", "diff")
    assert [(kind, piece) for kind, piece in found if kind] == [("removed", "- b - c"), ("added", "+ d")]
