"""Finding test pictures: the filters against slow loops, and errors as they are counted by hand."""

import numpy as np
import pytest

from resnet_core.studies.predictions.findings import Errors, Verdict, Wish, errors, matching, verdict
from resnet_core.studies.predictions.question import WHOLE, Predictions

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
PERFECT = SEEN.model_copy(update={"predicted": tuple(LABELS[:300].tolist())})


@pytest.mark.parametrize("label", [None, 6])
@pytest.mark.parametrize("outcome", ["both", "right", "wrong"])
@pytest.mark.parametrize("order", ["file", "most", "least"])
def test_what_is_found_is_what_a_slow_loop_finds(label, outcome, order):
    expected = [
        number
        for number in range(300)
        if label in (None, LABELS[number])
        and (outcome == "both" or (SEEN.predicted[number] == LABELS[number]) == (outcome == "right"))
    ]
    if order != "file":
        expected.sort(key=lambda number: SEEN.sure[number], reverse=order == "most")
    assert matching(LABELS, SEEN, Wish(label, outcome, order)).tolist() == expected


def test_before_a_net_has_seen_them_pictures_are_found_by_class_alone():
    wish = Wish(8, "wrong", "most")
    assert wish.needs_predictions
    assert matching(LABELS, None, wish).tolist() == np.nonzero(np.equal(LABELS, 8))[0].tolist()


def test_errors_are_as_many_as_the_filter_finds():
    everywhere, bags = errors(LABELS, SEEN), errors(LABELS, SEEN, 8)
    assert (everywhere.seen, everywhere.of_class) == (300, 300)
    assert everywhere.wrong == len(matching(LABELS, SEEN, Wish(outcome="wrong")))
    assert bags.of_class == len(matching(LABELS, SEEN, Wish(8)))
    assert bags.wrong == len(matching(LABELS, SEEN, Wish(8, "wrong")))


def test_the_commonest_errors_come_first_and_have_their_counts():
    labels = np.array([0, 0, 0, 1, 1, 2], np.uint8)
    shares = ((WHOLE, *[0] * 9),) * 6
    named = Predictions(data="sketches", predicted=(6, 6, 2, 0, 1, 2), shares=shares)
    assert errors(labels, named) == Errors(6, 6, 4, (0, 1), (3, 1))
    assert errors(labels, named, 0) == Errors(6, 3, 3, (6, 2), (2, 1))


def test_a_net_without_errors_has_none():
    assert errors(LABELS, PERFECT)[2:] == (0, (), ())
    assert errors(LABELS, PERFECT, 8)[2:] == (0, (), ())
    assert len(matching(LABELS, PERFECT, Wish(outcome="wrong"))) == 0


def test_a_picture_is_named_rightly_or_wrongly_or_was_not_seen():
    right, wrong = (int(matching(LABELS, SEEN, Wish(outcome=outcome))[0]) for outcome in ("right", "wrong"))
    assert verdict(right, LABELS, SEEN) == Verdict(True, LABELS[right], SEEN.sure[right])
    assert verdict(wrong, LABELS, SEEN) == Verdict(False, SEEN.predicted[wrong], SEEN.sure[wrong])
    assert verdict(350, LABELS, SEEN) is verdict(0, LABELS, None) is None
