"""What the puzzle says of a net follows from its losses and sizes, by hand."""

import pytest

from resnet_core.analysis.spread import Spread
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.puzzle.findings import STRIDE, USUAL_DEPTH, Way, cells
from resnet_core.studies.puzzle.question import Flow, Puzzle, PuzzleQuestion
from resnet_core.studies.race.question import Race
from tests.studies.race.groups import runner

KINDS = [(True, True), (False, True), (True, False), (False, False)]
"""Whether each net of an answer is plain, and whether it has batch norms."""
STILL = Flow(forward=(1.0, 1.0), backward=(1.0,))


def answer(depth, *losses, seed=0, flow=STILL):
    """One of depth `depth`: the final losses of the plain and the residual net, with batch norm and then without."""
    nets = PuzzleQuestion(depth=depth).race.nets
    runners = tuple(
        runner(net, loss).model_copy(update={"losses": (loss,) * STRIDE, "accuracies": (0.25, 0.75)})
        for net, loss in zip(nets, losses, strict=True)
    )
    return Puzzle(race=Race(seed=seed, data="fashion-mnist", runners=runners), flows=(flow,) * len(nets))


def fates(*answers, depth):
    return [cell.fate for cell in cells(answers) if cell.net.depth == depth]


def test_a_puzzle_asks_four_nets_that_differ_in_nothing_but_shortcuts_and_batch_norms():
    nets = PuzzleQuestion(depth=32, seed=2).race.nets
    assert [(net.plain, net.norm) for net in nets] == KINDS
    assert {net.model_copy(update={"shortcut": "none", "norm": True}) for net in nets} == {
        SmallNet(depth=32, shortcut="none")
    }


def test_a_net_has_the_mean_and_the_range_of_its_seeds():
    found = cells([answer(8, 0.5, 0.5, 0.5, 0.5), answer(8, 1.0, 0.5, 0.5, None, seed=1)])
    assert [(cell.net.plain, cell.net.norm) for cell in found] == KINDS
    assert found[0].ends.loss == Spread(0.75, 0.5, 1.0)
    assert (found[0].loss, found[0].error, found[0].curve) == (0.75, 0.5, (0.75,))
    assert (found[3].ends.lost, found[3].curve) == (1, (None,))


@pytest.mark.parametrize(
    ("deep", "said"),
    [
        ((1.5, 0.5, 2.3, 0.9), ["higher", "level", "guessing", "rescued"]),
        ((0.4, 0.6, 0.9, 1.2), ["lower", "higher", "level", "higher"]),
        ((2.3, None, 2.3, 2.3), ["guessing", "guessing", "guessing", "guessing"]),
    ],
)
def test_a_deep_net_is_held_against_the_usual_depth_and_against_guessing(deep, said):
    assert fates(answer(USUAL_DEPTH, 0.5, 0.5, 0.9, 0.8), answer(56, *deep), depth=56) == said


def test_a_net_that_is_no_deeper_than_usual_is_not_held_against_anything():
    usual = answer(USUAL_DEPTH, 0.5, 0.5, 0.9, 0.8)
    assert fates(usual, answer(8, 0.9, 0.9, 0.9, 0.9), depth=8) == ["shallow"] * 4
    assert fates(usual, depth=USUAL_DEPTH) == ["usual"] * 4


def test_seeds_that_overlap_are_level():
    runs = [answer(USUAL_DEPTH, loss, 0.5, 0.5, 0.5) for loss in (0.5, 0.7)]
    deep = [answer(56, loss, 0.5, 0.5, 0.5) for loss in (0.6, 1.4)]
    assert fates(*runs, *deep, depth=56)[0] == "level"


def test_a_twin_differs_in_its_shortcuts_alone():
    with_norm, twin, _bare, rescued = cells([answer(56, 1.5, 0.5, 2.3, 0.9)])
    assert (with_norm.twin, twin.twin) == (twin.ends, with_norm.ends)
    assert twin.twin_learns
    assert not rescued.twin_learns


def test_sizes_are_geometric_means_and_the_gradient_is_told_on_its_way_back():
    flows = [Flow(forward=(1.0, 0.01), backward=(8.0, 2.0)), Flow(forward=(4.0, 0.01), backward=(2.0, 2.0))]
    cell = cells([answer(8, 1, 1, 1, 1, flow=flow, seed=seed) for seed, flow in enumerate(flows)])[0]
    assert cell.forward.sizes == pytest.approx((2.0, 0.01))
    assert cell.backward.sizes == pytest.approx((2.0, 4.0))


@pytest.mark.parametrize(
    ("sizes", "change", "times"),
    [
        ((1.0, 0.05), "shrinks", 20),
        ((1.0, 0.2), "steady", 5),
        ((0.2, 1.0), "steady", 5),
        ((0.05, 1.0), "grows", 20),
        ((1.0, None), "grows", None),
        ((1.0, 0.0), "shrinks", None),
    ],
)
def test_a_way_is_steady_where_its_ends_differ_by_less_than_a_factor_of_ten(sizes, change, times):
    way = Way(sizes)
    assert way.change == change
    assert way.times == (None if times is None else pytest.approx(times))
