"""What is said of gradients, from numbers made up for the purpose."""

import pytest

from resnet_core.probes.gradients import Gradients, Layer, Snapshot
from resnet_core.probes.nets import SmallNet
from ui.gradients import charts as gradient_charts
from ui.gradients import readings
from ui.gradients.readings import LENGTHS, OUTPUTS, WEIGHTS, Course
from ui.words import measured

PLAIN, RESIDUAL = SmallNet(depth=8, shortcut="none"), SmallNet(depth=8)
LAYERS = (
    Layer(path="stem.conv", branch="stem", block=None, depth=1),
    Layer(path="stage1.block1.main.conv1", branch="main", block=1, depth=2),
    Layer(path="stage1.block1.main.conv2", branch="main", block=1, depth=3),
    Layer(path="stage1.block1.shortcut.conv", branch="shortcut", block=1, depth=3),
    Layer(path="head.fc", branch="head", block=None, depth=4),
)


def look(step, first, last, *, loss: float | None = 2.0, length=4.0):
    weights = (1.0, first, last, 77.0, 1.0)
    return Snapshot(step=step, loss=loss, weights=weights, outputs=(0.25,), lengths=(4.0, length, 4.0, 4.0, 4.0))


def course(net, *seeds):
    found = (Gradients(data="fashion-mnist", layers=LAYERS, snapshots=snapshots) for snapshots in seeds)
    return Course(net, tuple(found), "Measured here.")


def test_the_main_path_is_drawn_and_projections_are_not():
    found = course(PLAIN, (look(0, 8.0, 2.0),)).shown
    assert readings.points(found, 0, WEIGHTS) == ((1, 1.0), (2, 8.0), (3, 2.0), (4, 1.0))
    assert readings.points(found, 0, OUTPUTS) == ((1, 0.25),)
    assert readings.points(found, 0, "length of the weights")[1] == (2, 4.0)
    assert readings.points(found, 1, WEIGHTS) == ()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(300.0, 2.0, "*explodes*"), (0.02, 2.0, "*vanishes*"), (4.0, 2.0, "stays even"), (1.0, 8.0, "stays even")],
)
def test_a_gradient_is_called_by_the_ratio_of_its_ends(first, last, said):
    [sentence] = readings.at_step([course(PLAIN, (look(0, first, last),))], 0, WEIGHTS)
    assert said in sentence
    assert f"**{measured(first / last)} times**" in sentence


def test_a_lost_loss_and_gradients_of_zero_are_named():
    [lost] = readings.at_step([course(PLAIN, (look(0, None, None, loss=None),))], 0, WEIGHTS)
    assert "no finite number any more" in lost
    zeroed = SmallNet(depth=8, zero_init=True)
    [blocked] = readings.at_step([course(zeroed, (look(0, 0.0, 0.0),))], 0, WEIGHTS)
    assert "2 of its 8 layers is exactly 0" in blocked
    assert "start at zero" in blocked
    [dead] = readings.at_step([course(PLAIN, (look(0, 0.0, 0.0),))], 0, WEIGHTS)
    assert "start at zero" not in dead
    [infinite] = readings.at_step([course(PLAIN, (look(0, None, 1.0),))], 0, WEIGHTS)
    assert "zero or no finite numbers" in infinite


@pytest.mark.parametrize(
    ("outputs", "word"),
    [
        ((0.001, 1.0), "vanishes: the first is 0.001 times the last."),
        ((90.0, 1.0), "explodes: the first is 90 times the last."),
        ((2.0, 1.0), ""),
    ],
)
def test_where_the_weights_are_even_and_the_outputs_are_not_both_are_told(outputs, word):
    found = look(0, 2.0, 2.0).model_copy(update={"outputs": outputs})
    [sentence] = readings.at_step([course(PLAIN, (found,))], 0, WEIGHTS)
    assert "stays even" in sentence
    assert (word in sentence) if word else sentence.endswith("**1 times**.")


def test_each_measure_has_its_own_sentence():
    found = [course(PLAIN, (look(0, 300.0, 2.0), look(1, 300.0, 2.0, length=40.0)))]
    assert "**1 times**" in readings.at_step(found, 0, OUTPUTS)[0], "its one block is the first and the last"
    assert readings.at_step(found, 0, LENGTHS)[0].endswith("are **4** long, the last block's 4.")
    assert "are **40** long, the last block's 4; at the start 4 and 4." in readings.at_step(found, 1, LENGTHS)[0]


def test_what_the_first_step_did_is_told_from_all_seeds():
    turned = course(
        PLAIN,
        (look(0, 300.0, 1.0), look(1, 20.0, 1.0, length=40.0), look(10, 0.5, 1.0)),
        (look(0, 1200.0, 1.0), look(1, 5.0, 1.0, length=80.0), look(10, 0.5, 1.0)),
    )
    [sentence] = readings.in_training([turned])
    assert "(2 seeds): the ratio is 600 (300 to 1,200) at the start; 10 (5 to 20) after one step" in sentence
    assert "14 (10 to 20) times as long" in sentence
    assert "0.5 after 10 steps" in sentence
    assert "turned round" in sentence


