"""What maps show, against numbers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resnet_core.saliency.table import LayerMap, Settings
from resnet_core.studies.saliency_maps import findings
from resnet_core.studies.saliency_maps.findings import Blank, Named, Score
from resnet_core.studies.saliency_maps.question import Explained, Map, SaliencyMaps, recorded
from tests.near import near

SIZE = 4
GARMENT = np.zeros((SIZE, SIZE), np.uint8)
GARMENT[:2] = 200
TOP, EVERYWHERE = np.zeros((SIZE, SIZE)), np.ones((SIZE, SIZE))
TOP[:2] = 1.0
RAMP = np.arange(16.0).reshape(4, 4) + 1


def picture(maps, *, label=3, logits=(0.0, 0, 0, 4, 0, 0, 0, 0, 0, 0), baseline=5):
    shares = np.exp(logits) / np.exp(logits).sum()
    nothing = np.full(10, 0.05)
    nothing[baseline] = 0.55
    return Explained(
        label=label,
        seen=GARMENT.tobytes().hex(),
        size=SIZE,
        logits=tuple(logits),
        probabilities=tuple(shares),
        target=3,
        score=4.0,
        baseline_probabilities=tuple(nothing),
        baseline_score=0.0,
        maps=tuple(maps),
    )


def a_map(values, method="saliency", difference=None):
    return Map.pack(np.asarray(values, float), method=method, difference=difference)


def answer(*pictures, **seconds):
    return SaliencyMaps(data="fashion-mnist", layer=LayerMap("stage2.block1", 4, 2), seconds=seconds, pictures=pictures)


def test_the_share_on_the_garment_counts_sizes_against_its_area():
    shares = findings.on_garment(answer(picture([a_map(TOP), a_map(-EVERYWHERE, "grad_cam")])))
    assert (shares.area, shares.pictures) == (0.5, 1)
    assert shares.shares == {"saliency": 1.0, "grad_cam": 0.5}


def test_a_map_of_zeros_has_no_place():
    assert findings.on_garment(answer(picture([a_map(0 * TOP)]))).shares == {}


@pytest.mark.parametrize(("gap", "missed"), [(0.019, False), (0.021, True), (-0.5, True)])
def test_a_gap_is_a_miss_above_two_percent_in_either_direction(gap, missed):
    drawn = a_map(TOP, "integrated_gradients", difference=TOP.sum() / (1 + gap))
    maps = answer(picture([drawn]))
    assert [miss.method for miss in findings.missed(maps)] == ["integrated_gradients"] * missed
    assert (findings.kept(maps) is None) == missed
    assert findings.summary(drawn).off == missed


def test_a_method_is_as_good_as_its_worst_picture():
    good, bad = (picture([a_map(TOP, "deep_lift", difference=TOP.sum() / (1 + gap))]) for gap in (0.001, 0.4))
    [miss] = findings.missed(answer(good, bad))
    assert miss.gap == near(0.4, rel=1e-3)
    assert findings.kept(answer(good)).methods == ("deep_lift",)


def test_the_baselines_own_name_is_known_of_each_picture():
    assert findings.opinions(answer(picture([]), picture([], baseline=8))) == (
        Named(5, near(0.55), wrong=False), Named(8, near(0.55), wrong=False),
    )  # fmt: skip


def test_what_a_black_baseline_draws_by_itself_is_known_only_where_it_does():
    assert findings.borrowed(("saliency", "deep_lift"), Settings()) == ("deep_lift",)
    assert findings.borrowed(("saliency", "occlusion"), Settings()) == ()
    assert findings.borrowed(("deep_lift",), Settings(baseline="white")) == ()


def test_the_same_map_of_two_nets_is_alike_and_its_reverse_is_not():
    first = answer(picture([a_map(RAMP)]))
    [same] = findings.alike(first, answer(picture([a_map(-3 * RAMP)])))
    [reverse] = findings.alike(first, answer(picture([a_map(20 - RAMP)])))
    assert (same.method, same.nets) == ("saliency", near(1.0))
    assert reverse.nets == near(-1.0)


def test_two_nets_maps_stand_beside_bright_pixels_that_never_saw_a_net():
    shades = np.r_[np.arange(8, 0, -1), np.zeros(8)].astype(np.uint8)
    shaded = picture([a_map(RAMP)]).model_copy(update={"seen": shades.tobytes().hex()})
    [likeness] = findings.alike(answer(shaded), answer(shaded))
    assert likeness.bright == near(-1.0)


def test_maps_of_different_sizes_are_not_compared():
    larger = picture([]).model_copy(update={"size": 8, "seen": bytes(64).hex()})
    assert findings.alike(answer(picture([])), answer(larger)) == ()


@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(-4, 4)), min_size=2, max_size=30))
def test_rank_correlation_is_that_of_pandas(pairs):
    first, second = np.array(pairs, float).T
    ranks = pd.DataFrame({"first": np.abs(first), "second": np.abs(second)}).rank()
    flat = (ranks.nunique() == 1).any()
    expected = None if flat else near(ranks["first"].corr(ranks["second"]), abs=1e-9)
    assert findings.rank_correlation(first, second) == expected


def test_a_wrong_name_is_known_and_a_learners_own_picture_is_never_wrong():
    assert findings.named(picture([])) == Named(3, near(0.858, abs=1e-3), wrong=False)
    assert findings.named(picture([], label=0)).wrong
    assert not findings.named(picture([], label=None)).wrong


def test_the_number_that_is_explained_is_known():
    question = recorded()[0]
    assert findings.score(question, picture([])) == Score("named", 3, None, 4.0)
    other = picture([]).model_copy(update={"target": 6, "score": -0.5})
    assert findings.score(question, other) == Score("other", 6, None, -0.5)
    contrast = question.model_copy(update={"target": 6, "against": 0})
    assert findings.score(contrast, other) == Score("contrast", 6, 0, -0.5)


def test_a_map_has_a_range_or_a_promised_sum_or_nothing():
    between = findings.summary(a_map(TOP - 0.5))
    assert (between.kind, between.gap) == ("range", None)
    assert (between.low, between.high) == near((-0.5, 0.5))
    promised = findings.summary(a_map(TOP, "deep_lift", difference=10.0))
    assert (promised.kind, promised.total, promised.gap) == ("sum", 8.0, near(-0.2))
    assert findings.summary(a_map(0 * TOP)).kind == "blank"


def test_a_map_is_strongest_where_its_largest_size_is():
    peaked = EVERYWHERE.copy()
    peaked[2, 1] = -3.0
    assert findings.summary(a_map(peaked))[3:5] == (2, 1)


def test_a_method_that_draws_nothing_is_counted_by_pictures():
    nothing, full = (picture([a_map(values, "lime"), a_map(values, "occlusion")]) for values in (0 * TOP, TOP))
    assert findings.blank(answer(nothing, full, full)) == (Blank("lime", 1, 3), Blank("occlusion", 1, 3))
    assert findings.blank(answer(full)) == ()


def test_seconds_are_those_of_the_chosen_methods():
    timed = answer(picture([]), saliency=0.25, lime=2.0)
    assert findings.seconds([timed, timed], ["saliency"]) == 0.5
