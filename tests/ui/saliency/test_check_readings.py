"""What the checks say, on answers whose verdict is known."""

import pytest

from resnet_core.probes.saliency_checks import Climbed, Curve, Deletion, Emptied, Ladder, Likeness, Quality, Rated
from ui.saliency import check_charts as charts
from ui.saliency import check_readings as readings
from ui.saliency import quality_readings
from ui.saliency.check_numbers import ERRORS, number
from ui.saliency.check_readings import LITTLE, MUCH

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


@pytest.mark.parametrize(
    ("garment", "word"),
    [
        (around(0.05), "changes almost entirely"),
        (around(0.3), "keeps some of its map"),
        (around(0.8), "changes little"),
        (around(0.2, by=0.6), "these pictures do not tell"),
    ],
)
def test_a_method_is_judged_by_what_stays_on_the_garment(garment, word):
    said = readings.climbed(climbed("guided_backprop", alike(around(0.9), garment)))
    assert said.startswith("**Guided backpropagation** ")
    assert word in said
    assert f" {number(sum(garment) / COUNT)} ± " in said
    assert "on the garment, where chance has 0.00." in said


def test_rungs_are_named_shortly_and_the_block_only_where_a_stage_has_several():
    assert readings.rungs(("head", "stage3", "stem")) == ("head random", "down to stage3", "down to stem")
    layers = ("head.fc", "stage3.block1.main.conv2", "stage3.block1.shortcut.conv", "stem.conv")
    assert readings.rungs(layers) == ("head random", "stage3 conv2", "stage3 shortcut", "stem")
    assert readings.rungs(("stage1.block2.main.conv1", "stage1.block1.main.conv2")) == (
        "stage1 block2 conv1", "stage1 block1 conv2",
    )  # fmt: skip


def test_the_table_of_a_ladder_has_a_column_for_every_rung():
    rows = (climbed("saliency", alike(around(0.1), around(0.3))), climbed("edges", alike(around(1.0))))
    by_layer = ladder(*rows).model_copy(update={"parts": ("head.fc", "stem.conv")})
    assert list(readings.ladder_table(by_layer))[:3] == ["map", "head random", "stem"]
    assert readings.ladder_table(by_layer)["stem"].tolist() == ["0.10 / 0.30", "1.00 / 1.00"]


def graded(garment, *, chance=0.0):
    return readings.grade(climbed("occlusion", alike(around(0.9), garment), chance=chance))


def test_a_mean_near_a_line_is_not_put_on_one_side_of_it():
    """Two standard errors are 0.067 here: 0.19 is below the line of 0.2, and so much above it."""
    assert graded(around(0.19, by=0.1)) == "some stays"
    assert graded(around(0.12, by=0.1)) == "little stays"
    assert graded(around(0.51, by=0.1)) == "some stays"
    assert graded(around(0.58, by=0.1)) == "much stays"


def test_what_stays_has_to_be_more_than_chance_leaves():
    assert graded(around(0.3)) == "some stays"
    assert graded(around(0.3), chance=0.3) == "not clear"


def test_the_rule_on_the_page_is_the_one_that_grades():
    for line in (LITTLE, MUCH):
        assert f"{line}" in readings.RULE
    assert f"{ERRORS} standard errors added" in readings.RULE
    assert "more than chance" in readings.RULE


def test_what_stays_is_set_beside_what_the_picture_alone_would_give():
    more = climbed("guided_backprop", alike(around(0.4)), bright=0.1, edges=0.2)
    less = climbed("integrated_gradients", alike(around(0.4)), bright=0.4)
    little = climbed("saliency", alike(around(0.05)), bright=0.9)
    assert (
        "more than it shares there with controls that never saw the net (the bright pixels 0.10 and the edges 0.20)"
        in (readings.climbed(more))
    )
    assert "no more than it shares there" in readings.climbed(less)
    assert "shares there" not in readings.climbed(little)
    assert readings.what_the_picture_gives(ladder(more, less, little)).endswith(
        "than it is like the control in brackets with Integrated gradients (bright pixels)."
    )
    assert readings.what_the_picture_gives(ladder(more)).startswith("What stays is more than")
    assert readings.what_the_picture_gives(ladder(little)) == ""


def test_likeness_that_the_background_lends_is_named():
    assert "black background" in readings.climbed(climbed("occlusion", alike(around(0.7), around(0.2))))
    assert "black background" not in readings.climbed(climbed("occlusion", alike(around(0.3), around(0.2))))


