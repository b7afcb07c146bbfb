"""What is found about grown nets follows from their numbers."""

from resnet_core.analysis.spread import Spread
from resnet_core.studies.growth import findings
from resnet_core.studies.growth.question import IDENTITY, NOTHING, ZERO, Grown, Growth


def net(put_in, *, change=0.0, later=0.8, first=0.5):
    return Grown(
        put_in=put_in,
        loss=0.25 + change,
        accuracy=0.75,
        largest_change=change,
        first_losses=(first, 0.25),
        later_loss=0.5,
        later_accuracy=later,
    )


def growth(*, zero_change=0.0, identity_later=0.7, seed=0):
    nets = (
        net(NOTHING),
        net(ZERO, change=zero_change),
        net(IDENTITY, change=0.125, later=identity_later, first=1.5),
    )
    return Growth(seed=seed, data="sketches", params_before=1, params_after=2, nets=nets)


def test_only_what_moved_no_output_in_any_run_left_the_net_as_it_was():
    assert findings.kept([growth(), growth()]) == ((ZERO,), 1, 2, (0.25, 0.25))
    assert findings.kept([growth(), growth(zero_change=1e-7)]) == ((), 0, 2, ())


def test_the_plain_identity_is_read_in_both_modes():
    hidden = findings.hidden_identity([growth(), growth()])
    assert hidden.moved == 0.125
    assert (hidden.accuracy, hidden.accuracy_small) == (Spread(0.75, 0.75, 0.75),) * 2
    assert (hidden.first_loss, hidden.first_loss_small) == (Spread(1.5, 1.5, 1.5), Spread(0.5, 0.5, 0.5))


def test_only_what_was_behind_in_every_run_is_less_accurate():
    assert findings.afterwards([growth(), growth()])[:3] == ((IDENTITY,), 1, 2)
    assert findings.afterwards([growth(), growth(identity_later=0.9)])[:3] == ((), 0, 2)


def test_the_furthest_way_is_found_at_once_and_afterwards():
    furthest = findings.furthest([growth(zero_change=1.0), growth()])
    assert (furthest.way, furthest.loss) == (ZERO, Spread(0.75, 0.25, 1.25))
    assert (furthest.loss_small, furthest.later_loss) == (Spread(0.25, 0.25, 0.25), Spread(0.5, 0.5, 0.5))


def test_first_losses_are_means_over_the_runs_step_by_step():
    ways = {way.way: way for way in findings.ways([growth(), growth(zero_change=0.5)])}
    assert list(ways) == [NOTHING, ZERO, IDENTITY]
    assert ways[IDENTITY].first_losses == (1.5, 0.25)
    assert ways[ZERO].loss == Spread(0.5, 0.25, 0.75)
