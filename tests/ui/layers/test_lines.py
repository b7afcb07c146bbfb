"""The folded table: nothing is lost in it, and nothing is in it twice."""

import pytest

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui.diagram.scene import network_scene
from ui.layers.lines import around, folds, lines, toggled

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


def test_toggling_twice_changes_nothing():
    assert toggled(toggled(("stage1",), "stage2"), "stage2") == ("stage1",)
