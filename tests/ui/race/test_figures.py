"""The curves of races, and the squares of their ends."""

import numpy as np

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.comparisons import AtRate
from resnet_core.studies.race.question import RaceQuestion, twins
from tests.studies.race.groups import group, pair, runner
from ui.race import figures
from ui.small_nets import label, spell


def test_plain_nets_are_dashed_and_residual_ones_solid_with_a_thin_line_a_seed():
    lines = [figures.line(net.net, net.runners) for net in pair((0.5, 0.6), (0.5, 0.6))]
    option = figures.loss_option(lines, steps=2)
    series = option["series"]
    assert [line["lineStyle"]["type"] for line in series] == ["dashed"] * 3 + ["solid"] * 3
    assert [line["lineStyle"]["width"] for line in series] == [2.5, 1, 1] * 2
    assert [line["net"] for line in series] == ["plain-20"] * 3 + ["residual-20"] * 3
    legend = option["legend"]["data"]
    assert [entry["name"] for entry in legend] == [label(line.net) for line in lines]
    assert legend[0]["icon"] != legend[1]["icon"], "dashed and solid in the legend too"


def test_the_difference_is_plain_minus_residual_and_needs_both():
    net = SmallNet(depth=8)
    plain, residual = twins(net)
    lines = [
        figures.line(plain, [runner(plain, 0.5, losses=(2.5, 2.0))]),
        figures.line(residual, [runner(residual, 0.5, losses=(2.25, 1.0))]),
    ]
    [series] = figures.difference_option(lines, steps=2)["series"]
    assert series["data"] == [[1, 0.25], [2, 1.0]]
    assert series["net"] == spell(residual)
    assert figures.difference_option(lines[:1], steps=2)["series"] == []


def test_a_race_that_goes_on_has_a_line_a_net_and_a_difference_a_depth_before_its_first_step_too():
    question = RaceQuestion(nets=(*twins(SmallNet(depth=8)), *twins(SmallNet(depth=20))))
    losses, difference = figures.live_losses(question, {}), figures.live_difference(question, {})
    assert [line["name"] for line in losses.chart["series"]] == [label(net) for net in question.nets]
    assert losses.curves == [(f"{place}.train_loss",) for place in range(4)]
    assert difference.curves == [("0.train_loss", "1.train_loss"), ("2.train_loss", "3.train_loss")]


def test_the_words_of_a_race_that_goes_on_are_those_of_its_end_with_gaps():
    question = RaceQuestion(nets=twins(SmallNet(depth=8)))
    steps = np.array([1])
    metrics = {"0.train_loss": (steps, np.array([2.5])), "1.train_loss": (steps, np.array([2.25]))}
    losses, difference = figures.live_losses(question, metrics), figures.live_difference(question, metrics)
    assert losses.told.format(line0="2.50", line1="2.25") == losses.alt
    assert difference.told.format(line0="0.25") == difference.alt


def test_losses_that_are_no_numbers_leave_a_gap_and_high_ones_the_picture():
    net = SmallNet()
    option = figures.loss_option([figures.line(net, [runner(net, None)])], steps=2)
    assert option["series"][0]["data"] == [[1, 2.25], [2, None]]
    assert option["yAxis"]["max"] is None
    wild = figures.line(net, [runner(net, 0.5, losses=(2.0, 1e6))])
    assert figures.loss_option([wild], steps=2)["yAxis"]["max"] == figures.HIGHEST


def test_rates_rise_to_the_right_and_each_net_has_a_band():
    def at(lr, *plain):
        return AtRate(lr, *pair((0.7, 0.8), (0.5, 0.6)), *pair(plain, (0.5, 0.6), depth=56))

    option = figures.rates_option([at(0.1, 1.4, 1.5), at(0.03, 1.0, None)])
    assert option["xAxis"]["data"] == ["0.03", "0.1"]
    codes = [series["net"] for series in option["series"]]
    assert codes[:4] == ["plain-20", "residual-20", "plain-56", "residual-56"]
    assert codes[4:] == [code for code in codes[:4] for _edge in "lh"]
    assert option["series"][2]["data"] == [(1.0 + figures.HIGHEST) / 2, 1.45]


def test_a_square_has_the_mean_and_half_the_range_and_the_chosen_one_a_frame():
    square = figures.square(group("none", 0.75, 1.0), 0, 1, chosen=True)
    assert square["value"] == [1, 0, 0.875]
    assert square["label"]["formatter"] == "0.88\n±0.12"
    plain, lost = figures.square(group("none", 0.5), 0, 0), figures.square(group("none", None, 0.5), 0, 0)
    assert plain["label"]["formatter"] == "0.50"
    assert lost["value"][2] == figures.SATURATED
    assert len(lost["label"]["formatter"].split("\n")) == 2
    assert square["itemStyle"]["borderWidth"] > plain["itemStyle"]["borderWidth"]
