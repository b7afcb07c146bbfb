"""The learning rate as a pure function of the step, so that a resumed run needs no scheduler state.

`one_cycle` is torch's OneCycleLR with its cosine annealing (Smith & Topin 2018, arXiv:1708.07120): a warm-up from
lr/25 to lr over the first part of the run, then down to lr/250,000. Momentum stays as it is. Steps count from 1.

A run of one step takes it at lr; torch's would take it at lr/250,000, and learn nothing.
"""

import math

from resnet_core.config import TrainingConfig

WARM_UP = 0.3
FEW_STEPS = 10
"""The fewest in which a step of the cycle falls on its peak; with less than four there is no warm-up either."""
_START_DIVISOR = 25.0
_END_DIVISOR = 1e4


def lr_at(config: TrainingConfig, step: int, *, total_steps: int) -> float:
    """Learning rate of step `step` of a run of `total_steps`."""
    if config.schedule == "constant" or total_steps == 1:
        return config.lr
    return _one_cycle(config.lr, step - 1, total_steps)


def _one_cycle(peak: float, index: int, total_steps: int) -> float:
    start = peak / _START_DIVISOR
    top = WARM_UP * total_steps - 1
    if index <= top:
        return _cosine(start, peak, index / top)
    return _cosine(peak, start / _END_DIVISOR, (index - top) / (total_steps - 1 - top))


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) / 2.0 * (1.0 + math.cos(math.pi * share))
