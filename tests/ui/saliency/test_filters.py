"""Numbers of test pictures as text, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resnet_core.errors import ConfigError
from ui.saliency import filters as saliency_filters
from ui.saliency.filters import DEFAULT


@given(st.lists(st.integers(0, 399), min_size=1, max_size=8, unique=True).map(tuple))
def test_numbers_come_back_from_the_box(numbers):
    assert saliency_filters.read(saliency_filters.spell(numbers), 400) == numbers


def test_commas_and_repetitions_are_put_up_with():
    assert saliency_filters.read(" 7, 3,3  7,", 400) == (7, 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "at least one is needed"),
        ("1 two", "pictures=two: must be whole numbers from 0 to 399"),
        ("400", "pictures=400: must be"),
        ("-1", "pictures=-1: must be"),
        ("1.5", "pictures=1.5"),
        ("0 1 2 3 4 5 6 7 8", "9 are too many to look at; choose at most 8"),
    ],
)
def test_what_is_no_choice_of_pictures_says_why(text, words):
    with pytest.raises(ConfigError, match=words.replace(".", r"\.")):
        saliency_filters.read(text, 400)


@given(st.text(max_size=80))
def test_any_text_is_a_choice_or_a_sentence(text):
    try:
        numbers = saliency_filters.read(text, 400)
    except ConfigError:
        return
    assert 0 < len(numbers) <= 8
    assert set(numbers) <= set(range(400))


def test_the_usual_pictures_are_a_choice():
    assert saliency_filters.read(saliency_filters.spell(DEFAULT), 400) == DEFAULT