def test_a_flat_map_has_nothing_to_compare():
    nothing = alike((None,) * COUNT)
    assert "flat maps" in readings.climbed(climbed("grad_cam", nothing))
    assert readings.grade(climbed("grad_cam", nothing)) == "flat map"


def test_the_summary_names_every_method_once_and_no_control():
    found = ladder(
        climbed("saliency", alike(around(0.05))),
        climbed("guided_backprop", alike(around(0.8))),
        climbed("deep_lift", alike(around(0.3))),
        climbed("edges", alike((1.0,) * COUNT)),
    )
    assert readings.ladder_summary(found) == (
        "On the garment, when all weights are random: little of the map stays with Gradient; some of it with DeepLift; "
        "much of it with Guided backpropagation. With a map of random numbers, which is chance, their likeness is "
        "0.00 to 0.00."
    )


def test_methods_that_never_ask_for_the_class_are_told():
    found = ladder(
        climbed("eigen_cam", alike(around(0.1)), other=1.0), climbed("saliency", alike(around(0.1)), other=0.3)
    )
    assert "EigenCAM 1.00." in readings.other_class(found)
    assert "Gradient" not in readings.other_class(found)
    assert "no method surely draws much the same map" in readings.other_class(ladder(found.climbed[1]))


def test_maps_like_a_control_are_told():
    found = ladder(
        climbed("deep_lift", alike(around(0.1)), bright=0.9), climbed("saliency", alike(around(0.1)), edges=0.8)
    )
    assert readings.like_controls(found) == (
        "On all pixels, much like the bright pixels alone: DeepLift 0.90 (garment 0.90); much like the edges alone: "
        "Gradient 0.80 (garment 0.80)."
    )
    calm = ladder(climbed("smooth_grad", alike(around(0.1))))
    assert readings.like_controls(calm) == "No map is much like a control on all pixels."


def test_a_method_that_ties_the_bright_pixels_does_not_beat_them():
    tied = emptied("occlusion", around(0.3, by=0.05), around(0.7, by=0.05))
    said = readings.deletion_verdict(deletion(tied), "black")
    assert said.startswith(
        "**No method is better than *Bright pixels* and than chance in both curves**; in neither: Occlusion."
    )


def test_better_in_both_curves_in_one_and_in_neither_are_told_apart():
    found = deletion(
        emptied("occlusion", around(0.2), around(0.8)),
        emptied("deep_lift", around(0.2), around(0.7)),
        emptied("saliency", around(0.4), around(0.6)),
    )
    assert readings.deletion_verdict(found, "black").startswith(
        "Better than *Bright pixels* and than chance in both curves: Occlusion; in one of them: DeepLift; in neither: "
        "Gradient."
    )


def test_with_another_fill_the_control_is_what_differs_from_it():
    found = deletion(emptied("occlusion", around(0.2), around(0.8)))
    said = readings.deletion_verdict(found, "white")
    assert "**No method is better than *Far from the fill* and than chance in both curves**" in said
    table = readings.deletion_table(found, "white").set_index("order of pixels")
    assert table.loc["Occlusion", "deletion against far from the fill / chance"] == "worse / better"
    assert table.loc["Occlusion", "insertion against far from the fill / chance"] == "worse / better"
    assert table.loc["Far from the fill", "deletion against far from the fill / chance"] == "– / better"


def test_a_method_that_beats_a_weak_control_and_not_chance_is_not_called_better():
    """With a grey fill the control itself can do worse than pixels in random order."""
    weak = Deletion(
        data="fashion-mnist",
        emptied=(
            emptied("occlusion", around(0.4), around(0.6)),
            emptied("away", around(0.5), around(0.7)),
            emptied("chance", around(0.3), around(0.4)),
        ),
    )
    assert "in neither: Occlusion" in readings.deletion_verdict(weak, "white")
    assert readings.deletion_controls(weak, "white") == (
        "Without the net: pixels in random order reach 0.30 and 0.40 (deletion and insertion), *Far from the fill*, "
        "which knows the picture, 0.50 and 0.70. In deletion it is no better than chance."
    )


def test_methods_no_better_than_chance_and_worse_are_named_for_each_curve():
    bad = emptied("eigen_cam", around(0.5), around(0.4))
    assert readings.against_chance(deletion(bad)) == (
        "No different from chance in deletion: EigenCAM; worse than chance in insertion: EigenCAM."
    )
    good = deletion(emptied("occlusion", around(0.2), around(0.8)))
    assert readings.against_chance(good) == "Every method is better than chance in both curves."


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


