"""What is said about landscapes follows from their numbers."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.landscape import RADII, SEEDS, Ground, Landscape, Norms, Ring, question
from ui.landscape import readings
from ui.landscape.readings import Walks

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


def walks(*found, depth=56):
    return Walks(depth, found)


def test_twins_that_are_alike_show_no_visible_difference():
    said = walks(walk(), walk(), depth=20)
    assert readings.verdict(said) == (
        "**No visible difference** between residual 20 and plain 20 with each of 2 seeds."
    )
    assert all(detail.count("no visible difference.") == 1 for detail in readings.details(said)[:5])
    assert readings.roughness(said) == (
        "Rough or smooth? No difference in minima, turns or convexity holds with each of 2 seeds."
    )


def test_a_difference_names_who_has_it_and_where():
    curved = walk(net(edge=9.0), net(half=2.0, falling=0.2))
    assert readings.verdict(walks(curved, curved)) == (
        "**A difference with each of 2 seeds:** around plain 56 the loss rises more by distance 0.25 and more of the "
        "ground is not convex; around residual 56 the loss rises more by distance 0.5."
    )
    half, edge, convexity, *_ = readings.details(walks(curved, curved))
    assert "by 0.5 around residual 56 and 1.5 around plain 56" in half
    assert half.endswith("more around plain 56, with each of 2 seeds.")
    assert edge.endswith("more around residual 56, with each of 2 seeds.")
    assert "20.0% around plain 56" in convexity
    assert convexity.endswith("less convex around plain 56, with each of 2 seeds.")


def test_ground_that_curves_down_without_a_bump_is_never_called_rough():
    said = readings.roughness(walks(walk(along(BOWL), along(BOWL, falling=0.9))))
    assert "Less convex around plain 56, **not rougher**" in said


@pytest.mark.parametrize("falling", [0.0, 0.9])
def test_ground_that_goes_up_and_down_is_rough_however_little_of_it_curves_down(falling):
    bumpy = walks(walk(along(BUMPY), along(BOWL, falling=falling)))
    assert readings.roughness(bumpy) == "Rough or smooth? The ground is rougher around residual 56, with this one seed."
    assert "around residual 56 there are more minima and the loss goes up and down again more often" in (
        readings.verdict(bumpy)
    )


def test_minima_turns_and_steps_outward_are_counted_and_said():
    _, _, _, minima, turns, _ = readings.details(walks(walk(along(BOWL), along(BUMPY)), walk(along(BOWL), along(BOWL))))
    assert "included: 1 around residual 56 and 1.5 (1 to 2) around plain 56: no difference that holds" in minima
    assert "along the line: 0 around residual 56 and 0.5 (0 to 1) around plain 56" in turns
    assert turns.endswith(
        "Of 4 steps straight outward from the net, so many lead down: 0 around residual 56 and 1 (0 to 2) around "
        "plain 56."
    )


def test_minima_of_one_net_against_turns_along_the_other_make_neither_rougher(monkeypatch):
    monkeypatch.setattr(readings, "minima", lambda _walks: "plain")
    monkeypatch.setattr(readings, "turns", lambda _walks: "residual")
    assert "neither ground is the rougher one" in readings.roughness(walks(walk()))


def test_in_a_plane_a_turn_or_two_more_are_no_difference():
    def plane(*bumps):
        rows = [[abs(row) + abs(column) for column in range(-10, 11)] for row in range(-10, 11)]
        for row in bumps:
            rows[row][15] += 3
        return net().model_copy(update={"losses": tuple(map(tuple, rows))})

    one, two = (walks(walk(plane(), plane(*bumps))) for bumps in ((3,), (3, 5)))
    assert [each.found[0].nets[1].turns for each in (one, two)] == [2, 4]
    assert [readings.turns(each) for each in (one, two)] == ["alike", "plain"]


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
    found = Walks(depth, tuple(parse(Landscape, answer or {}) for answer in answers))
    residual, plain = zip(
        *((one.minima + one.turns, other.minima + other.turns) for one, other in _nets(found)), strict=True
    )
    said = readings.roughness(found)
    for name, more, less in ((found.names[0], residual, plain), (found.names[1], plain, residual)):
        if f"is rougher around {name}" in said:
            assert all(here > there for here, there in zip(more, less, strict=True))
    if "not rougher" in said:
        assert not all(here > there + 2 for here, there in zip(plain, residual, strict=True))


def _nets(found):
    return [each.nets for each in found.found]


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
def test_a_few_points_that_curve_down_make_no_difference(falling, compared):
    assert readings.convexity(walks(walk(plain=net(falling=falling)))) == compared


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
    _, edge, convexity, *_ = readings.details(broken)
    assert "is not a number everywhere" in edge
    assert "cannot be said" in convexity
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
