"""The picture of the sets claims two things to be measured; both are read back from the drawing."""

import re
from math import hypot

import pytest

from resnet_core.studies.function_classes.measure import FAMILIES, TARGETS, ladder, share_outside
from ui.functions import sets
from ui.say import say

CASES = [(target, family) for target in TARGETS for family in FAMILIES]


def drawn(target: str, family: str, chosen: int = 1) -> tuple[tuple[sets.Region, ...], float]:
    measured = ladder(target, family)
    unit = sets.scale(measured, target)
    sizes = sets.shown_sizes(measured.sizes, chosen)
    return sets.regions(measured, sizes, family=family, unit=unit), unit


def to_segment(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    (x, y), (x0, y0), (x1, y1) = point, start, end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
    return hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))


def to_hull(point: tuple[float, float], corners: tuple[tuple[float, float], ...]) -> float:
    """Distance of a point outside a convex hull from it; 0 inside."""
    edges = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    turns = [
        (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0) >= -1e-6 * hypot(x1 - x0, y1 - y0)
        for (x0, y0), (x1, y1) in edges
    ]
    inside = len(corners) > 2 and all(turns)
    return 0.0 if inside else min(to_segment(point, *edge) for edge in edges)


@pytest.mark.parametrize(("target", "family"), CASES)
def test_each_region_is_as_far_from_the_target_as_its_set(target, family):
    regions, unit = drawn(target, family, chosen=8)
    for region in regions:
        distance = to_hull((sets.RIGHT, sets.BASE), region.corners) - sets.PAD
        assert distance == pytest.approx(region.error**0.5 * unit, abs=0.01)


@pytest.mark.parametrize(("target", "family"), CASES)
def test_a_region_holds_another_exactly_where_the_set_does(target, family):
    regions, _ = drawn(target, family, chosen=8)
    for small in regions:
        for large in regions:
            held = share_outside(family, small.size, large.size) < 1e-9
            apart = max(to_hull(corner, large.corners) for corner in small.corners)
            if held:
                assert apart < 1e-3
            elif not any(near(small, other) for other in regions if other.size in large.inside):
                assert apart > 1e-3


def near(region: sets.Region, other: sets.Region) -> bool:
    """Whether two sets come equally near to the target, so that they share a tip."""
    return hypot(region.tip[0] - other.tip[0], region.tip[1] - other.tip[1]) < 1


@pytest.mark.parametrize(("target", "family"), CASES)
def test_no_set_and_no_label_leaves_the_frame(target, family):
    regions, unit = drawn(target, family)
    picture = sets.svg(regions, chosen=1, unit=unit)
    outlines = " ".join(re.findall(r'class="set[^"]*" d="([^"]*)"', picture))
    points = re.findall(r"(?:[ML]|0 0 1 )(-?[\d.]+) (-?[\d.]+)", outlines)
    points += re.findall(r'<text [^>]*x="([\d.]+)" y="([\d.]+)"', picture)
    assert len(points) > 6
    assert all(0 <= float(x) <= sets.WIDTH and 0 <= float(y) <= sets.HEIGHT for x, y in points)


def test_the_nearest_set_and_how_many_lie_inside_the_next_are_those_measured():
    doubled, unit = drawn("step_and_sine", "doubled_bins")
    assert sets.nearest(doubled) == (16, doubled[-1].error ** 0.5, 4, 4, True)
    waves, _ = drawn("step_and_sine", "one_frequency")
    assert (sets.nearest(waves).size, sets.nearest(waves).inside, sets.nearest(waves).every) == (1, 0, False)
    reached, _ = drawn("two_waves", "fourier")
    assert sets.nearest(reached)[:2] == (3, 0)
    words = sets.alt(doubled)
    assert all(say("fc-sets-within", small=k, large=2 * k) in words for k in (1, 2, 4, 8))
    assert say("fc-sets-at", size=16, distance=doubled[-1].error ** 0.5) in words
    assert words in sets.svg(doubled, chosen=2, unit=unit)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [(1, (1, 2, 3, 4, 5, 6)), (6, (1, 2, 3, 4, 5, 6)), (7, (2, 3, 4, 5, 6, 7)), (20, (15, 16, 17, 18, 19, 20))],
)
def test_the_chosen_set_is_always_among_those_drawn(chosen, shown):
    assert sets.shown_sizes(range(1, 21), chosen) == shown


def test_a_size_the_family_lacks_leaves_the_first_ones():
    assert sets.shown_sizes((1, 2, 4, 8, 16), 3) == (1, 2, 4, 8, 16)
