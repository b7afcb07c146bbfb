from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.polynomial import Polynomial

from resnet_core.studies.function_classes import measure as fc
from tests.refusals import refused

NESTED = ("doubled_bins", "polynomials", "fourier")
NOT_NESTED = ("equal_bins", "one_frequency", "bumps")

families = st.sampled_from(sorted(fc.FAMILIES))
targets = st.sampled_from(sorted(fc.TARGETS))
values_on_the_grid = st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).normal(size=len(fc.GRID)))


def sizes_of(family: str) -> st.SearchStrategy[int]:
    return st.sampled_from(fc.FAMILIES[family].sizes)


@settings(deadline=None, max_examples=30)
@given(targets, st.data())
def test_the_error_is_the_one_numpys_least_squares_leaves(target, data):
    family = data.draw(families)
    size = data.draw(sizes_of(family))
    values = fc.TARGETS[target](fc.GRID)
    basis = fc.FAMILIES[family].basis(fc.GRID, size)
    reference = basis @ np.linalg.lstsq(basis, values, rcond=None)[0]
    fit = fc.best_fit(target, family, size)
    assert fit.coefficients == basis.shape[1]
    np.testing.assert_allclose(fit.values, reference, atol=1e-9)
    np.testing.assert_allclose(fit.error, np.mean((values - reference) ** 2), atol=1e-12)


@settings(deadline=None, max_examples=30)
@given(targets, st.data())
def test_what_a_best_fit_misses_is_orthogonal_to_every_function_of_the_set(target, data):
    family = data.draw(families)
    size = data.draw(sizes_of(family))
    missed = fc.TARGETS[target](fc.GRID) - fc.best_fit(target, family, size).values
    basis = fc.FAMILIES[family].basis(fc.GRID, size)
    assert np.abs(basis.T @ missed).max() / len(fc.GRID) < 1e-10


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_the_best_fit_of_bins_is_the_mean_of_each_bin(size):
    values = fc.TARGETS["step_and_sine"](fc.GRID)
    own = (fc.GRID * size).astype(int)
    means = np.array([values[own == each].mean() for each in range(size)])
    np.testing.assert_allclose(fc.best_fit("step_and_sine", "equal_bins", size).values, means[own])


def test_polynomials_agree_with_numpys_own_fit():
    values = fc.TARGETS["corner"](fc.GRID)
    reference = Polynomial.fit(fc.GRID, values, deg=6)(fc.GRID)
    np.testing.assert_allclose(fc.best_fit("corner", "polynomials", 6).values, reference, atol=1e-10)


def test_a_target_inside_the_set_is_reached():
    """Two waves of frequencies 1 and 3; three steps are three equal bins."""
    assert fc.best_fit("two_waves", "fourier", 3).error < 1e-25
    assert fc.best_fit("two_waves", "fourier", 2).error > 0.05
    assert fc.best_fit("three_steps", "equal_bins", 3).error < 1e-25
    assert fc.best_fit("three_steps", "equal_bins", 4).error > 0.02


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(NESTED), values_on_the_grid)
def test_in_a_nested_family_the_error_never_grows_whatever_the_target(family, values):
    sizes = fc.FAMILIES[family].sizes
    ladder = fc.Ladder(sizes, tuple(fc.project(values, fc.space(family, size)).error for size in sizes))
    assert ladder.worse == ()


@pytest.mark.parametrize("family", NOT_NESTED)
def test_a_family_that_is_not_nested_gets_worse_somewhere(family):
    assert fc.ladder("step_and_sine", family).worse


@pytest.mark.parametrize("family", NESTED)
def test_nothing_of_a_nested_set_lies_outside_the_next(family):
    assert max(fc.steps_outside(family)) < fc.ROUNDING


@pytest.mark.parametrize("family", NOT_NESTED)
def test_something_of_a_set_lies_outside_the_next_where_the_family_is_not_nested(family):
    assert max(fc.steps_outside(family)) > 1e-4


