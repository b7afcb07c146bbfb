"""Finding test pictures: the filters against slow loops, the sentences, and numbers as text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.predictions import WHOLE, Predictions
from ui.saliency import filters as saliency_filters
from ui.saliency.filters import BOTH, DEFAULT, EVERY, FILE, LEAST, MOST, RIGHT, WRONG, Wish, counted, matching, verdict

RNG = np.random.default_rng(0)
LABELS = RNG.integers(0, 10, 400).astype(np.uint8)


def seen(count=300):
    shares = RNG.dirichlet(np.ones(10), count)
    return Predictions(
        data="sketches",
        predicted=tuple(shares.argmax(1).tolist()),
        shares=tuple(tuple(row) for row in np.rint(shares * WHOLE).astype(int).tolist()),
    )


SEEN = seen()


@pytest.mark.parametrize("label", [EVERY, "Shirt"])
@pytest.mark.parametrize("outcome", [BOTH, RIGHT, WRONG])
@pytest.mark.parametrize("order", [FILE, MOST, LEAST])
def test_what_is_found_is_what_a_slow_loop_finds(label, outcome, order):
    expected = [
        number
        for number in range(300)
        if (label == EVERY or CLASS_NAMES[LABELS[number]] == label)
        and (outcome == BOTH or (SEEN.predicted[number] == LABELS[number]) == (outcome == RIGHT))
    ]
    if order != FILE:
        expected.sort(key=lambda number: SEEN.sure[number], reverse=order == MOST)
    assert matching(LABELS, SEEN, Wish(label, outcome, order)).tolist() == expected


def test_before_a_net_has_seen_them_pictures_are_found_by_class_alone():
    wish = Wish("Bag", WRONG, MOST)
    assert wish.needs_predictions
    assert matching(LABELS, None, wish).tolist() == np.nonzero(np.equal(LABELS, 8))[0].tolist()


def test_the_sentence_counts_what_the_filter_finds():
    wrong = len(matching(LABELS, SEEN, Wish(outcome=WRONG)))
    assert f"**{wrong:,}** of the first 300 test pictures wrongly" in counted(LABELS, SEEN, Wish(), net="quick")
    bags, wrong = (len(matching(LABELS, SEEN, Wish("Bag", outcome))) for outcome in (BOTH, WRONG))
    assert f"**{bags}** of the first 300" in counted(LABELS, SEEN, Wish("Bag"), net="quick")
    assert f"**{wrong}** of them wrongly" in counted(LABELS, SEEN, Wish("Bag"), net="quick")


def test_a_net_without_errors_is_said_to_have_none():
    perfect = SEEN.model_copy(update={"predicted": tuple(LABELS[:300].tolist())})
    assert (
        counted(LABELS, perfect, Wish(), net="quick") == "*quick* names **0** of the first 300 test pictures wrongly."
    )
    assert counted(LABELS, perfect, Wish("Bag"), net="quick").endswith("names none of them wrongly.")
    assert len(matching(LABELS, perfect, Wish(outcome=WRONG))) == 0


def test_a_picture_is_called_right_or_by_its_wrong_name_or_nothing_where_it_was_not_seen():
    right, wrong = (int(matching(LABELS, SEEN, Wish(outcome=outcome))[0]) for outcome in (RIGHT, WRONG))
    assert verdict(right, LABELS, SEEN) == f"named rightly, {SEEN.sure[right]:.0%}"
    assert verdict(wrong, LABELS, SEEN) == f"called {CLASS_NAMES[SEEN.predicted[wrong]]}, {SEEN.sure[wrong]:.0%}"
    assert verdict(350, LABELS, SEEN) == verdict(0, LABELS, None) == ""


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
