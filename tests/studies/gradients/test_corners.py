"""What comes back at the four corners is judged by the plain net with norms, and is there for all or not at all."""

import pytest

from resnet_core.studies.gradients.corners import corners, course_back
from resnet_core.studies.nets import SmallNet
from tests.studies.gradients.test_findings import back, runs

NETS = {
    (plain, norm): SmallNet(depth=8, shortcut="none" if plain else "zero_pad", norm=norm)
    for plain in (True, False)
    for norm in (True, False)
}


def four(plain):
    sizes = {(True, True): plain, (False, True): 2.0, (True, False): 0.01, (False, False): 500.0}
    return [runs(net, *back(sizes[corner])) for corner, net in NETS.items()]


@pytest.mark.parametrize(("size", "came"), [(40.0, "explodes"), (2.0, "even"), (0.01, "vanishes")])
def test_what_comes_back_is_named(size, came):
    found = corners(four(size), 8)
    assert (found.came, found.plain, found.residual) == (came, pytest.approx(size), pytest.approx(2))
    assert found.shrunk == pytest.approx(100)


def test_without_one_of_the_four_there_is_no_answer():
    assert corners(four(40.0)[1:], 8) is None
    assert corners(four(40.0), 20) is None


def test_a_course_is_the_geometric_mean_over_the_seeds_beside_the_last_block():
    assert course_back(runs(SmallNet(depth=8), *back(4.0, 9.0))) == pytest.approx((6.0, 1.0))
