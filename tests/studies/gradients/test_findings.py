"""What is found in gradients, from numbers made up for the purpose and of the recorded nets."""

import math

import pytest

from resnet_core import gallery
from resnet_core.analysis.spread import Spread
from resnet_core.config import parse
from resnet_core.studies.gradients import findings
from resnet_core.studies.gradients.findings import AtStep, Lengths, Mean, Runs, Those
from resnet_core.studies.gradients.question import (
    COMPARED,
    IN_TRAINING,
    SEEDS,
    Gradients,
    GradientsQuestion,
    Layer,
    Snapshot,
)
from resnet_core.studies.nets import SmallNet
from tests.near import near

PLAIN, RESIDUAL = SmallNet(depth=8, shortcut="none"), SmallNet(depth=8)
ZEROED = SmallNet(depth=8, zero_init=True)
LAYERS = (
    Layer(path="stem.conv", branch="stem", block=None, depth=1),
    Layer(path="stage1.block1.main.conv1", branch="main", block=1, depth=2),
    Layer(path="stage1.block1.main.conv2", branch="main", block=1, depth=3),
    Layer(path="stage1.block1.shortcut.conv", branch="shortcut", block=1, depth=3),
    Layer(path="head.fc", branch="head", block=None, depth=4),
)
NOBODY = Those((), ())


def look(step, first, last, *, loss: float | None = 2.0, length=4.0, outputs: tuple[float | None, ...] = (0.25,)):
    weights = (1.0, first, last, 77.0, 1.0)
    return Snapshot(step=step, loss=loss, weights=weights, outputs=outputs, lengths=(4.0, length, 4.0, 4.0, 4.0))


def runs(net, *seeds):
    return Runs(net, tuple(Gradients(data="fashion-mnist", layers=LAYERS, snapshots=snapshots) for snapshots in seeds))


def back(*ends):
    """A run a ratio of the blocks' outputs, with weights that say nothing."""
    return tuple((look(0, 1.0, 1.0, outputs=(end, 1.0)),) for end in ends)


def tiny(*losses):
    return tuple((look(0, 2e-4, 1e-4, loss=2.3), look(100, 2e-4, 1e-4, loss=loss)) for loss in losses)


def test_the_main_path_is_drawn_and_projections_are_not():
    shown = runs(PLAIN, (look(0, 8.0, 2.0),)).shown
    assert findings.points(shown, 0, "weights") == ((1, 1.0), (2, 8.0), (3, 2.0), (4, 1.0))
    assert findings.points(shown, 0, "outputs") == ((1, 0.25),)
    assert findings.points(shown, 0, "lengths")[1] == (2, 4.0)
    assert findings.points(shown, 1, "weights") == ()


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
    assert findings.way_of(times) == way


@pytest.mark.parametrize(
    ("first", "last", "first_is", "times"),
    [(30.0, 2.0, "larger", 15), (0.02, 2.0, "smaller", 100), (1.6, 0.4, "even", 4), (0.4, 1.6, "even", 4)],
)
def test_the_gradients_of_the_weights_are_compared_at_both_ends(first, last, first_is, times):
    weights = findings.at_step(runs(PLAIN, (look(0, first, last),)), 0).weights
    assert weights is not None
    assert (weights.first_is, weights.first, weights.last) == (first_is, first, last)
    assert weights.times == near(times)


def test_a_lost_loss_and_gradients_of_zero_are_told_apart():
    def found(net, first, last, **rest):
        return findings.at_step(runs(net, (look(0, first, last, **rest),)), 0)

    assert found(PLAIN, None, None, loss=None) == AtStep("lost")
    blocked = found(ZEROED, 0.0, 0.0)
    assert (blocked.state, blocked.zeros, blocked.waits) == ("blocked", 2, True)
    dead = found(PLAIN, 0.0, 0.0)
    assert (dead.state, dead.waits) == ("blocked", False)
    assert found(PLAIN, None, 1.0).state == "missing"
    assert findings.at_step(runs(PLAIN, (look(0, 1.0, 1.0),)), 5) == AtStep("lost")


@pytest.mark.parametrize(
    ("end", "way", "times"),
    [(0.001, "vanishes", 1000), (0.05, "shrinks", 20), (13.0, "grows", 13), (300.0, "explodes", 300), (2.0, "even", 2)],
)
def test_the_way_back_is_judged_from_the_outputs_however_even_the_weights_are(end, way, times):
    found = findings.at_step(runs(PLAIN, *back(end)), 0)
    assert found.weights is not None
    assert found.outputs is not None
    assert found.weights.way == "even"
    assert (found.outputs.way, found.outputs.times) == (way, near(times))