def test_the_share_outside_is_known_where_it_can_be_worked_out_by_hand():
    """Constants lie in any bins; two bins in four; of three waves of one frequency, only the constant in the next."""
    for small, large, share in [(1, 2, 0), (1, 3, 0), (2, 4, 0), (4, 2, 1 / 2), (4, 1, 3 / 4)]:
        assert fc.share_outside("equal_bins", small, large) == pytest.approx(share, abs=1e-12)
    np.testing.assert_allclose(fc.steps_outside("one_frequency"), 2 / 3, atol=1e-12)


def test_the_errors_measured_before_are_measured_again():
    """Step and sine on 4,000 points, measured independently of this code; two digits were kept."""
    bins = fc.ladder("step_and_sine", "equal_bins", tuple(range(1, 9))).errors
    np.testing.assert_allclose(bins, [0.100, 0.0082, 0.0498, 0.0073, 0.0376, 0.0034, 0.0293, 0.0020], atol=5.1e-5)
    doubled = fc.ladder("step_and_sine", "equal_bins", (1, 2, 4, 8, 16, 32, 64)).errors
    np.testing.assert_allclose(doubled[:5], [0.100, 0.0082, 0.0073, 0.0020, 0.0005], atol=5.1e-5)
    assert list(doubled) == sorted(doubled, reverse=True)


@pytest.mark.parametrize(("family", "times"), [("equal_bins", 5), ("one_frequency", 6), ("bumps", 4)])
def test_up_to_size_12_the_error_grows_as_often_as_measured_before(family, times):
    assert len(fc.ladder("step_and_sine", family, tuple(range(1, 13))).worse) == times


def test_a_size_that_is_as_good_as_the_one_before_is_not_called_worse():
    assert fc.Ladder((1, 2, 3, 4), (0.2, 0.2 * (1 + 1e-14), 0.1, 0.1001)).worse == (4,)
    assert fc.Ladder((1, 2), (0.0, 1e-33)).worse == ()


@pytest.mark.parametrize(("size", "near"), [(3, (2, 4)), (12, (8, 16)), (20, (16,))])
def test_a_size_the_family_does_not_have_is_refused_with_its_neighbours(size, near):
    with refused("no-such-set-size", size=size, sizes=(1, 2, 4, 8, 16), near=near):
        fc.best_fit("corner", "doubled_bins", size)


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(NESTED), targets, st.integers(5, 60), st.integers(0, 999))
def test_in_a_nested_family_the_training_error_never_grows(family, target, count, seed):
    train = fc.draw_sample(target, count, noise=0.3, seed=seed)
    measured = fc.generalisation(family, train=train, test=train)
    errors = dict(zip(measured.sizes, measured.train, strict=True))
    kept = [error for size, error in errors.items() if well_posed(family, size, train)]
    assert all(after <= before * (1 + 1e-6) + 1e-12 for before, after in pairwise(kept))


def well_posed(family: str, size: int, sample: fc.Sample) -> bool:
    """Whether rounding leaves the least squares alone; points that nearly coincide can make them next to unsolvable."""
    basis = fc.FAMILIES[family].basis(sample.x, size)
    return bool(np.linalg.cond(basis[:, basis.any(axis=0)]) < 1e8)


def test_with_few_noisy_points_the_largest_set_is_not_the_best_on_fresh_points():
    target = "step_and_sine"
    test = fc.draw_sample(target, 2000, noise=0.2, seed=10_000)
    for seed in range(5):
        train = fc.draw_sample(target, 30, noise=0.2, seed=seed)
        measured = fc.generalisation("polynomials", train=train, test=test)
        assert measured.best < measured.sizes[-1]
        assert measured.train[-1] < measured.train[measured.sizes.index(measured.best)]


def test_a_sample_is_the_target_plus_its_noise_and_the_same_for_the_same_seed():
    clean = fc.draw_sample("hill", 50, noise=0.0, seed=3)
    noisy = fc.draw_sample("hill", 20_000, noise=0.3, seed=3)
    np.testing.assert_array_equal(clean.y, fc.TARGETS["hill"](clean.x))
    np.testing.assert_allclose(np.std(noisy.y - fc.TARGETS["hill"](noisy.x)), 0.3, rtol=0.03)
    np.testing.assert_array_equal(clean.x, fc.draw_sample("hill", 50, noise=0.0, seed=3).x)
    assert not np.array_equal(clean.x, fc.draw_sample("hill", 50, noise=0.0, seed=4).x)
