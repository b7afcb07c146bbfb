"""What is said of gradients, from numbers made up for the purpose."""

import pytest

from resnet_core.probes.gradients import Gradients, Layer, Snapshot
from resnet_core.probes.nets import SmallNet
from ui.gradients import charts as gradient_charts
from ui.gradients import readings, sizes
from ui.gradients.readings import LENGTHS, OUTPUTS, WEIGHTS, Course

PLAIN, RESIDUAL = SmallNet(depth=8, shortcut="none"), SmallNet(depth=8)
LAYERS = (
    Layer(path="stem.conv", branch="stem", block=None, depth=1),
    Layer(path="stage1.block1.main.conv1", branch="main", block=1, depth=2),
    Layer(path="stage1.block1.main.conv2", branch="main", block=1, depth=3),
    Layer(path="stage1.block1.shortcut.conv", branch="shortcut", block=1, depth=3),
    Layer(path="head.fc", branch="head", block=None, depth=4),
)


def look(step, first, last, *, loss: float | None = 2.0, length=4.0, outputs: tuple[float | None, ...] = (0.25,)):
    weights = (1.0, first, last, 77.0, 1.0)
    return Snapshot(step=step, loss=loss, weights=weights, outputs=outputs, lengths=(4.0, length, 4.0, 4.0, 4.0))


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
    ("times", "way"),
    [
        (1000.0, "explodes"),
        (100.0, "explodes"),
        (99.0, "grows"),
        (13.0, "grows"),
        (10.0, "even"),
        (0.1, "even"),
        (0.07, "shrinks"),
        (0.011, "shrinks"),
        (0.01, "vanishes"),
    ],
)
def test_below_a_hundred_times_a_gradient_grows_and_does_not_explode(times, way):
    assert sizes.called(times) == way


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (30.0, 2.0, "is **15 times** larger in the first block (30) than in the last (2)"),
        (0.02, 2.0, "is **100 times** smaller in the first block (0.02) than in the last (2)"),
        (1.6, 0.41, "are nearly even (1.6 in the first block, 0.41 in the last)"),
    ],
)
def test_the_gradients_of_the_weights_are_told_by_both_ends(first, last, said):
    [sentence] = readings.at_step([course(PLAIN, (look(0, first, last),))], 0, WEIGHTS)
    assert said in sentence


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
    ("outputs", "said"),
    [
        ((0.001, 1.0), "signal **vanishes**, to 1/1,000 of its size."),
        ((0.05, 1.0), "signal **shrinks**, to 1/20 of its size."),
        ((13.0, 1.0), "signal **grows** 13-fold."),
        ((300.0, 1.0), "signal **explodes** 300-fold."),
        ((2.0, 1.0), "signal **keeps its size** within a factor of 10."),
    ],
)
def test_the_way_back_is_told_from_the_outputs_however_even_the_weights_are(outputs, said):
    found = look(0, 2.0, 2.0, outputs=outputs)
    [sentence] = readings.at_step([course(PLAIN, (found,))], 0, WEIGHTS)
    assert "nearly even" in sentence
    assert f"going back through the blocks the {said}" in sentence
    [alone] = readings.at_step([course(PLAIN, (found,))], 0, OUTPUTS)
    assert said.split("**")[1] in alone


def test_even_gradients_that_move_nothing_are_called_tiny_with_what_becomes_of_the_loss():
    stuck = course(PLAIN, (look(0, 2e-4, 1e-4, loss=2.3), look(100, 2e-4, 1e-4, loss=2.32)))
    assert (
        "**tiny**: a step at rate 0.1 moves no layer in a block by more than 0.0005 % of its length."
        in (readings.at_step([stuck], 0, WEIGHTS)[0])
    )
    assert readings.at_step([stuck], 0, WEIGHTS)[0].endswith(
        "After 100 steps its loss is 2.32, no better than guessing."
    )
    woken = course(PLAIN, (look(0, 2e-4, 1e-4, loss=2.3), look(100, 0.2, 0.1, loss=0.9)))
    assert readings.at_step([woken], 0, WEIGHTS)[0].endswith("It does not stay so: after 100 steps its loss is 0.9.")
    assert "tiny" not in readings.at_step([woken], 100, WEIGHTS)[0]


def test_a_step_longer_than_the_layer_is_called_huge():
    [sentence] = readings.at_step([course(PLAIN, (look(0, 80.0, 79.0),))], 0, WEIGHTS)
    assert sentence.endswith("the largest are **huge**: a step at rate 0.1 moves a layer by 2 times its own length.")
    [sentence] = readings.at_step([course(PLAIN, (look(0, 39.0, 38.0),))], 0, WEIGHTS)
    assert "huge" not in sentence


def test_what_a_step_moves_is_measured_by_the_layers_own_length_and_projections_have_no_part():
    found = course(PLAIN, (look(0, 2.0, 1.0, length=0.5),)).shown
    assert sizes.furthest(found, found.snapshots[0]) == pytest.approx(0.1 * 2.0 / 0.5)


def test_each_measure_has_its_own_sentence():
    found = [course(PLAIN, (look(0, 300.0, 2.0), look(1, 300.0, 2.0, length=40.0)))]
    assert "from 0.25 behind the last block to 0.25 behind the first" in readings.at_step(found, 0, OUTPUTS)[0]
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


@pytest.mark.parametrize(("end", "turned"), [(0.9, True), (1.1, False), (5.0, False)])
def test_a_ratio_that_only_falls_has_not_turned_round(end, turned):
    runs = course(PLAIN, (look(0, 300.0, 1.0), look(1, 20.0, 1.0), look(10, end, 1.0)))
    assert ("turned round" in readings.in_training([runs])[0]) is turned


def test_runs_that_lose_their_loss_are_counted():
    lost = course(PLAIN, (look(0, 3.0, 1.0), look(1, None, None, loss=None)), (look(0, 3.0, 1.0), look(1, 0.0, 0.0)))
    assert "no finite number in 1 of these runs" in readings.in_training([lost])[0]
    dead = course(PLAIN, (look(0, 3.0, 1.0), look(1, 0.0, 0.0)))
    assert "there is no ratio: some gradients are 0" in readings.in_training([dead])[0]
    still = course(RESIDUAL, (look(0, 0.0, 0.0), look(1, 3.0, 1.0)))
    assert "no ratio at the start; 3 after one step" in readings.in_training([still])[0]


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
    assert table.loc["plain 8", "outputs, first : last"] == "1"
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
