"""Whether the three forms of a block gave the same, up to rounding."""

from typing import NamedTuple

from resnet_core.studies.three_forms.question import Comparison, ThreeForms

ROUNDING = 1e-9
"""In double precision, a larger share of the largest output than this is no rounding."""


class Agreement(NamedTuple):
    """The largest difference between the outputs of any two forms, in double and in single precision."""

    double: float
    single: float
    largest_output: float
    rounding: bool
    """Whether the difference in double precision is that of rounding."""


def agreement(answer: ThreeForms) -> Agreement:
    """How far apart the forms were."""
    double, largest = _apart(answer.float64), answer.float64.largest_output
    return Agreement(double, _apart(answer.float32), largest, double <= ROUNDING * max(1.0, largest))


def _apart(forms: Comparison) -> float:
    return max(forms.a_b, forms.b_c, forms.a_c)
