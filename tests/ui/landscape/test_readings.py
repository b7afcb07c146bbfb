"""What is said about landscapes follows from their numbers."""

import pytest

from resnet_core.probes.landscape import Ground, Landscape, Ring, question
from ui.landscape import readings
from ui.landscape.readings import Walks

STEPS = (-0.5, -0.25, 0.0, 0.25, 0.5)


def net(*, centre=0.5, half=1.0, edge=2.0, falling=0.0, accuracy=0.75):
    rings = tuple(
        Ring(distance=distance, points=2, mean=mean, low=0.25, high=4.0)
        for distance, mean in ((0.25, half), (0.5, edge))
    )
    line = (edge, half, centre, half, edge)
    return Ground(accuracy=accuracy, losses=(line,), rings=rings, falling=falling, angle=None)


def walk(residual=None, plain=None):
    return Landscape(data="sketches", steps=STEPS, nets=(residual or net(), plain or net()))


def walks(*found, depth=56):
    return Walks(depth, found)


def test_twins_that_are_alike_show_no_visible_difference():
    said = walks(walk(), walk(), depth=20)
    assert readings.verdict(said) == (
        "**No visible difference** between residual 20 and plain 20 with each of 2 seeds."
    )
    assert all(detail.endswith("no visible difference.") for detail in readings.details(said))


def test_a_difference_names_who_has_it_and_where():
    rough = walk(net(edge=9.0), net(half=2.0, falling=0.2))
    assert readings.verdict(walks(rough, rough)) == (
        "**A difference with each of 2 seeds:** around plain 56 the loss rises more by distance 0.25 and the ground is "
        "rougher; around residual 56 the loss rises more by distance 0.5."
    )
    half, edge, roughness = readings.details(walks(rough, rough))
    assert "by 0.5 (0.5 to 0.5) around residual 56 and 1.5 (1.5 to 1.5) around plain 56" in half
    assert half.endswith("more around plain 56, with each of 2 seeds.")
    assert edge.endswith("more around residual 56, with each of 2 seeds.")
    assert "20.0% (20.0% to 20.0%) around plain 56" in roughness
    assert roughness.endswith("rougher around plain 56, with each of 2 seeds.")


def test_a_difference_that_one_seed_does_not_show_is_none():
    said = walks(walk(plain=net(falling=0.2)), walk())
    assert readings.verdict(said).startswith("**No difference that holds with each of 2 seeds**")
    assert readings.details(said)[2].endswith("no difference that holds with each of 2 seeds.")


def test_rises_count_from_the_nets_own_centre():
    lifted = walk(net(), net(centre=2.0, half=2.5, edge=3.5))
    assert [readings.rise(walks(lifted), ring) for ring in (0, 1)] == ["alike", "alike"]


def test_a_rise_against_none_is_larger_and_a_fall_is_not():
    assert readings.rise(walks(walk(net(half=0.6), net(half=0.4))), 0) == "residual"
    assert readings.rise(walks(walk(net(half=0.4), net(half=0.45))), 0) == "alike"


@pytest.mark.parametrize(("falling", "compared"), [(0.04, "alike"), (0.06, "plain")])
def test_a_few_points_that_curve_down_make_no_rougher_ground(falling, compared):
    assert readings.roughness(walks(walk(plain=net(falling=falling)))) == compared


def test_one_walk_alone_claims_no_more_than_one_seed():
    assert readings.verdict(walks(walk(plain=net(falling=0.2)))).startswith("**A difference with this one seed:**")
    assert "lies above its own centre by 0.5 around" in readings.details(walks(walk()))[0]


def test_other_centres_are_not_like_for_like_and_near_ones_are():
    other = readings.centres(walks(walk(plain=net(centre=0.75))), 256)
    assert "**residual 56** with a loss of 0.5 (75.0% of the 256 pictures right)" in other
    assert "**not like for like**" in other
    assert "almost the same height" in readings.centres(walks(walk(plain=net(centre=0.52))), 256)


def test_what_is_no_number_is_said_and_decides_nothing():
    broken = walks(walk(plain=net(edge=None, falling=None)))
    assert readings.rise(broken, 1) == "unclear"
    _, edge, roughness = readings.details(broken)
    assert "is not a number everywhere" in edge
    assert "cannot be said" in roughness
    assert readings.table(broken).loc["0.5", "plain 56"] == "no number (0.25 to 4)"


def test_the_running_statistics_exaggerate_where_they_lift_both():
    low, high = walks(walk()), walks(walk(net(edge=9.0), net(edge=8.0)))
    assert "The running statistics exaggerate" in readings.modes({"running": high, "batch": low})
    assert "do not lift both" in readings.modes({"running": low, "batch": low})
    assert "around residual 56 the mean loss at the edge is 9 with the running" in (
        readings.modes({"running": high, "batch": low})
    )


def test_the_table_has_the_centre_and_every_ring():
    found = readings.table(walks(walk(net(half=1.234567))))
    assert list(found.index) == ["0", "0.25", "0.5"]
    assert found.loc["0", "residual 56"] == "0.5"
    assert found.loc["0.25", "residual 56"] == "1.23 (0.25 to 4)"


def test_a_landscape_in_words_has_its_middle_its_rings_and_its_peak():
    said = readings.alt("plain 56", net())
    assert said == (
        "Loss around plain 56: 0.5 in the middle, on average 1 at distance 0.25 and 2 at distance 0.5, 2 at its highest"
    )


def test_the_conditions_name_points_pictures_and_seed():
    said = readings.conditions(question(56, norms="batch", directions=2, radius=0.5, seed=2))
    assert "441 points in the plane of two random directions (seed 2)" in said
    assert "256 training pictures" in said
