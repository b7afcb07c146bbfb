"""What a bug cost follows from the runs' numbers."""

from resnet_core.analysis.spread import Spread
from resnet_core.studies.bugs.findings import harms
from resnet_core.studies.bugs.question import NONE, ZERO_GRAD, Patient, Ward


def ward(seed, *, accuracy, stopped_at):
    healthy = Patient(bug=NONE, params=100, loss=0.5, accuracy=0.75, stopped_at=None)
    ill = Patient(
        bug=ZERO_GRAD,
        params=25,
        loss=None if stopped_at else 2.0,
        accuracy=accuracy,
        stopped_at=stopped_at,
    )
    return Ward(seed=seed, data="sketches", patients=(healthy, ill))


def test_a_bug_is_told_over_all_runs():
    found = harms([ward(0, accuracy=0.25, stopped_at=None), ward(1, accuracy=0.5, stopped_at=None)])
    assert found[NONE].accuracy == Spread(0.75, 0.75, 0.75)
    assert found[ZERO_GRAD].accuracy == Spread(0.375, 0.25, 0.5)
    assert found[ZERO_GRAD].loss == Spread(2.0, 2.0, 2.0)
    assert (found[NONE].params, found[ZERO_GRAD].params) == (100, 25)


def test_a_run_without_a_number_leaves_the_mean_loss_untold():
    found = harms([ward(0, accuracy=0.25, stopped_at=None), ward(1, accuracy=0.25, stopped_at=7)])
    assert found[ZERO_GRAD].loss is None
