"""Rounding is told from a real difference."""

import pytest

from resnet_core.studies.three_forms.findings import agreement
from resnet_core.studies.three_forms.question import Comparison, ThreeForms


def compared(double, *, largest=40.0):
    def at(worst):
        return Comparison(a_b=0.0, b_c=worst, a_c=worst / 2, largest_output=largest)

    return ThreeForms(float64=at(double), float32=at(1e-5), params={})


@pytest.mark.parametrize(
    ("double", "largest", "rounding"),
    [(1.1e-13, 40.0, True), (0.5, 40.0, False), (0.5, 1e12, True), (2e-9, 0.1, False)],
)
def test_a_difference_is_rounding_when_it_is_tiny_beside_the_output(double, largest, rounding):
    finding = agreement(compared(double, largest=largest))
    assert finding.rounding == rounding
    assert (finding.double, finding.single, finding.largest_output) == (double, 1e-5, largest)
