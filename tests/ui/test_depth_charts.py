"""Charts of several nets by depth."""

import json

import pytest

from resnet_core.plan.network import network_plan
from resnet_core.studies.nets import SmallNet
from ui import depth_charts
from ui.depth_charts import Line, above_zero, line_of, option, stage_starts

PLAIN, RESIDUAL = SmallNet(depth=20, shortcut="none"), SmallNet(depth=20)


def test_nets_are_told_apart_by_dash_and_symbol_too():
    drawn = option([line_of(net, [(1, 0.5), (2, 0.1)]) for net in (PLAIN, RESIDUAL)], across="layer", log=True)
    plain, residual = drawn["series"]
    assert plain["lineStyle"]["type"] == "dashed"
    assert residual["lineStyle"]["type"] == "solid"
    assert plain["symbol"] != residual["symbol"]
    assert [plain["name"], residual["name"]] == drawn["legend"]["data"] == ["plain 20", "residual 20"]
    assert drawn["yAxis"]["type"] == "log"
    assert [plain["net"], residual["net"]] == ["plain-20", "residual-20"]
    json.dumps(drawn)


def test_a_band_has_the_colour_of_its_net():
    assert [area["net"] for area in depth_charts.band("the net", [1], [2], net="plain-20")] == ["plain-20"] * 2


def test_a_trained_net_is_neither_dashed_nor_solid():
    assert line_of(PLAIN, [], trained=True) == Line("plain 20, trained", "dotted", (), "plain-20")


def test_a_logarithmic_axis_has_no_place_for_zero():
    assert [above_zero(value) for value in (0.5, 0.0, -1.0, None)] == [0.5, None, None, None]


@pytest.mark.parametrize("depth", [8, 20, 56])
def test_stages_begin_where_the_plan_has_their_first_block(depth):
    stages = network_plan(SmallNet(depth=depth).network).stages
    before = [0, len(stages[0].blocks), len(stages[0].blocks) + len(stages[1].blocks)]
    blocks = stage_starts([SmallNet(depth=depth)], layers=False)
    assert list(blocks.values()) == [count + 0.5 for count in before[1:]]
    layers = stage_starts([SmallNet(depth=depth)], layers=True)
    assert list(layers.values()) == [1 + 2 * count + 0.5 for count in before[1:]]


def test_nets_of_different_depth_have_no_stages_in_common():
    assert stage_starts([PLAIN, SmallNet(depth=56)], layers=True) == {}
    assert "markLine" not in option([Line("one", "solid", ((1, 1.0),))], across="", log=False, marks={})["series"][0]


def test_without_a_net_nothing_is_drawn():
    assert option([], across="layer", log=True, marks={"stage 2": 3})["series"] == []
    assert depth_charts.height(3) > depth_charts.height(1)
