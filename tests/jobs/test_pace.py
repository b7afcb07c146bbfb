"""The time that is left, told from measured steps only."""

import pytest

from resnet_core.config import RunConfig, parse
from resnet_core.jobs.pace import WARM_UP_STEPS, Pace
from resnet_core.training.loop import StepRecord

CONFIG = parse(
    RunConfig,
    {
        "network": {"stages": [{"blocks": 1, "channels": 4}]},
        "data": {"train_images": 1000, "test_images": 300},
        "training": {"epochs": 2, "batch_size": 100},
    },
)


def step(number, images_per_second):
    return StepRecord(number, 1, 1.0, 0.5, 0.1, images_per_second, None)


@pytest.fixture
def pace():
    return Pace(CONFIG, steps_per_epoch=10)


def test_no_time_is_told_before_the_steps_are_warm(pace):
    for number in range(1, WARM_UP_STEPS + 1):
        pace.stepped(step(number, 50.0))
        assert pace.forecast(number)["eta_seconds"] is None
    assert pace.overall() is None


def test_slow_first_steps_do_not_count(pace):
    for number in range(1, WARM_UP_STEPS + 1):
        pace.stepped(step(number, 1.0))
    pace.stepped(step(6, 200.0))
    assert pace.forecast(6)["step_seconds"] == 0.5
    assert pace.overall() == 200.0


def test_the_rest_is_its_steps_and_a_test_for_each_epoch_and_for_the_results(pace):
    for number in range(1, 7):
        pace.stepped(step(number, 200.0))
    one_test = 300 * 0.5 / 100 / 3
    assert pace.forecast(6)["eta_seconds"] == pytest.approx(14 * 0.5 + 3 * one_test)


def test_a_measured_test_replaces_the_guess(pace, monkeypatch):
    for number in range(1, 11):
        pace.stepped(step(number, 200.0))
    monkeypatch.setattr("resnet_core.jobs.pace.time.monotonic", lambda: pace._last_step_at + 2.0)
    pace.tested()
    assert pace.forecast(10)["evaluation_images_per_second"] == pytest.approx(150.0)
    assert pace.forecast(10)["eta_seconds"] == pytest.approx(10 * 0.5 + 2 * 2.0)


def test_the_overall_speed_weighs_slow_steps_by_their_time(pace):
    for number in range(1, WARM_UP_STEPS + 1):
        pace.stepped(step(number, 7.0))
    pace.stepped(step(6, 100.0))
    pace.stepped(step(7, 300.0))
    assert pace.overall() == pytest.approx(150.0)
