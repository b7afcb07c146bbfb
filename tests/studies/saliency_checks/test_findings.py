"""What the checks find, on answers whose verdict is known."""

import pytest

from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks.findings import Given, LikeControl, Measure, Rung, Standing
from resnet_core.studies.saliency_checks.paired import average, interval
from resnet_core.studies.saliency_checks.question import (
    Climbed,
    Curve,
    Deletion,
    Emptied,
    Ladder,
    Likeness,
    Quality,
    Rated,
)
from tests.near import near

COUNT = 10


def around(middle, by=0.02):
    """Ten values whose mean is `middle`."""
    return tuple(middle + (by if place % 2 else -by) for place in range(COUNT))


def alike(everywhere, garment=None):
    return Likeness(everywhere=everywhere, garment=everywhere if garment is None else garment)


def climbed(method, last, *, other=0.0, bright=0.0, edges=0.0, chance=0.0):
    return Climbed(
        method=method,
        rungs=(alike(around(0.9)), last),
        other_class=alike(around(other)),
        edges=alike(around(edges)),
        bright=alike(around(bright)),
        chance=alike(around(chance)),
        maps=(),
    )


def ladder(*rows):
    return Ladder(data="fashion-mnist", parts=("head", "stem"), pictures=(), count=COUNT, climbed=rows)


def emptied(method, falls, rises):
    return Emptied(
        method=method,
        deletion=Curve(mean=(1.0, 0.5, 0.0), areas=falls),
        insertion=Curve(mean=(0.0, 0.5, 1.0), areas=rises),
    )


def deletion(*rows):
    controls = (
        emptied("edges", around(0.4), around(0.6)),
        emptied("bright", around(0.3), around(0.7)),
        emptied("away", around(0.1), around(0.9)),
        emptied("chance", around(0.5), around(0.5)),
    )
    return Deletion(data="fashion-mnist", emptied=(*rows, *controls))


def quality(*rows, chance=0.5):
    controls = {"edges": 0.6, "bright": 0.4, "even": 0.45, "chance": chance}
    return Quality(
        data="fashion-mnist",
        rated=(
            *rows,
            *(
                Rated(method=word, unexplained=around(left), change=around(0.8 if word == "chance" else 0.1))
                for word, left in controls.items()
            ),
        ),
    )


@pytest.mark.parametrize(
    ("garment", "grade"),
    [
        (around(0.05), "little"),
        (around(0.3), "some"),
        (around(0.8), "much"),
        (around(0.2, by=0.6), "unclear"),
    ],
)
def test_a_method_is_judged_by_what_stays_on_the_garment(garment, grade):
    stay = findings.stay(climbed("guided_backprop", alike(around(0.9), garment)))
    assert (stay.method, stay.grade) == ("guided_backprop", grade)
    assert stay.everywhere == near(0.9)
    assert stay.garment == near(average(garment))
    assert stay.error == near(interval(garment).high - average(garment))
    assert stay.chance == near(0.0)


def test_rungs_are_known_by_their_parts_and_the_block_only_where_a_stage_has_several():
    assert findings.rungs(("head", "stage3", "stem")) == (
        Rung("head", "head"), Rung("down_to", "stage", 3), Rung("down_to", "stem"),
    )  # fmt: skip
    layers = ("head.fc", "stage3.block1.main.conv2", "stage3.block1.shortcut.conv", "stem.conv")
    assert findings.rungs(layers) == (
        Rung("head", "head"),
        Rung("layer", "stage", 3, None, "conv2"),
        Rung("layer", "stage", 3, None, "shortcut"),
        Rung("layer", "stem"),
    )
    assert findings.rungs(("stage1.block2.main.conv1", "stage1.block1.main.conv2")) == (
        Rung("layer", "stage", 1, 2, "conv1"), Rung("layer", "stage", 1, 1, "conv2"),
    )  # fmt: skip


def graded(garment, *, chance=0.0):
    return findings.grade(climbed("occlusion", alike(around(0.9), garment), chance=chance))


def test_a_mean_near_a_line_is_not_put_on_one_side_of_it():
    """Two standard errors are 0.067 here: 0.19 is below the line of 0.2, and so much above it."""
    assert graded(around(0.19, by=0.1)) == "some"
    assert graded(around(0.12, by=0.1)) == "little"
    assert graded(around(0.51, by=0.1)) == "some"
    assert graded(around(0.58, by=0.1)) == "much"