def moved(net, step=0):
    found = findings.at_step(net, step).moved
    assert found is not None
    return found


def test_even_gradients_that_move_nothing_are_tiny_and_the_last_loss_says_what_becomes_of_them():
    stuck = moved(runs(PLAIN, *tiny(2.32)))
    assert (stuck.size, stuck.share) == ("tiny", near(5e-6))
    assert (stuck.later, stuck.last_step, stuck.last_loss) == ("stuck", 100, 2.32)
    woken = runs(PLAIN, (look(0, 2e-4, 1e-4, loss=2.3), look(100, 0.2, 0.1, loss=0.9)))
    assert moved(woken).later == "learns"
    assert (moved(woken, 100).size, moved(woken, 100).later) == ("usual", "unknown")


def test_a_step_as_long_as_the_layer_is_huge():
    assert moved(runs(PLAIN, (look(0, 80.0, 79.0),))).size == "huge"
    assert moved(runs(PLAIN, (look(0, 39.0, 38.0),))).size == "usual"


def test_what_a_step_moves_is_measured_by_the_layers_own_length_and_projections_have_no_part():
    shown = runs(PLAIN, (look(0, 2.0, 1.0, length=0.5),)).shown
    assert findings.furthest(shown, shown.snapshots[0]) == near(0.1 * 2.0 / 0.5)


def test_lengths_stand_beside_those_before_any_step():
    net = runs(PLAIN, (look(0, 300.0, 2.0), look(1, 300.0, 2.0, length=40.0), look(10, 1.0, 1.0, loss=None)))
    assert findings.lengths(net, 1) == Lengths(40.0, 4.0, 4.0, 4.0)
    assert findings.lengths(net, 10) is None


def test_what_the_first_step_did_is_found_over_all_seeds():
    story = findings.story(
        runs(
            PLAIN,
            (look(0, 300.0, 1.0), look(1, 20.0, 1.0, length=40.0), look(10, 0.5, 1.0)),
            (look(0, 1200.0, 1.0), look(1, 5.0, 1.0, length=80.0), look(10, 0.5, 1.0)),
        )
    )
    assert story.before == near(Spread(600, 300, 1200))
    assert story.after == near(Spread(10, 5, 20))
    assert story.grown == near(Spread(math.sqrt(200), 10, 20))
    assert story.end == near(Spread(0.5, 0.5, 0.5))
    assert (story.last_step, story.kept_length, story.turned) == (10, False, True)


def test_a_net_turns_round_only_if_it_does_in_every_run():
    mixed = runs(PLAIN, (look(0, 300.0, 1.0), look(1, 0.5, 1.0)), (look(0, 300.0, 1.0), look(1, 2.0, 1.0)))
    assert not findings.story(mixed).turned
    assert findings.story(mixed).kept_length


@pytest.mark.parametrize(("end", "turned"), [(0.9, True), (1.1, False), (5.0, False)])
def test_a_ratio_that_only_falls_has_not_turned_round(end, turned):
    net = runs(PLAIN, (look(0, 300.0, 1.0), look(1, 20.0, 1.0), look(10, end, 1.0)))
    assert findings.story(net).turned is turned


def test_runs_that_lose_their_loss_are_counted():
    lost = runs(PLAIN, (look(0, 3.0, 1.0), look(1, None, None, loss=None)), (look(0, 3.0, 1.0), look(1, 0.0, 0.0)))
    assert (findings.story(lost).state, findings.story(lost).lost) == ("lost", 1)
    dead = runs(PLAIN, (look(0, 3.0, 1.0), look(1, 0.0, 0.0)))
    assert findings.story(dead).state == "zeros"
    still = findings.story(runs(RESIDUAL, (look(0, 0.0, 0.0), look(1, 3.0, 1.0))))
    assert (still.state, still.before) == ("known", None)


def test_means_are_geometric_and_gaps_are_named():
    assert findings.mean([1.0, 100.0]) == Mean("known", near(Spread(10, 1, 100)))
    assert findings.mean([None, None]) == findings.mean([]) == Mean("none")
    assert findings.mean([None, 0.0]) == findings.mean([None, 2.0]) == Mean("in_some")
    assert findings.mean([0.0, 0.0]) == Mean("zero")
    assert findings.mean([0.0, 2.0]) == Mean("from_zero", high=2.0)


def test_what_comes_back_is_counted_in_every_run_or_in_some():
    found = findings.census([runs(PLAIN, *back(300.0, 200.0)), runs(RESIDUAL, *back(20.0, 3.0))], 0)
    assert (found.explodes, found.explodes.state) == (Those((PLAIN,), ()), "every")
    assert (found.grows, found.grows.state) == (Those((), (RESIDUAL,)), "some")
    assert (found.shrinks, found.vanishes, found.left_out) == (NOBODY, NOBODY, ())
    assert NOBODY.state == "none"


