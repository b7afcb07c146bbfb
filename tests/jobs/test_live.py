"""What is told of a run while it goes on; no run is executed here."""

import math

import pytest

from resnet_core.jobs import live, looks, states
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.service import Lab
from resnet_core.jobs.states import NewRun, Report
from resnet_core.schema import Progress
from resnet_core.store import Artifact, NoRunError, Point
from resnet_core.wording import message


@pytest.fixture
def lab(store, lab_settings, monkeypatch):
    monkeypatch.setattr(looks, "VIEW_SECONDS", 0.0)
    monkeypatch.setattr("resnet_core.jobs.curves.REFRESH_SECONDS", 0.0)
    return Lab(store, lab_settings)


class Run:
    """A run that trains; called, it tells how far it is, and returns what everybody may know then."""

    def __init__(self, lab, store, claim):
        self._lab, self._store, self.claim = lab, store, claim
        states.advance(store, claim, to="running")

    def __call__(self, step, *, phase="phase-training", seen=None, **values):
        points = [Point(name, step, value) for name, value in values.items()]
        artifacts = [Artifact("watched", "w", 1, seen)] if seen else []
        progress = Progress(phase=message(phase), step=step, total_steps=100)
        states.report(self._store, self.claim, Report(progress, points, artifacts=artifacts))
        return live.state(self._lab, self.claim.run_id)


@pytest.fixture
def run(lab, store, submit, claim_next):
    submit()
    return Run(lab, store, claim_next())


def test_a_waiting_run_tells_its_place_and_no_curve(lab, submit, claim_next):
    submit()
    claim_next()
    told = live.state(lab, submit("grace"))
    assert (told["state"], told["before"], told["curves"], told["over"]) == ("queued", 1, {}, False)


def test_a_training_tells_its_four_curves_and_nothing_else_of_them(run):
    told = run(3, train_loss=2.0, test_accuracy=0.25, lr=0.1)
    assert told["curves"] == {"train_loss": [(3, 2.0)], "test_accuracy": [(3, 0.25)]}
    assert told["latest"] == {"train_loss": 2.0, "test_accuracy": 0.25}
    assert (told["step"], told["steps"]) == (3, 100)


def test_a_question_tells_all_its_curves(lab, store, claim_next):
    states.submit(store, NewRun("race", "{}", "", "ada", None, ""))
    told = Run(lab, store, claim_next())(3, **{"0.train_loss": 2.0, "1.train_loss": 1.5})
    assert told["curves"] == {"0.train_loss": [(3, 2.0)], "1.train_loss": [(3, 1.5)]}


def test_a_loss_that_is_no_number_is_told_as_none(run):
    told = run(3, train_loss=math.nan)
    assert told["curves"] == {"train_loss": [(3, None)]}
    assert told["latest"] == {"train_loss": None}


def test_between_two_marks_only_numbers_move(run):
    first = run(3, train_loss=2.0)
    assert run(24, train_loss=1.9)["marks"] == first["marks"]


@pytest.mark.parametrize("change", [{"step": 25}, {"step": 4, "phase": "phase-testing"}, {"step": 4, "seen": "c0ffee"}])
def test_a_mark_changes_with_a_quarter_a_phase_and_what_the_worker_saw(run, change):
    before = run(3)["marks"]
    assert run(**change)["marks"] != before


def test_a_wish_to_stop_changes_the_mark(lab, store, run):
    before = run(3)["marks"]
    states.ask_stop(store, run.claim.run_id)
    assert live.state(lab, run.claim.run_id)["marks"] != before


def test_an_ended_run_is_over(lab, store, run):
    assert not run(3)["over"]
    states.finish(store, run.claim, Outcome("succeeded"))
    assert live.state(lab, run.claim.run_id)["over"]


def test_of_a_run_that_is_not_there_nothing_is_told(lab):
    with pytest.raises(NoRunError):
        live.state(lab, "none")