def test_what_stays_has_to_be_more_than_chance_leaves():
    assert graded(around(0.3)) == "some"
    assert graded(around(0.3), chance=0.3) == "unclear"


def test_what_stays_is_set_beside_what_the_picture_alone_would_give():
    more = climbed("guided_backprop", alike(around(0.4)), bright=0.1, edges=0.2)
    less = climbed("integrated_gradients", alike(around(0.4)), bright=0.4)
    little = climbed("saliency", alike(around(0.05)), bright=0.9)
    assert findings.stay(more).beside == "more"
    assert (findings.stay(more).bright, findings.stay(more).edges) == near((0.1, 0.2))
    assert findings.stay(less).beside == "no_more"
    assert findings.stay(little).beside is None
    assert findings.given(ladder(more, less, little)) == (Given("integrated_gradients", ("bright",)),)
    assert findings.given(ladder(more)) == ()
    assert findings.given(ladder(little)) is None


def test_likeness_that_the_background_lends_is_known():
    assert findings.stay(climbed("occlusion", alike(around(0.7), around(0.2)))).borrowed
    assert not findings.stay(climbed("occlusion", alike(around(0.3), around(0.2)))).borrowed


def test_a_flat_map_has_nothing_to_compare():
    flat = climbed("grad_cam", alike((None,) * COUNT))
    assert findings.stay(flat).grade == findings.grade(flat) == "flat"
    assert findings.stay(flat).garment is None


def test_every_method_has_one_grade_and_no_control_has_any():
    grades = findings.grades(
        ladder(
            climbed("saliency", alike(around(0.05))),
            climbed("guided_backprop", alike(around(0.8))),
            climbed("deep_lift", alike(around(0.3)), chance=0.1),
            climbed("edges", alike((1.0,) * COUNT)),
        )
    )
    assert grades[:5] == (("saliency",), ("deep_lift",), ("guided_backprop",), (), ())
    assert (grades.low, grades.high) == near((0.0, 0.1))


def test_methods_that_never_ask_for_the_class_are_found():
    blind, asking = (
        climbed("eigen_cam", alike(around(0.1)), other=1.0),
        climbed("saliency", alike(around(0.1)), other=0.3),
    )
    assert findings.other_class(ladder(blind, asking)) == (Measure("eigen_cam", near(1.0)),)
    assert findings.other_class(ladder(asking)) == ()


def test_maps_like_a_control_are_found():
    drawn = ladder(
        climbed("deep_lift", alike(around(0.1)), bright=0.9), climbed("saliency", alike(around(0.1)), edges=0.8)
    )
    assert findings.like_controls(drawn) == (
        LikeControl("deep_lift", "bright", near(0.9), near(0.9)),
        LikeControl("saliency", "edges", near(0.8), near(0.8)),
    )
    assert findings.like_controls(ladder(climbed("smooth_grad", alike(around(0.1))))) == ()


def test_a_method_that_ties_the_bright_pixels_does_not_beat_them():
    tied = emptied("occlusion", around(0.3, by=0.05), around(0.7, by=0.05))
    winners = findings.winners(deletion(tied), "black")
    assert winners == ((), (), ("occlusion",), "bright", COUNT)


def test_better_in_both_curves_in_one_and_in_neither_are_told_apart():
    winners = findings.winners(
        deletion(
            emptied("occlusion", around(0.2), around(0.8)),
            emptied("deep_lift", around(0.2), around(0.7)),
            emptied("saliency", around(0.4), around(0.6)),
        ),
        "black",
    )
    assert (winners.both, winners.one, winners.neither) == (("occlusion",), ("deep_lift",), ("saliency",))


def test_with_another_fill_the_rival_is_what_differs_from_it():
    areas = deletion(emptied("occlusion", around(0.2), around(0.8)))
    assert findings.winners(areas, "white")[:4] == ((), (), ("occlusion",), "away")
    assert findings.standing(areas, "occlusion", "deletion", fill="white") == Standing(near(0.2), "worse", "better")
    assert findings.standing(areas, "occlusion", "insertion", fill="white")[1:] == ("worse", "better")
    assert findings.standing(areas, "away", "deletion", fill="white")[1:] == (None, "better")


