"""What is said of all recorded nets together: from numbers made up for the purpose, and of the recorded ones."""

import math

import pytest

from resnet_core.probes.gradients import IN_TRAINING
from resnet_core.probes.nets import SmallNet
from tests.ui.gradients.test_readings import PLAIN, RESIDUAL, course, look
from ui.gradients import answers, census
from ui.small_nets import label


def back(*ends):
    """A run a ratio of the blocks' outputs, with weights that say nothing."""
    return tuple((look(0, 1.0, 1.0, outputs=(end, 1.0)),) for end in ends)


def test_what_comes_back_is_said_of_every_run_or_of_some():
    plain, residual = course(PLAIN, *back(300.0, 200.0)), course(RESIDUAL, *back(20.0, 3.0))
    [said] = census.verdict([plain, residual], 0)[:1]
    assert said == (
        "Going back through the blocks, at the start, the signal **explodes** (100-fold or more) in every run of "
        "*plain 8*; **grows** (10- to 100-fold) in some runs of *residual 8*; in all other runs it keeps its size "
        "within a factor of 10."
    )


def test_what_fades_is_said_too():
    [said] = census.verdict([course(PLAIN, *back(0.02, 0.001))], 0)[:1]
    assert "**shrinks** (to between 1/10 and 1/100) in some runs of *plain 8*" in said
    assert "**vanishes** (to 1/100 or less) in some runs of *plain 8*" in said


def test_nets_to_whose_blocks_nothing_comes_back_are_named_where_they_are_not_counted():
    still = course(SmallNet(depth=8, zero_init=True), *back(0.0))
    [said] = census.verdict([course(RESIDUAL, *back(3.0)), still], 0)
    assert said.endswith("Left out, since nothing comes back in some runs: *residual 8, zero start*.")


def tiny(*losses):
    return tuple((look(0, 2e-4, 1e-4, loss=2.3), look(100, 2e-4, 1e-4, loss=loss)) for loss in losses)


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        ((2.32, 2.31), " After 100 steps no run of *plain 8* does better than guessing."),
        ((0.9, 1.1), " After 100 steps every run of *plain 8* does better than guessing."),
        ((2.32, 0.9), " % of its length."),
    ],
)
def test_nets_whose_weights_hardly_move_are_named_with_what_becomes_of_them(losses, said):
    [_, found] = census.verdict([course(PLAIN, *tiny(*losses))], 0)
    assert found.startswith("In every run of *plain 8* the gradients of the weights are **tiny** in all blocks")
    assert found.endswith(said)


def test_a_net_is_tiny_only_if_it_is_in_every_run():
    mixed = course(PLAIN, *tiny(2.3), (look(0, 0.2, 0.1), look(100, 0.2, 0.1)))
    assert len(census.verdict([mixed], 0)) == 1


@pytest.mark.parametrize(
    ("others", "said"), [((1.0, 2.0), "above"), ((500.0, 600.0), "below"), ((100.0, 250.0), "within the spread of")]
)
def test_the_plain_net_is_compared_with_its_twin_against_the_spread(others, said):
    plain = course(PLAIN, (look(0, 300.0, 1.0),), (look(0, 200.0, 1.0),))
    residual = course(RESIDUAL, *((look(0, other, 1.0),) for other in others))
    assert said in census.verdict([plain, residual], 0)[-1]


def test_without_a_twin_nothing_is_compared():
    alone = [course(PLAIN, (look(0, 300.0, 1.0),)), course(SmallNet(depth=14), (look(0, 1.0, 1.0),))]
    assert len(census.verdict(alone, 0)) == 1
    without = [course(PLAIN, (look(0, 300.0, 1.0),)), course(RESIDUAL, (look(0, 0.0, 1.0),))]
    assert len(census.verdict(without, 0)) == 1


@pytest.mark.parametrize("step", IN_TRAINING)
def test_of_the_recorded_nets_no_name_is_left_out_of_its_class_or_put_into_a_wrong_one(step):
    bounds = {"explodes": (100, math.inf), "grows": (10, 100), "shrinks": (0.01, 0.1), "vanishes": (0, 0.01)}
    said = census.verdict(answers.recorded(), step)[0].partition(" Left out")[0]
    classes = {way: next((part for part in said.split(";") if f"**{way}**" in part), "") for way in bounds}
    for net in answers.recorded():
        looks = [look for found in net.seeds for look in found.snapshots if look.step == step]
        ratios = [look.outputs[0] / look.outputs[-1] for look in looks if look.outputs[0] and look.outputs[-1]]
        if len(ratios) < len(looks):
            continue
        for way, (low, high) in bounds.items():
            named = f"*{label(net.net)}*" in classes[way]
            assert named == any(low < each < high for each in ratios), (way, label(net.net), ratios)


@pytest.mark.parametrize("step", IN_TRAINING)
def test_a_recorded_net_is_called_tiny_where_no_layer_moves_and_stuck_where_no_run_learns(step):
    told = " ".join(census.verdict(answers.recorded(), step)[1:])
    for net in answers.recorded():
        moves = [
            [0.1 * (look.weights[place] or 0) / (look.lengths[place] or 1) for place in _in_blocks(found)]
            for found in net.seeds
            for look in found.snapshots
            if look.step == step
        ]
        tiny = all(0 < max(each) < 1e-4 for each in moves)
        assert (f"*{label(net.net)}*" in told.partition("tiny")[0]) == tiny, label(net.net)
        losses = [found.snapshots[-1].loss or 0.0 for found in net.seeds]
        if tiny and f"no run of *{label(net.net)}*" in told:
            assert min(losses) > 2.15


def _in_blocks(found):
    return [place for place, layer in enumerate(found.layers) if layer.branch == "main"]
