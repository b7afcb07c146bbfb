"""The sentences below the figures: each is computed, so each must change with the network."""

from resnet_core.analysis.layers import Totals, layer_table
from resnet_core.analysis.stages import layer_count, parts
from resnet_core.analysis.table1 import Moved, first_strided_bottleneck, table1
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui.network import readings as network_readings


def table(name):
    return layer_table(network_plan(ZOO[name].config))


def test_the_costs_of_the_chapters_net_sit_in_different_stages():
    said = network_readings.largest(parts(table("d2l_resnet18")))
    assert "parameters sit in **stage4** (75%)" in said
    assert "multiply-adds in **stage1**" in said


def test_the_resolution_is_said_from_the_picture_to_the_last_stage():
    said = network_readings.resolution((1, 96, 96), parts(table("d2l_resnet18")))
    assert said.startswith("From 96 pixels and 1 channel to 3 pixels and 512 channels")


def test_the_first_layer_that_sees_the_whole_picture_is_the_first():
    rows = table("d2l_resnet18")
    first = next(row for row in rows if row.receptive_field >= 96)
    assert f"**{first.path}**" in network_readings.sight(rows, (1, 96, 96))


def test_a_picture_that_is_not_square_is_named_by_both_sides():
    config = ZOO["resnet18"].config.model_copy(update={"input_size": 96, "input_width": 160})
    rows = layer_table(network_plan(config))
    first = next(row for row in rows if row.receptive_field >= 160)
    said = network_readings.sight(rows, config.input_shape)
    assert f"**{first.path}**" in said
    assert "the longer side of 96×160" in said
    said = network_readings.resolution(config.input_shape, parts(rows))
    assert said.startswith("From 96×160 pixels and 3 channels to 3×5 pixels and 512 channels")


def test_layers_that_make_factors_are_not_on_the_way():
    on_the_way = network_readings.on_the_way(table("seresnet50"))
    assert [row.path for row in on_the_way if ".se." in row.path] == [
        row.path for row in on_the_way if row.path.endswith(".scale")
    ]


def test_a_net_that_never_sees_the_whole_picture_says_so():
    assert network_readings.sight(table("quick"), (1, 1000, 1000)).startswith(
        "Before the head, one output sees at most "
    )


def test_the_layers_are_added_up_as_ticked():
    count = layer_count(network_plan(ZOO["resnet18"].config))
    assert "= **18**. This is what the name counts." in network_readings.counted(
        count, ticked=("convolutions", "dense")
    )
    assert "= **21**. The name counts 18" in network_readings.counted(
        count, ticked=("convolutions", "projections", "dense")
    )
    assert network_readings.counted(count, ticked=()) == "Nothing is ticked. The name counts 18."


def test_a_deep_stem_is_said_to_count_as_one():
    count = layer_count(network_plan(ZOO["resnet50d"].config))
    said = network_readings.counted(count, ticked=("convolutions", "dense"))
    assert "= **52**. The name counts 50: the convolutions on the longest way, the 3 of the stem as one and" in said


def test_two_networks_are_compared_as_ratios():
    said = network_readings.compared(("a", "b"), (Totals(10, 100, 40), Totals(20, 50, 40)))
    assert said == (
        "On the same pictures, **b** has 2 times the parameters, 0.5 times the multiply-adds and 1 times the "
        "activation memory of **a**."
    )


def test_the_stride_explains_what_is_left_between_the_tables():
    said = network_readings.published(table1())
    assert "within 1.8% of the published number" in said
    assert "resnet50 is 7.6% above" in said


def test_what_the_moved_stride_costs_is_said_of_the_convolution_that_pays():
    said = network_readings.moved_stride(first_strided_bottleneck("resnet50"))
    assert "it works on 56×56 pixels in place of 28×28, 4 times as many" in said
    assert "go from 25.7 million to 102.8 million. The 3×3 stays at 115.6 million" in said
    dearer = Moved((2, 2), (10**6, 3 * 10**6))
    other = network_readings.moved_stride((Moved((2, 6), (10**6, 2 * 10**6)), dearer, dearer))
    assert "9 times as many" in other
    assert "The 3×3 goes from 1.0 million to 3.0 million" in other


def test_every_stage_of_the_chapters_net_but_the_first_pays_exactly_the_same_multiply_adds():
    stages = [part.macs for part in parts(table("d2l_resnet18")) if part.blocks]
    assert len(set(stages[1:])) == 1
    assert stages[0] != stages[1]