def test_a_net_turns_round_only_if_it_does_in_every_run():
    mixed = course(PLAIN, (look(0, 300.0, 1.0), look(1, 0.5, 1.0)), (look(0, 300.0, 1.0), look(1, 2.0, 1.0)))
    [sentence] = readings.in_training([mixed])
    assert "turned round" not in sentence
    assert "left the first block's weights about as long as they were" in sentence


def test_runs_that_lose_their_loss_are_counted():
    lost = course(PLAIN, (look(0, 3.0, 1.0), look(1, None, None, loss=None)), (look(0, 3.0, 1.0), look(1, 0.0, 0.0)))
    assert "no finite number in 1 of these runs" in readings.in_training([lost])[0]
    dead = course(PLAIN, (look(0, 3.0, 1.0), look(1, 0.0, 0.0)))
    assert "there is no ratio: some gradients are 0" in readings.in_training([dead])[0]
    still = course(RESIDUAL, (look(0, 0.0, 0.0), look(1, 3.0, 1.0)))
    assert "no ratio at the start; 3 after one step" in readings.in_training([still])[0]


def test_exploding_and_vanishing_are_said_of_every_run_or_of_some():
    plain = course(PLAIN, (look(0, 300.0, 1.0),), (look(0, 200.0, 1.0),))
    residual = course(RESIDUAL, (look(0, 20.0, 1.0),), (look(0, 3.0, 1.0),))
    census, compared = readings.verdict([plain, residual], 0)
    assert "**explodes** in every run of *plain 8* and some runs of *residual 8*" in census
    assert "**vanishes** in no run of any net" in census
    assert "in every run above that of *residual 8*" in compared
    assert "Left out" not in census


def test_nets_without_a_ratio_are_named_where_they_are_not_counted():
    still = course(SmallNet(depth=8, zero_init=True), (look(0, 0.0, 0.0),))
    [census] = readings.verdict([course(RESIDUAL, (look(0, 3.0, 1.0),)), still], 0)
    assert census.endswith("Left out, since some runs have no ratio: *residual 8, zero start*.")


@pytest.mark.parametrize(
    ("others", "said"), [((1.0, 2.0), "above"), ((500.0, 600.0), "below"), ((100.0, 250.0), "within the spread of")]
)
def test_the_plain_net_is_compared_with_its_twin_against_the_spread(others, said):
    plain = course(PLAIN, (look(0, 300.0, 1.0),), (look(0, 200.0, 1.0),))
    residual = course(RESIDUAL, *((look(0, other, 1.0),) for other in others))
    assert said in readings.verdict([plain, residual], 0)[1]


def test_without_a_twin_nothing_is_compared():
    alone = [course(PLAIN, (look(0, 300.0, 1.0),)), course(SmallNet(depth=14), (look(0, 1.0, 1.0),))]
    assert len(readings.verdict(alone, 0)) == 1
    without = [course(PLAIN, (look(0, 300.0, 1.0),)), course(RESIDUAL, (look(0, 0.0, 1.0),))]
    assert len(readings.verdict(without, 0)) == 1


def test_means_are_geometric_and_gaps_are_named():
    assert readings.geometric([1.0, 100.0]) == "10 (1 to 100)"
    assert readings.geometric([4.0]) == "4"
    assert readings.geometric([None, None]) == "none"
    assert readings.geometric([None, 0.0]) == "none in some runs"
    assert readings.geometric([None, 2.0]) == "none in some runs"
    assert readings.geometric([0.0, 0.0]) == "0"
    assert readings.geometric([0.0, 2.0]) == "0 to 2"


def test_tables_have_a_row_a_net_and_a_row_a_layer():
    courses = [course(PLAIN, (look(0, 8.0, 2.0),), (look(0, 2.0, 2.0),)), course(RESIDUAL, (look(0, 1.0, 2.0),))]
    table = readings.table(courses, 0)
    assert table.loc["plain 8", "first : last"] == "2 (1 to 4)"
    assert list(table["runs"]) == ["2", "1"]
    layers = readings.every_layer(courses, 0)
    assert len(layers) == 2 * len(LAYERS)
    assert list(layers["block"].astype(object))[1] == 1
    assert readings.every_layer(courses, 5).empty


def test_the_chart_of_ratios_leaves_out_looks_that_were_not_taken():
    option = gradient_charts.ratio_option([course(PLAIN, (look(0, 300.0, 3.0), look(1, 2.0, 1.0)))])
    assert [value for _, value in option["series"][0]["data"]] == [pytest.approx(100), 2, None, None, None]


def test_the_words_for_the_chart_name_every_net():
    alt = readings.alt([course(PLAIN, (look(0, 8.0, 2.0),)), course(RESIDUAL, ())], 0, WEIGHTS)
    assert "plain 8 from 1 at its beginning to 1 at its end" in alt
    assert "residual 8 not drawn" in alt