def test_a_method_that_beats_a_weak_rival_and_not_chance_is_not_called_better():
    """With a grey fill the control itself can do worse than pixels in random order."""
    weak = Deletion(
        data="fashion-mnist",
        emptied=(
            emptied("occlusion", around(0.4), around(0.6)),
            emptied("away", around(0.5), around(0.7)),
            emptied("chance", around(0.3), around(0.4)),
        ),
    )
    assert findings.winners(weak, "white").neither == ("occlusion",)
    unseeing = findings.unseeing(weak, "white")
    assert unseeing[1:5] == near((0.3, 0.4, 0.5, 0.7))
    assert (unseeing.rival, unseeing.weak) == ("away", ("deletion",))


def test_methods_no_better_than_chance_and_worse_are_found_for_each_curve():
    bad = emptied("eigen_cam", around(0.5), around(0.4))
    assert findings.against_chance(deletion(bad)) == (
        ("deletion", (), ("eigen_cam",)),
        ("insertion", ("eigen_cam",), ()),
    )
    good = deletion(emptied("occlusion", around(0.2), around(0.8)))
    assert findings.against_chance(good) == (("deletion", (), ()), ("insertion", (), ()))


def test_every_method_and_control_has_its_area():
    areas = dict(findings.areas(deletion(emptied("occlusion", around(0.2), around(0.8))), "insertion"))
    assert areas == near({"occlusion": 0.8, "edges": 0.6, "bright": 0.7, "away": 0.9, "chance": 0.5})


def test_the_controls_may_foretell_as_much_as_the_best_method():
    forecasts = findings.forecasts(
        quality(Rated(method="occlusion", unexplained=around(0.4, by=0.1), change=around(0.2)))
    )
    assert dict(forecasts.controls) == near({"chance": 0.5, "even": 0.45, "bright": 0.4, "edges": 0.6})
    assert forecasts.better == ()
    assert forecasts.level == ()


def test_forecasts_better_than_the_controls_level_with_chance_and_worse_are_told_apart():
    rated = quality(
        Rated(method="occlusion", unexplained=around(0.2), change=around(0.5)),
        Rated(method="grad_cam", unexplained=around(0.5, by=0.1), change=around(0.6)),
        Rated(method="saliency", unexplained=around(0.8), change=around(0.9)),
    )
    forecasts = findings.forecasts(rated)
    assert forecasts.better == (Measure("occlusion", near(0.2)),)
    assert (forecasts.level, forecasts.worse, forecasts.rated) == (("grad_cam",), ("saliency",), 3)
    verdicts = {row.method: findings.forecast(rated, row, "chance") for row in rated.rated}
    assert (verdicts["grad_cam"], verdicts["saliency"], verdicts["chance"]) == ("same", "worse", None)
    assert findings.forecast(rated, rated.rated[0], "bright") == "better"


def test_a_forecast_better_than_chance_alone_is_not_called_better():
    rated = quality(Rated(method="occlusion", unexplained=around(0.45), change=around(0.5)))
    assert findings.forecasts(rated).better == ()


def test_holding_still_is_set_beside_controls_that_hold_still_and_chance_that_does_not():
    stillness = findings.stillness(
        quality(
            Rated(method="occlusion", unexplained=around(0.2), change=around(0.5)),
            Rated(method="saliency", unexplained=around(0.8), change=around(0.9)),
        )
    )
    assert (stillness.calm, stillness.restless, stillness.like_chance) == ("occlusion", "saliency", ("saliency",))
    assert (stillness.calm_change, stillness.restless_change) == near((0.5, 0.9))
    assert (stillness.bright, stillness.even, stillness.chance) == near((0.1, 0.1, 0.8))


def test_pictures_without_a_number_are_left_out_on_both_sides():
    gaps = tuple(None if place == 3 else value for place, value in enumerate(around(0.2)))
    rated = quality(Rated(method="occlusion", unexplained=gaps, change=around(0.5)))
    [better] = findings.forecasts(rated).better
    assert better == ("occlusion", near(average(gaps)))
