"""The learning rate of every step is torch's."""

import warnings

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim.lr_scheduler import ConstantLR, LRScheduler, OneCycleLR

from resnet_core.config import TrainingConfig
from resnet_core.training.schedules import FEW_STEPS, WARM_UP, lr_at


def stepped(scheduler: LRScheduler, optimizer: torch.optim.Optimizer, steps: int) -> list[float]:
    """Learning rates that a torch scheduler gives to the steps of a run."""
    seen = []
    for _ in range(steps):
        seen.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the step after the last one
            if len(seen) < steps:
                scheduler.step()
    return seen


@pytest.mark.parametrize("steps", [2, 3, 4, 7, 10, 469, 1000])
@pytest.mark.parametrize("lr", [0.01, 0.2, 3.0])
def test_one_cycle_is_torchs(steps: int, lr: float):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    scheduler = OneCycleLR(optimizer, max_lr=lr, total_steps=steps, pct_start=WARM_UP, cycle_momentum=False)
    config = TrainingConfig(lr=lr, schedule="one_cycle")
    ours = [lr_at(config, step, total_steps=steps) for step in range(1, steps + 1)]
    assert ours == pytest.approx(stepped(scheduler, optimizer, steps), rel=1e-12)


def test_constant_is_torchs():
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.01)
    config = TrainingConfig(lr=0.01, schedule="constant")
    ours = [lr_at(config, step, total_steps=20) for step in range(1, 21)]
    assert ours == stepped(ConstantLR(optimizer, factor=1.0), optimizer, 20)


def test_a_lone_step_is_taken_at_the_highest_rate():
    """The one departure from torch, which would take it at a 250,000th of it."""
    assert lr_at(TrainingConfig(lr=0.1, schedule="one_cycle"), 1, total_steps=1) == 0.1


@given(st.integers(1, 3000))
def test_every_step_of_every_run_has_a_rate_up_to_the_highest(steps: int):
    config = TrainingConfig(lr=0.1, schedule="one_cycle")
    assert all(0 < lr_at(config, step, total_steps=steps) <= 0.1 for step in (1, 2, steps // 2, steps) if step >= 1)


@pytest.mark.parametrize("steps", range(2, FEW_STEPS + 1))
def test_fewer_than_ten_steps_miss_the_peak(steps: int):
    highest = max(lr_at(TrainingConfig(lr=0.1), step, total_steps=steps) for step in range(1, steps + 1))
    assert (highest == 0.1) is (steps == FEW_STEPS)
