"""The sentences under the figures on function classes."""

import numpy as np
import pytest

from resnet_core.experiments.function_classes import (
    FAMILIES,
    Fit,
    Generalisation,
    Ladder,
    best_fit,
    ladder,
    space,
    steps_outside,
)
from resnet_core.experiments.one_more_block import Insertion
from ui.functions import readings

UP = Ladder((1, 2, 3, 4), (0.4, 0.1, 0.3, 0.2))
DOWN = Ladder((1, 2, 3, 4), (0.4, 0.3, 0.2, 0.1))


def test_the_worst_step_is_named_with_both_of_its_errors():
    said = readings.ladder("equal bins", UP)
    assert said.startswith("1 of the 3 steps to the next size made the fit **worse**: those to k = 3.")
    assert "from 2 equal bins to 3 equal bins the error goes from 0.1 to 0.3" in said


def test_a_curve_that_only_falls_is_said_to():
    assert readings.ladder("bumps", DOWN).startswith("None of the 3 steps to the next size made the fit worse")


@pytest.mark.parametrize(
    ("guess", "measured", "nested", "said"),
    [
        (readings.ALWAYS, DOWN, True, "and so it was: every step was at least as good."),
        (readings.ALWAYS, DOWN, False, "and so it was: every step was at least as good. Here that is luck"),
        (readings.ALWAYS, UP, False, "and it came out otherwise: some steps were worse."),
        (readings.NOT_ALWAYS, UP, False, "and so it was: some steps were worse."),
        (readings.NOT_ALWAYS, DOWN, True, "and it came out otherwise: every step was at least as good."),
        (readings.NOT_ALWAYS, DOWN, False, "only by luck: the family is not nested."),
    ],
)
def test_a_guess_is_held_against_the_measured_answer(guess, measured, nested, said):
    assert said in readings.verdict(guess, measured, nested=nested)


def test_whoever_only_looks_is_not_judged():
    assert readings.verdict(readings.SHOW, UP, nested=False) == ""


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_called_nested_exactly_where_nothing_lies_outside(family):
    said = readings.nesting(family, steps_outside(family))
    assert ("**nested**" in said) == (family in {"doubled bins", "polynomials", "Fourier series"})
    assert ("**not nested**" in said) != ("**nested**" in said)


def test_the_share_outside_is_what_the_next_set_leaves_of_a_random_function():
    family, rng = "equal bins", np.random.default_rng(0)
    shares = steps_outside(family)
    worst = shares.index(max(shares))
    small, large = (space(family, FAMILIES[family].sizes[place]) for place in (worst, worst + 1))
    drawn = small @ rng.normal(size=(small.shape[1], 4000))
    left = drawn - large @ (large.T @ drawn)
    measured = np.mean(np.sum(left**2, 0)) / np.mean(np.sum(drawn**2, 0))
    assert measured == pytest.approx(shares[worst], rel=0.05)
    assert f"up to {readings.percent(shares[worst])} on average lies outside" in readings.nesting(family, shares)


def test_a_target_inside_the_set_is_called_reached_and_a_very_small_error_is_not():
    assert "is f* itself" in readings.fit("Fourier series", 3, best_fit("two waves", "Fourier series", 3))
    close = best_fit("two waves", "polynomials", 20)
    assert 0 < close.error < 1e-12
    assert "misses the target" in readings.fit("polynomials", 20, close)
    assert "(1 coefficient)" in readings.fit("equal bins", 1, Fit(close.values, 0.1, 1))


def test_the_test_error_is_read_at_its_lowest_and_at_the_end():
    said = readings.generalisation(Generalisation((1, 2, 3), (0.3, 0.2, 0.1), (0.5, 0.25, 1.0)), noise=0.2)
    assert "lowest at k = 2 (0.25) and 1 at k = 3, 4 times as much" in said
    assert "Noise alone costs 0.04" in said
    falling = readings.generalisation(Generalisation((1, 2), (0.3, 0.2), (0.5, 0.25)), noise=0.0)
    assert "the largest size" in falling
    assert "Noise" not in falling


def test_an_unmoved_output_is_written_out_and_an_error_of_thousands_too():
    row = readings.insertion_row(Insertion("residual", 0.01, 1234.5, 0.0))
    assert row["largest change of an output"] == "0.0"
    assert row["error after"] == "1,234"


def test_the_table_has_a_row_for_every_size():
    table = readings.table(ladder("step and sine", "equal bins"), steps_outside("equal bins"))
    assert list(table["k"]) == list(range(1, 21))
    assert list(table["worse than before"][:4]) == ["", "", "yes", ""]
    assert list(table["outside the next set"][:2]) == ["0", "17%"]
