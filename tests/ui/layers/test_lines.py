"""The folded table: nothing is lost in it, and nothing is in it twice."""

import pytest

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui.diagram.scene import network_scene
from ui.layers.folding import around, folds, long_runs, opened, rows_of, toggled
from ui.layers.lines import lines

PLAN = network_plan(ZOO["resnet20"].config)
TABLE = layer_table(PLAN)


def test_a_folded_table_adds_up_to_the_network():
    shown = lines(TABLE, ())
    assert sum(line.params for line in shown) == totals(TABLE).params
    assert sum(line.macs for line in shown) == totals(TABLE).macs


def test_an_open_table_has_every_layer_in_order():
    assert [line.id for line in lines(TABLE, folds(PLAN)) if line.id not in folds(PLAN)] == [row.path for row in TABLE]


@pytest.mark.parametrize("opened", [(), ("stage2",), ("stage2", "stage2.block1"), ("stage2.block1",)])
def test_the_table_shows_the_boxes_of_the_diagram(opened):
    boxes = {node.id for node in network_scene(PLAN, opened).nodes}
    shown = {line.id for line in lines(TABLE, opened)}
    assert boxes <= shown
    assert shown - boxes <= set(opened)


def test_a_layer_is_seen_once_what_is_around_it_is_open():
    path = "stage3.block2.main.conv1"
    assert path not in {line.id for line in lines(TABLE, ("stage3",))}
    assert path in {line.id for line in lines(TABLE, around(path))}
    assert around("stem.conv") == ()


DEEP = network_plan(ZOO["resnet1202"].config)
DEEP_TABLE = layer_table(DEEP)
RUN = "stage1.block1-200"


@pytest.mark.parametrize("wanted", [(), ("stage1",), ("stage1", RUN), ("stage1", "stage1.block7", RUN), ("all",)])
def test_long_runs_are_one_line_and_one_box_until_they_are_opened(wanted):
    now = opened(DEEP, wanted)
    boxes = {node.id for node in network_scene(DEEP, now).nodes}
    shown = {line.id for line in lines(DEEP_TABLE, now, long_runs(DEEP))}
    assert boxes <= shown
    assert shown - boxes <= set(now)
    assert (RUN in boxes) == ("stage1" in now and RUN not in now)
    assert ("stage1.block150" in shown) == (RUN in wanted)


def test_unfolding_all_of_a_thousand_layers_is_a_picture_that_can_be_looked_at():
    assert [run.fold for run in long_runs(DEEP)] == [RUN, "stage2.block2-200", "stage3.block2-200"]
    now = opened(DEEP, ("all",))
    assert len(lines(DEEP_TABLE, now, long_runs(DEEP))) < 50
    assert len(network_scene(DEEP, now).nodes) < 50
    path = "stage2.block1.main.conv1"
    assert path in {line.id for line in lines(DEEP_TABLE, now, long_runs(DEEP))}


def test_the_layers_of_a_run_add_up_with_those_of_the_rest():
    shown = lines(DEEP_TABLE, ("stage1", "stage2"), long_runs(DEEP))
    inside = [line for line in shown if line.id.startswith("stage2.")]
    assert sum(line.params for line in inside) == sum(row.params for row in rows_of("stage2", DEEP, DEEP_TABLE))
    assert inside[-1].params == sum(row.params for row in rows_of("stage2.block2-200", DEEP, DEEP_TABLE))


def test_blocks_that_are_not_many_are_no_run():
    assert not [run for name in ("resnet152", "resnet110") for run in long_runs(network_plan(ZOO[name].config))]


def test_toggling_twice_changes_nothing():
    assert toggled(toggled(("stage1",), "stage2"), "stage2") == ("stage1",)
