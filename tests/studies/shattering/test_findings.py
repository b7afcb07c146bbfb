"""What is found about shattered gradients follows from their numbers."""

import pytest

from resnet_core import gallery
from resnet_core.analysis.spread import Spread
from resnet_core.config import parse
from resnet_core.studies.shattering import findings
from resnet_core.studies.shattering.question import (
    EPSILONS,
    LAGS,
    LINE_DEPTHS,
    POINTS,
    SHOWN,
    Lag,
    Line,
    LineQuestion,
    Nearby,
    Shattering,
)


def line(mean, *, alike=None):
    lag = Lag(mean=mean, lowest=mean - 0.1, highest=mean + 0.1)
    wave = tuple(float(place % 7) for place in range(POINTS))
    return Line(gradients=(wave,) * SHOWN, lags=(lag,) * LAGS, alike=alike)


def shattering(cosine):
    nearby = tuple(
        Nearby(eps=eps, cosines=(cosine - 0.02, cosine + 0.02), low=cosine - 0.3, high=cosine + 0.1) for eps in EPSILONS
    )
    return Shattering(data="sketches", nearby=nearby)


@pytest.mark.parametrize(("mean", "likeness"), [(0.0, "white"), (0.5, "between"), (0.97, "brown")])
def test_a_gradient_is_compared_with_both_noises(mean, likeness):
    assert findings.likeness(line(mean)) == likeness


def test_white_noise_is_itself_and_brown_noise_too():
    white, brown = findings.noises()
    assert (findings.likeness(white), findings.likeness(brown)) == ("white", "brown")
    assert len(white.gradients) == len(brown.gradients) == SHOWN


def test_the_depth_from_which_it_is_white_noise_is_one_only_when_it_stays_so():
    course = findings.course(((1, line(0.9)), (4, line(0.0)), (24, line(0.0))))
    assert (course.first_depth, course.first, course.last_depth, course.last) == (1, 0.9, 24, 0.0)
    assert (course.white_from, course.is_white_once) == (4, True)
    back = findings.course(((1, line(0.9)), (4, line(0.0)), (24, line(0.7))))
    assert (back.white_from, back.is_white_once) == (None, True)
    never = findings.course(((1, line(0.9)), (24, line(0.7))))
    assert (never.white_from, never.is_white_once) == (None, False)


@pytest.mark.parametrize(
    ("bare", "alike", "outcome"),
    [
        (0.7, 0.98, "collapsed"),
        (0.7, 0.5, "apart"),
        (0.7, None, "less"),
        (0.0, 0.98, "no_less"),
        (0.05, 0.98, "no_less"),
    ],
)
def test_a_net_that_shatters_less_since_its_inputs_have_collapsed_is_not_praised_for_it(bare, alike, outcome):
    found = findings.without_norms(((4, line(0.0, alike=0.3)),), ((4, line(bare, alike=alike)),))
    assert found.outcome == outcome
    assert (found.depth, found.bare, found.normed) == (4, bare, 0.0)
    assert (found.alike, found.alike_normed) == (alike, 0.3)


def test_norms_are_taken_away_at_the_greatest_depth_that_both_have():
    assert findings.without_norms(((4, line(0.1)), (10, line(0.2))), ((4, line(0.3)), (24, line(0.4)))).depth == 4


def test_of_the_recorded_nets_collapse_is_found_only_where_the_cosine_shows_it():
    answers = gallery.measurements("shattering_line")
    normed, bare = (
        [(depth, parse(Line, answers.answer(LineQuestion(depth=depth, norm=norm)))) for depth in LINE_DEPTHS]
        for norm in (True, False)
    )
    deepest = bare[-1][1]
    assert deepest.alike is not None
    assert (findings.without_norms(normed, bare).outcome == "collapsed") == (
        deepest.lags[0].mean > normed[-1][1].lags[0].mean + 0.1 and deepest.alike > 0.9
    )


def test_a_family_has_its_ends_and_the_depths_at_which_it_is_lost():
    nets = [(8, shattering(0.9)), (20, shattering(0.5)), (32, shattering(0.05)), (56, shattering(0.0))]
    falling = findings.family(nets, 0.01)
    assert falling.first == pytest.approx(Spread(0.9, 0.88, 0.92))
    assert falling.last == pytest.approx(Spread(0.0, -0.02, 0.02))
    assert (falling.first_depth, falling.last_depth) == (8, 56)
    assert (falling.unrelated_from, falling.unrelated_to) == (32, 56)
    once, steady = findings.family(nets[:3], 0.01), findings.family(nets[:2], 0.01)
    assert (once.unrelated_from, once.unrelated_to) == (32, None)
    assert (steady.unrelated_from, steady.unrelated_to) == (None, None)
