"""One spelling for every page: each of the library's words has its page word, and the way back is the same."""

from typing import get_args

import pytest

from resnet_core.config import Family, Order, Shortcut
from ui.spelling import FAMILIES, ORDERS, SHORTCUTS, core_word, in_page_words, page_word


@pytest.mark.parametrize(("words", "kind"), [(FAMILIES, Family), (SHORTCUTS, Shortcut), (ORDERS, Order)])
def test_the_pages_offer_all_that_the_library_knows(words, kind):
    assert {core_word(word) for word in words} == set(get_args(kind))
    assert [page_word(core_word(word)) for word in words] == list(words)


@pytest.mark.parametrize("value", [3, 0.25, True, None])
def test_what_is_no_word_stays_as_it_is(value):
    assert core_word(value) is value
    assert page_word(value) is value


def test_messages_use_the_words_of_the_page():
    assert in_page_words("got shortcut=projection_norm; set order=full_pre") == (
        "got shortcut=projection-norm; set order=full-pre"
    )


def test_a_shape_in_a_message_is_spelt_as_on_the_diagram_and_a_control_as_in_the_address():
    assert in_page_words("the main path gives 128x12x12; stem=3x3-pool") == (
        "the main path gives 128×12×12; stem=3x3-pool"
    )