def test_the_controls_may_foretell_as_much_as_the_best_method():
    tied = quality(Rated(method="occlusion", unexplained=around(0.4, by=0.1), change=around(0.2)))
    said = quality_readings.verdict(tied)
    assert said.startswith(
        "Left unexplained without ever seeing the net: *Chance* 0.50, *The same everywhere* 0.45, *Bright pixels* "
        "0.40, *Edges* 0.60. **No method foretells more than bright pixels and chance do.**"
    )
    assert "chance: Occlusion" not in said


def test_forecasts_better_than_the_controls_level_with_chance_and_worse_are_told_apart():
    found = quality(
        Rated(method="occlusion", unexplained=around(0.2), change=around(0.5)),
        Rated(method="grad_cam", unexplained=around(0.5, by=0.1), change=around(0.6)),
        Rated(method="saliency", unexplained=around(0.8), change=around(0.9)),
    )
    assert (
        "Better than bright pixels and than chance: Occlusion 0.20. No different from chance: Grad-CAM. Worse than "
        "chance, 1 of 3 methods: Gradient."
    ) in quality_readings.verdict(found)
    table = quality_readings.table(found).set_index("map")
    assert list(table["against bright pixels"])[:2] == ["better", "–"]
    assert table.loc[["Grad-CAM", "Gradient", "Chance"], "against chance"].tolist() == ["no difference", "worse", "–"]


def test_a_forecast_better_than_chance_alone_is_not_called_better():
    found = quality(Rated(method="occlusion", unexplained=around(0.45), change=around(0.5)))
    assert "**No method foretells more" in quality_readings.verdict(found)


def test_holding_still_is_set_beside_controls_that_hold_still_and_chance_that_does_not():
    found = quality(
        Rated(method="occlusion", unexplained=around(0.2), change=around(0.5)),
        Rated(method="saliency", unexplained=around(0.8), change=around(0.9)),
    )
    said = quality_readings.stillness(found)
    assert "Occlusion changes least (by 0.50 of its length), Gradient most (0.90)" in said
    assert "The bright pixels change by 0.10" in said
    assert said.endswith("change by 0.80. No less than that: Gradient.")


def test_pictures_without_a_number_are_left_out_on_both_sides():
    gaps = tuple(None if place == 3 else value for place, value in enumerate(around(0.2)))
    found = quality(Rated(method="occlusion", unexplained=gaps, change=around(0.5)))
    assert "Better than bright pixels and than chance: Occlusion 0.20" in quality_readings.verdict(found)


@pytest.mark.parametrize(("value", "said"), [(0.256, "0.26"), (-0.3, "−0.30"), (-0.001, "0.00"), (None, "–")])
def test_numbers_have_two_digits_and_a_true_minus(value, said):
    assert number(value) == said


@pytest.mark.parametrize("way", ["deletion", "insertion"])
def test_a_chart_has_the_chosen_methods_solid_and_every_control_broken(way):
    found = deletion(emptied("occlusion", around(0.2), around(0.8)), emptied("saliency", around(0.4), around(0.6)))
    series = {line["name"]: line for line in charts.curves_option(found, ("occlusion",), way)["series"]}
    assert list(series) == ["Occlusion", "Edges", "Bright pixels", "Far from the fill", "Chance"]
    assert "type" not in series["Occlusion"]["lineStyle"]
    broken = [str(series[name]["lineStyle"]["type"]) for name in list(series)[1:]]
    assert len(set(broken)) == 4
    assert [x for x, _ in series["Occlusion"]["data"]] == [0.0, 50.0, 100.0]


def test_the_chart_of_what_is_left_has_the_methods_only_the_least_alike_on_top():
    found = ladder(
        climbed("saliency", alike(around(0.05))),
        climbed("guided_backprop", alike(around(0.8))),
        climbed("edges", alike((1.0,) * COUNT)),
    )
    option = charts.left_option(found)
    assert option["yAxis"]["data"] == ["Guided backpropagation", "Gradient"]
    named = {each["name"]: each["data"] for each in option["series"]}
    assert named == {
        "all pixels": [0.8, 0.05],
        "garment only": [0.8, 0.05],
        "bright pixels, garment": [0.0, 0.0],
        "chance, garment": [0.0, 0.0],
    }
    assert len({each["symbol"] for each in option["series"]}) == 4
