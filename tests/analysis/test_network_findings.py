"""What is found in a network's numbers: each fact changes with the network."""

import pytest

from resnet_core.analysis import network_findings as findings
from resnet_core.analysis.layers import Totals, layer_table
from resnet_core.analysis.stages import parts
from resnet_core.analysis.table1 import Moved, first_strided_bottleneck, table1
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO


def table(name):
    return layer_table(network_plan(ZOO[name].config))


def test_the_costs_of_the_chapters_net_sit_in_different_stages():
    network = parts(table("d2l_resnet18"))
    most = findings.costliest(network)
    assert (most.params_part, most.macs_part) == ("stage4", "stage1")
    stage4 = next(part for part in network if part.name == "stage4")
    assert most.params_share == stage4.params / sum(part.params for part in network)


def test_a_picture_shrinks_to_the_maps_of_the_last_stage():
    shrinking = findings.shrinking((1, 96, 96), parts(table("d2l_resnet18")))
    assert shrinking == ((1, 96, 96), (512, 3, 3), 96 * 96, 512 * 9)


def test_the_first_layer_that_sees_the_longer_side_is_the_first():
    rows = table("d2l_resnet18")
    first = next(row for row in rows if row.receptive_field >= 96)
    last = [row for row in rows if row.branch != "head"][-1]
    assert findings.sight(rows, (1, 96, 96)) == (first.path, first.receptive_field, last.receptive_field, True)
    further = next(row for row in rows if row.receptive_field >= 160)
    sight = findings.sight(rows, (1, 96, 160))
    assert (sight.first, sight.square) == (further.path, False)


def test_a_net_that_never_sees_the_whole_picture_has_no_such_layer():
    assert findings.sight(table("quick"), (1, 1000, 1000)).first is None


def test_layers_that_make_factors_are_not_on_the_way():
    on_the_way = findings.on_the_way(table("seresnet50"))
    assert [row.path for row in on_the_way if ".se." in row.path] == [
        row.path for row in on_the_way if row.path.endswith(".scale")
    ]


def test_two_networks_are_compared_as_ratios():
    assert findings.ratios(Totals(10, 100, 40), Totals(20, 50, 40)) == (2, 0.5, 1)


def test_with_the_papers_stride_every_network_is_near_the_published_number():
    published = findings.published(table1())
    assert 0.01 < published.as_in_the_paper < 0.02
    assert published.name == "resnet50"
    assert 0.07 < published.as_in_torchvision < 0.08


def test_what_the_moved_stride_costs_is_found_at_the_convolution_that_pays():
    moved = findings.moved_stride(first_strided_bottleneck("resnet50"))
    assert (moved.near, moved.far, moved.times, moved.side) == (28, 56, 4, 28)
    assert moved.first_after == 4 * moved.first_before
    assert moved.spatial_stays
    dearer = Moved((2, 2), (10**6, 3 * 10**6))
    other = findings.moved_stride((Moved((2, 6), (10**6, 2 * 10**6)), dearer, dearer))
    assert (other.times, other.spatial_stays, other.spatial_after) == (9, False, 3 * 10**6)


@pytest.mark.parametrize("name", ["d2l_resnet18", "resnet50"])
def test_the_maps_begin_with_the_picture_and_end_with_the_last_stage(name):
    maps = findings.maps(table(name))
    assert maps[0] == ZOO[name].config.input_shape
    assert maps[-1] == [part for part in parts(table(name)) if part.blocks][-1].out_shape


def test_every_stage_of_the_chapters_net_but_the_first_pays_exactly_the_same_multiply_adds():
    stages = [part.macs for part in parts(table("d2l_resnet18")) if part.blocks]
    assert len(set(stages[1:])) == 1
    assert stages[0] != stages[1]