def test_what_fades_is_counted_too():
    found = findings.census([runs(PLAIN, *back(0.02, 0.001)), runs(RESIDUAL, *back(0.02))], 0)
    assert (found.shrinks, found.shrinks.state) == (Those((RESIDUAL,), (PLAIN,)), "both")
    assert found.vanishes == Those((), (PLAIN,))


def test_nets_to_whose_blocks_nothing_comes_back_are_left_out():
    assert findings.census([runs(RESIDUAL, *back(3.0)), runs(ZEROED, *back(0.0))], 0).left_out == (ZEROED,)


@pytest.mark.parametrize(
    ("losses", "stuck", "learnt"), [((2.32, 2.31), (PLAIN,), ()), ((0.9, 1.1), (), (PLAIN,)), ((2.32, 0.9), (), ())]
)
def test_nets_whose_weights_hardly_move_are_found_with_what_becomes_of_them(losses, stuck, learnt):
    found = findings.tiny([runs(PLAIN, *tiny(*losses))], 0)
    assert found is not None
    assert (found.nets, found.stuck, found.learnt, found.last_step) == ((PLAIN,), stuck, learnt, 100)


def test_a_net_is_tiny_only_if_it_is_in_every_run():
    assert findings.tiny([runs(PLAIN, *tiny(2.3), (look(0, 0.2, 0.1), look(100, 0.2, 0.1)))], 0) is None


@pytest.mark.parametrize(
    ("others", "apart"), [((1.0, 2.0), "above"), ((500.0, 600.0), "below"), ((100.0, 250.0), "within")]
)
def test_the_plain_net_is_compared_with_its_twin_against_the_spread(others, apart):
    plain = runs(PLAIN, (look(0, 300.0, 1.0),), (look(0, 200.0, 1.0),))
    found = findings.deepest_plain([plain, runs(RESIDUAL, *((look(0, other, 1.0),) for other in others))])
    assert found is not None
    assert (found.plain, found.twin, found.apart) == (PLAIN, RESIDUAL, apart)


def test_without_a_twin_nothing_is_compared():
    plain = runs(PLAIN, (look(0, 300.0, 1.0),))
    assert findings.deepest_plain([plain, runs(SmallNet(depth=14), (look(0, 1.0, 1.0),))]) is None
    assert findings.deepest_plain([plain, runs(RESIDUAL, (look(0, 0.0, 1.0),))]) is None
    assert findings.deepest_plain([]) is None


def recorded():
    answers = gallery.measurements("gradients")
    return [
        Runs(
            net,
            tuple(parse(Gradients, answers.answer(GradientsQuestion(net=net, seed=seed))) for seed in SEEDS),
        )
        for net in COMPARED
    ]


@pytest.mark.parametrize("step", IN_TRAINING)
def test_of_the_recorded_nets_none_is_left_out_of_its_class_or_put_into_a_wrong_one(step):
    bounds = {"explodes": (100, math.inf), "grows": (10, 100), "shrinks": (0.01, 0.1), "vanishes": (0, 0.01)}
    nets = recorded()
    census = findings.census(nets, step)
    for net in nets:
        looks = [look for answer in net.answers for look in answer.snapshots if look.step == step]
        ratios = [look.outputs[0] / look.outputs[-1] for look in looks if look.outputs[0] and look.outputs[-1]]
        assert (net.net in census.left_out) == (len(ratios) < len(looks))
        if net.net not in census.left_out:
            for way, (low, high) in bounds.items():
                those = getattr(census, way)
                assert (net.net in those.every) == all(low < times < high for times in ratios), (way, ratios)
                assert (net.net in those.every + those.some) == any(low < times < high for times in ratios)


@pytest.mark.parametrize("step", IN_TRAINING)
def test_a_recorded_net_is_tiny_where_no_layer_moves_and_stuck_where_no_run_learns(step):
    nets = recorded()
    found = findings.tiny(nets, step)
    for net in nets:
        moves = [
            [0.1 * (look.weights[place] or 0) / (look.lengths[place] or 1) for place in _in_blocks(answer)]
            for answer in net.answers
            for look in answer.snapshots
            if look.step == step
        ]
        is_tiny = all(0 < max(shares) < 1e-4 for shares in moves)
        assert (found is not None and net.net in found.nets) == is_tiny
        if found is not None and net.net in found.stuck:
            assert min(answer.snapshots[-1].loss or 0.0 for answer in net.answers) > 2.15


def _in_blocks(answer):
    return [place for place, layer in enumerate(answer.layers) if layer.branch == "main"]
