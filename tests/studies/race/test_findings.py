"""What a race shows follows from its losses."""

import pytest

from resnet_core.analysis.spread import Spread
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race import findings
from resnet_core.studies.race.findings import Burst, Ends, Group, Lag, Stopped
from resnet_core.studies.race.question import RaceQuestion
from tests.studies.race.groups import group, pair, runner


@pytest.mark.parametrize(
    ("plain", "residual", "winner"),
    [
        ((0.75, 0.8), (0.5, 0.7), "residual"),
        ((0.5, 0.7), (0.75, 0.8), "plain"),
        ((0.5, 0.75), (0.6, 0.7), "level"),
        ((0.5, 0.5), (0.5, 0.5), "level"),
        ((2.3, 2.31), (2.29, None), "neither"),
        ((None, None), (None, None), "neither"),
        ((None, 1.0), (0.5, 0.6), "residual"),
        ((0.5, 0.6), (None, None), "plain"),
        ((0.5,), (0.6,), "plain"),
    ],
)
def test_a_net_wins_only_if_its_worst_run_beats_the_others_best(plain, residual, winner):
    assert findings.duel(*pair(plain, residual)).winner == findings.winner(*pair(plain, residual)) == winner


@pytest.mark.parametrize(
    ("one", "other", "standing"),
    [
        ((0.5, 0.6), (0.7, 1.4), "lower"),
        ((0.7, 1.4), (0.5, 0.6), "higher"),
        ((0.5, 0.8), (0.7, 1.4), "level"),
        ((2.3, None), (2.3, 2.3), "neither"),
    ],
)
def test_a_standing_turned_round_is_the_other_way_round(one, other, standing):
    turned = {"lower": "higher", "higher": "lower"}
    assert findings.standing(group("none", *one), group("none", *other)) == standing
    assert findings.standing(group("none", *other), group("none", *one)) == turned.get(standing, standing)


def test_a_duel_has_the_lead_and_what_it_has_to_be_measured_by():
    duel = findings.duel(*pair((1.0, 1.25), (0.5, 0.75)))
    assert (duel.depth, duel.seeds, duel.lead, duel.closest) == (20, 2, 0.5, 0.25)
    assert duel.residual == Ends("all", Spread(0.625, 0.5, 0.75), 0, 2)
    assert duel.plain == Ends("all", Spread(1.125, 1.0, 1.25), 0, 2)


@pytest.mark.parametrize(
    ("plain", "residual", "widest"), [((1.0, 1.5), (0.25, 0.5), 0.5), ((1.0, 1.25), (0.125, 0.75), 0.625)]
)
def test_the_wider_of_the_two_ranges_counts_whichever_it_is(plain, residual, widest):
    assert findings.duel(*pair(plain, residual)).widest == widest


def test_losses_that_are_no_numbers_are_counted_and_never_averaged():
    duel = findings.duel(*pair((None, 1.0), (0.5, 0.75)))
    assert duel.plain == Ends("some", Spread(1.0, 1.0, 1.0), 1, 2)
    assert (duel.lead, duel.widest) == (None, None)
    assert group("none", None, None).ends == Ends("none", None, 2, 2)
    assert group("none", None, 1.0).mean is None


def test_twins_are_those_of_one_depth():
    nets = [group(kind, 0.5, depth=depth) for depth in (56, 20) for kind in ("zero_pad", "none")]
    assert [(plain.net.depth, plain.net.plain, residual.net.plain) for plain, residual in findings.pairs(nets)] == [
        (56, True, False),
        (20, True, False),
    ]
    assert findings.pairs(nets[:1]) == []


def test_nets_that_stopped_are_told_with_their_steps():
    plain, residual = pair((2.25, 2.3), (None, 2.3))
    assert findings.stopped([plain, residual]) == [Stopped(residual.net, 1, 2, (2,))]
    assert findings.stopped([plain]) == []


def test_the_net_that_the_stored_statistics_mislead_most_is_named():
    net = SmallNet()
    little = Group(net, (runner(net, 0.5, test=0.7, fresh=0.75),))
    much = group("none", 0.5)
    assert findings.lag([little, much]) == Lag(much.net, 0.25)
    assert findings.lag([group("none", 0.5, norm=False)]) is None


def test_a_jump_far_above_guessing_is_found_and_a_usual_start_is_not():
    net = SmallNet()
    wild = Group(net, (runner(net, 0.5, losses=(2.5, 31.25, 0.5)), runner(net, 0.5)))
    assert findings.bursts([wild, group("none", 0.5)]) == [Burst(net, 1, 2, 31.25)]


def test_a_start_is_the_mean_of_each_runs_first_losses():
    net = SmallNet()
    wild = Group(net, (runner(net, 1.25, losses=(8.0, 10.0)), runner(net, 1.75, losses=(6.0, 8.0))))
    assert findings.start(wild) == (2, Spread(8.0, 7.0, 9.0), Ends("all", Spread(1.5, 1.25, 1.75), 0, 2))
    many = Group(net, (runner(net, 0.5, losses=(1.0,) * findings.FIRST_STEPS + (99.0,)),))
    assert findings.start(many).first == Spread(1.0, 1.0, 1.0)


def test_a_recipe_departs_from_the_usual_one_where_it_differs():
    assert findings.departures(RaceQuestion(nets=(SmallNet(depth=8),), seed=3)) == {}
    slow = RaceQuestion(nets=(SmallNet(),), lr=0.03, steps=100, clip_norm=1)
    assert findings.departures(slow) == {"steps": 100, "lr": 0.03, "clip_norm": 1.0}
