"""Which questions about gradients are asked."""

import pytest

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.probes.gradients import MOST_STEPS, GradientsProbe, recorded


@pytest.mark.parametrize("after", [(1, 0), (0, 0), (-1,)])
def test_looks_out_of_order_are_refused_with_the_way_out(after):
    with pytest.raises(ConfigError, match=r"must be rising numbers of steps.*sort them"):
        parse(GradientsProbe, {"after": after})


def test_looks_too_late_are_refused():
    with pytest.raises(ConfigError, match=f"at most {MOST_STEPS} steps.*leave out"):
        parse(GradientsProbe, {"after": (0, MOST_STEPS + 1)})


def test_each_recorded_question_is_another():
    assert len(set(recorded())) == len(recorded())
