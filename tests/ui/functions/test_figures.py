"""The options of the charts on function classes."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.function_classes.measure import (
    FAMILIES,
    TARGETS,
    Generalisation,
    Ladder,
    best_fit,
    draw_sample,
    fit_sample,
)
from resnet_core.studies.growth.question import Growth
from ui.functions import figures
from ui.functions.growth import label


def test_a_triangle_stands_on_each_size_that_is_worse_and_on_no_other():
    option = figures.ladder_option(Ladder((1, 2, 3, 4), (0.4, 0.1, 0.3, 0.2)), 2)
    errors, marks = option["series"]
    assert errors["data"] == [0.4, 0.1, 0.3, 0.2]
    assert marks["data"] == [None, None, 0.3, None]
    assert option["xAxis"]["data"] == ["1", "2", "3", "4"]
    assert errors["markLine"]["data"] == [{"xAxis": 1}]


def test_nothing_is_marked_where_nothing_got_worse_or_the_family_lacks_the_size():
    option = figures.ladder_option(Ladder((1, 2, 4), (0.4, 0.1, 0.0)), 3)
    [errors] = option["series"]
    assert "markLine" not in errors


def test_an_error_of_zero_lies_on_the_edge_of_the_logarithmic_axis():
    option = figures.generalisation_option(Generalisation((1, 2), (0.3, 0.0), (0.5, 1e9)), 1)
    train, test = option["series"]
    assert train["data"] == [0.3, figures.LOWEST]
    assert test["data"] == [0.5, 1e9]
    assert option["yAxis"]["min"] == figures.LOWEST


@pytest.mark.parametrize("target", TARGETS)
def test_the_picture_of_a_sample_shows_all_its_points_and_the_whole_target(target):
    sample = draw_sample(target, 20, noise=0.5, seed=1)
    option = figures.sample_option(target, fit_sample("polynomials", 20, sample=sample), sample)
    points = option["series"][-1]["data"]
    assert len(points) == 20
    low, high = option["yAxis"]["min"], option["yAxis"]["max"]
    [target_line] = [line for line in option["series"] if line.get("means") == figures.TARGET]
    wanted = [y for _, y in target_line["data"]]
    assert all(low <= y <= high for _, y in points)
    assert low <= min(wanted) <= max(wanted) <= high
    json.dumps(option)  # no numpy numbers where Streamlit wants plain ones


def test_every_grown_net_of_every_run_is_drawn_at_once_and_afterwards():
    growths = [parse(Growth, entry.answer) for entry in gallery.measurements("growth").entries]
    option = figures.growth_option(growths, further_steps=100)
    at_once, later, *bars = option["series"]
    nets = [net for growth in growths for net in growth.nets]
    assert at_once["data"] == [[round(net.loss, 4), label(net.put_in)] for net in nets]
    assert later["data"] == [[round(net.later_loss, 4), label(net.put_in)] for net in nets]
    assert at_once["symbol"] != later["symbol"]
    ways = [label(net.put_in) for net in growths[0].nets]
    assert option["yAxis"]["data"] == ways == [bar["data"][0][1] for bar in bars]
    means = [sum(growth.nets[place].loss for growth in growths) / len(growths) for place in range(len(bars))]
    assert [bar["data"][0][0] for bar in bars] == pytest.approx(means, abs=1e-4)
    assert all(figures.LEAST_LOSS < loss < figures.MOST_LOSS for loss, _ in at_once["data"] + later["data"])
    json.dumps(option)


def test_without_a_fit_the_target_stands_alone():
    assert len(figures.fit_option("hill", None)["series"]) == 1
    assert len(figures.fit_option("hill", best_fit("hill", next(iter(FAMILIES)), 4))["series"]) == 2
