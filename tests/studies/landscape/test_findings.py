"""What the landscapes of two twins show follows from their numbers."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.landscape import findings
from resnet_core.studies.landscape.findings import Roughness, Verdict, Walks
from resnet_core.studies.landscape.question import RADII, SEEDS, Ground, Landscape, Norms, Ring, question

STEPS = (-0.5, -0.25, 0.0, 0.25, 0.5)


BOWL, BUMPY = (4, 2, 1, 2, 4), (4, 1, 2, 1.5, 3)
"""Both curve down nowhere or somewhere as a test says; the second goes up and down again, and has two minima."""


def net(*, centre=0.5, half=1.0, edge=2.0, falling=0.0, accuracy=0.75):
    rings = tuple(
        Ring(distance=distance, points=2, mean=mean, low=0.25, high=4.0)
        for distance, mean in ((0.25, half), (0.5, edge))
    )
    line = (edge, half, centre, half, edge)
    return Ground(accuracy=accuracy, losses=(line,), rings=rings, falling=falling, angle=None)


def along(heights, **changed):
    return net(**changed).model_copy(update={"losses": (heights,)})


def walk(residual=None, plain=None):
    return Landscape(data="sketches", steps=STEPS, nets=(residual or net(), plain or net()))


def walks(*landscapes, depth=56):
    return Walks(depth, landscapes)


def test_twins_that_are_alike_show_no_difference():
    alike = walks(walk(), walk(), depth=20)
    assert findings.verdict(alike) == Verdict((), (), unclear=False)
    assert findings.roughness(alike) == Roughness("none", "alike")


def test_a_difference_names_who_has_it_and_where():
    curved = walk(net(edge=9.0), net(half=2.0, falling=0.2))
    both = walks(curved, curved)
    assert findings.verdict(both) == Verdict(("edge",), ("half", "convexity"), unclear=False)
    half, edge = (findings.rise(both, ring) for ring in both.rings)
    assert (half.residual, half.plain, half.more) == ((0.5, 0.5, 0.5), (1.5, 1.5, 1.5), "plain")
    assert edge.more == "residual"
    assert findings.convexity(both) == ((0.0, 0.0, 0.0), pytest.approx((0.2, 0.2, 0.2)), "plain")


def test_ground_that_curves_down_without_a_bump_is_never_called_rough():
    assert findings.roughness(walks(walk(along(BOWL), along(BOWL, falling=0.9)))) == Roughness("curved", "plain")


@pytest.mark.parametrize("falling", [0.0, 0.9])
def test_ground_that_goes_up_and_down_is_rough_however_little_of_it_curves_down(falling):
    bumpy = walks(walk(along(BUMPY), along(BOWL, falling=falling)))
    assert findings.roughness(bumpy) == Roughness("rougher", "residual")
    assert {"minima", "turns"} <= set(findings.verdict(bumpy).residual)


def test_minima_turns_and_steps_outward_are_counted():
    two = walks(walk(along(BOWL), along(BUMPY)), walk(along(BOWL), along(BOWL)))
    assert findings.minima(two) == ((1, 1, 1), (1.5, 1, 2), "unclear")
    assert findings.turns(two) == ((0, 0, 0), (0.5, 0, 1), "unclear")
    assert findings.descents(two) == ((0, 0, 0), (1, 0, 2), 4)


def test_minima_of_one_net_against_turns_along_the_other_make_neither_rougher():
    assert findings.rougher("plain", "residual", "plain").case == "split"


def test_in_a_plane_a_turn_or_two_more_are_no_difference():
    def plane(*bumps):
        rows = [[abs(row) + abs(column) for column in range(-10, 11)] for row in range(-10, 11)]
        for row in bumps:
            rows[row][15] += 3
        return net().model_copy(update={"losses": tuple(map(tuple, rows))})

    one, two = (walks(walk(plane(), plane(*bumps))) for bumps in ((3,), (3, 5)))
    assert [each.shown[1].turns for each in (one, two)] == [2, 4]
    assert [findings.turns(each).more for each in (one, two)] == ["alike", "plain"]


RECORDED = [
    (depth, norms, directions, radius)
    for depth in (56, 20)
    for norms in ("running", "batch")
    for directions in (1, 2)
    for radius in RADII
]


@pytest.mark.parametrize(("depth", "norms", "directions", "radius"), RECORDED)
def test_a_recorded_ground_is_called_rougher_only_where_it_has_more_minima_or_turns_with_every_seed(
    depth, norms: Norms, directions, radius
):
    answers = [
        gallery.measurements("landscape").answer(
            question(depth, norms=norms, directions=directions, radius=radius, seed=seed)
        )
        for seed in SEEDS[directions]
    ]
    recorded = Walks(depth, tuple(parse(Landscape, answer or {}) for answer in answers))
    residual, plain = zip(
        *([ground.minima + ground.turns for ground in each.nets] for each in recorded.landscapes), strict=True
    )
    roughness = findings.roughness(recorded)
    if roughness.case == "rougher":
        more, less = (residual, plain) if roughness.net == "residual" else (plain, residual)
        assert all(here > there for here, there in zip(more, less, strict=True))
    if roughness.case == "curved":
        assert not all(here > there + 2 for here, there in zip(plain, residual, strict=True))


def test_a_difference_that_one_seed_does_not_show_is_none():
    two = walks(walk(plain=net(falling=0.2)), walk())
    assert findings.verdict(two) == Verdict((), (), unclear=True)
    assert findings.convexity(two).more == "unclear"


def test_rises_count_from_the_nets_own_centre():
    lifted = walk(net(), net(centre=2.0, half=2.5, edge=3.5))
    assert [findings.rise(walks(lifted), ring).more for ring in (0, 1)] == ["alike", "alike"]


def test_a_rise_against_none_is_larger_and_a_fall_is_not():
    assert findings.rise(walks(walk(net(half=0.6), net(half=0.4))), 0).more == "residual"
    assert findings.rise(walks(walk(net(half=0.4), net(half=0.45))), 0).more == "alike"


@pytest.mark.parametrize(("falling", "compared"), [(0.04, "alike"), (0.06, "plain")])
def test_a_few_points_that_curve_down_make_no_difference(falling, compared):
    assert findings.convexity(walks(walk(plain=net(falling=falling)))).more == compared


def test_other_centres_are_not_like_for_like_and_near_ones_are():
    assert not findings.centres(walks(walk(plain=net(centre=0.75)))).alike
    assert findings.centres(walks(walk(plain=net(centre=0.52)))).alike


def test_what_is_no_number_decides_nothing():
    broken = walks(walk(plain=net(edge=None, falling=None)))
    assert findings.rise(broken, 1) == (None, None, "unclear")
    assert findings.convexity(broken) == (None, None, "unclear")


def test_the_running_statistics_exaggerate_where_they_lift_both():
    low, high = walks(walk()), walks(walk(net(edge=9.0), net(edge=8.0)))
    assert findings.modes({"running": high, "batch": low}).exaggerate
    assert not findings.modes({"running": low, "batch": low}).exaggerate
    assert findings.modes({"running": high, "batch": low}).residual[:2] == (9.0, 2.0)
