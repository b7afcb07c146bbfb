"""Which questions about gradients are asked."""

import pytest

from resnet_core.config import parse
from resnet_core.studies.gradients.question import MOST_STEPS, GradientsQuestion, recorded
from tests.refusals import refused


@pytest.mark.parametrize("after", [(1, 0), (0, 0), (-1,)])
def test_looks_out_of_order_are_refused_with_the_way_out(after):
    with refused("looks-out-of-order", after=after):
        parse(GradientsQuestion, {"after": after})


def test_looks_too_late_are_refused():
    with refused("looks-too-late", most=MOST_STEPS):
        parse(GradientsQuestion, {"after": (0, MOST_STEPS + 1)})


def test_each_recorded_question_is_another():
    assert len(set(recorded())) == len(recorded())
