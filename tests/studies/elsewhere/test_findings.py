"""What made-up answers show: who learns, who leads, what arrives at the other end."""

import pytest

from resnet_core.studies.elsewhere import findings
from resnet_core.studies.elsewhere.findings import Runs
from resnet_core.studies.elsewhere.question import Elsewhere, Layer, OtherNet
from resnet_core.studies.race.findings import GUESSING

NET = OtherNet(layers=2)


def answer(final=1.0, *, losses=(2.0, 1.0), gradients=(1.0, 1.0), cosines=(0.1, 0.2)):
    layers = tuple(
        Layer(gradient=gradient, weights=1.0, cosine=cosine)
        for gradient, cosine in zip(gradients, cosines, strict=True)
    )
    return Elsewhere(data="fashion-mnist", params=1, layers=layers, losses=losses, final_loss=final)


def runs(*finals, **rest):
    return Runs(NET, tuple(answer(final, **rest) for final in finals))


@pytest.mark.parametrize(
    ("finals", "fate"), [((1.0, 2.0), "learns"), ((2.3, 2.31), "guesses"), ((1.0, 2.3), "mixed"), ((None,), "guesses")]
)
def test_a_net_learns_where_every_run_ends_clearly_below_guessing(finals, fate):
    assert runs(*finals).fate == fate


@pytest.mark.parametrize(
    ("one", "other", "standing"),
    [
        ((0.5, 0.6), (0.7, 0.8), "lower"),
        ((0.7, 0.8), (0.5, 0.6), "higher"),
        ((0.5, 0.8), (0.7, 0.9), "level"),
        ((GUESSING, 2.4), (GUESSING, 2.3), "neither"),
        ((0.5, 0.6), (None, 2.3), "lower"),
    ],
)
def test_a_net_leads_where_its_worst_run_beats_the_best_of_the_other(one, other, standing):
    pair = findings.beside(runs(*one), runs(*other))
    assert (pair.standing, pair.seeds) == (standing, 2)


@pytest.mark.parametrize(
    ("kept", "bare", "came"),
    [
        ((0.5, 0.6), (GUESSING, 2.31), "guesses"),
        ((0.5, 0.6), (0.7, 0.8), "worse"),
        ((0.5, 0.6), (0.55, 0.7), "same"),
        ((0.7, 0.8), (0.5, 0.6), "better"),
        ((GUESSING, 2.31), (GUESSING, 2.32), "same"),
    ],
)
def test_what_becomes_of_a_net_without_its_shortcuts(kept, bare, came):
    assert findings.without(runs(*kept), runs(*bare)) == came


@pytest.mark.parametrize(
    ("gradients", "course", "times"),
    [
        ((2.0, 1.0), "even", 2.0),
        ((20.0, 1.0), "stronger", 20.0),
        ((0.05, 1.0), "weaker", 20.0),
        ((0.0, 1.0), "lost", None),
        ((None, 1.0), "lost", None),
    ],
)
def test_a_gradient_is_judged_by_its_size_at_both_ends(gradients, course, times):
    found = findings.passage(runs(1.0, gradients=gradients))
    assert found.course == course
    assert found.times == (None if times is None else pytest.approx(times))


@pytest.mark.parametrize(
    ("lasts", "alike"), [((0.95, 0.99), "every"), ((0.95, 0.5), "some"), ((0.4, 0.5), "none"), ((0.95, None), "none")]
)
def test_pictures_are_alike_where_the_last_layer_tells_hardly_one_from_another(lasts, alike):
    both = Runs(NET, tuple(answer(cosines=(0.3, last)) for last in lasts))
    assert findings.passage(both).alike == alike


def test_curves_are_means_over_the_seeds_up_to_the_first_that_is_no_number():
    both = Runs(NET, (answer(losses=(2.0, 1.0)), answer(losses=(3.0, None))))
    assert findings.curve(both) == [2.5, None]


def test_gradients_by_layer_are_geometric_means_and_cosines_plain_ones():
    both = Runs(
        NET, (answer(gradients=(1.0, 4.0), cosines=(0.1, 0.3)), answer(gradients=(4.0, 4.0), cosines=(0.3, 0.5)))
    )
    assert findings.by_layer(both, "gradient") == pytest.approx([2.0, 4.0])
    assert findings.by_layer(both, "cosine") == pytest.approx([0.2, 0.4])
