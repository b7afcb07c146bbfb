"""What the paths of a net show follows from their numbers."""

from math import comb

import pytest

from resnet_core.analysis.spread import Spread
from resnet_core.studies.paths import findings
from resnet_core.studies.paths.question import PathLength, Paths


def paths(along, *, one=None):
    """A net whose parts add these shares; a path's gradient halves with every main path unless said otherwise."""
    count = len(along) - 1
    ones = one or [0.5**length for length in range(count + 1)]
    return Paths(
        data="sketches",
        gradient=2.0,
        lengths=tuple(
            PathLength(
                length=length,
                paths=comb(count, length),
                sampled=min(4, comb(count, length)),
                one=ones[length],
                lowest=ones[length] / 3,
                highest=ones[length] * 2,
                together=0.5,
                along=share,
            )
            for length, share in enumerate(along)
        ),
    )


SHORT_ONES = paths([0.1, 0.6, 0.3, 0, 0, 0, 0])
EVEN = paths([comb(6, length) / 64 for length in range(7)])
LONG_ONES = paths([0, 0, 0, 0, 0.1, 0.2, 0.7])


def test_the_mean_length_weights_each_length_by_its_share():
    assert findings.origin(SHORT_ONES).length == pytest.approx(1.2)
    assert findings.origin(EVEN).length == pytest.approx(3)


def test_the_estimate_is_the_number_of_paths_times_the_gradient_of_one():
    products = [comb(6, length) * 0.5**length for length in range(7)]
    assert findings.estimated(EVEN) == pytest.approx([product / sum(products) for product in products])
    estimate = findings.estimate(EVEN)
    assert estimate.times == pytest.approx(sum(products) / 2)
    assert estimate.summed == pytest.approx(7 * 0.5 / 2)
    assert estimate.length == pytest.approx(findings.mean_length(products))


@pytest.mark.parametrize(("net", "compared"), [(SHORT_ONES, "shorter"), (EVEN, "alike"), (LONG_ONES, "longer")])
def test_what_is_called_shorter_is_clearly_so(net, compared):
    assert findings.origin(net).compared == compared


def test_the_short_paths_are_a_third_of_the_blocks_and_the_shares_are_theirs():
    origin = findings.origin(SHORT_ONES)
    assert (origin.third, origin.heaviest) == (2, 1)
    assert (origin.share, origin.carried) == pytest.approx((7 / 64, 0.7))
    assert findings.thirds(EVEN) == pytest.approx((7 / 64, 50 / 64, 7 / 64))


def test_the_part_that_adds_most_is_named():
    assert [findings.thirds(net).heaviest for net in (SHORT_ONES, EVEN, LONG_ONES)] == ["short", "middle", "long"]


def test_lengths_that_pull_against_the_whole_are_named():
    assert findings.estimate(paths([0.5, 0.7, -0.2, 0])).against == (2,)
    assert findings.estimate(EVEN).against == ()


def test_one_path_has_its_factor_a_block_and_how_far_paths_of_a_length_differ():
    one = findings.one_path(paths([1, 0, 0], one=[0.5, 0.01, 2e-8]))
    assert (one.shortcuts, one.main) == (0.5, 2e-8)
    assert one.factor == pytest.approx(0.0002)
    assert one.apart == pytest.approx(6)
    assert one.drawn == 2


def test_a_path_without_gradient_leaves_no_factor():
    assert findings.one_path(paths([1, 0, 0], one=[0.5, 0.01, 0.0])).factor is None


def test_the_number_of_paths_is_two_to_the_blocks_and_most_of_them_take_half():
    assert findings.count(EVEN) == (6, 64, 3, 20, 3)


def test_only_what_is_shorter_with_every_seed_is_called_shorter():
    depths = findings.depths({"a": [SHORT_ONES, SHORT_ONES], "b": [SHORT_ONES, EVEN]})
    assert depths == (("a",), ("b",))


def test_several_seeds_have_their_spread():
    lengths = findings.mean_lengths([SHORT_ONES, EVEN])
    assert lengths.exact == pytest.approx(Spread(2.1, 1.2, 3.0))
    assert (lengths.blocks, lengths.nets, lengths.alike) == (6, 2, 3)
