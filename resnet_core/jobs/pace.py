"""How long the rest of a run will take, from what its own steps and tests have taken so far."""

import time
from typing import Any

from resnet_core.config import RunConfig
from resnet_core.training.loop import StepRecord

WARM_UP_STEPS = 5
"""The first steps pay for what later ones find ready."""
_SMOOTHING = 0.05


class Pace:
    """Smoothed times of a step and of a test."""

    def __init__(self, config: RunConfig, steps_per_epoch: int) -> None:
        self._batch = min(config.training.batch_size, config.data.train_images)
        self._test_images = config.data.test_images
        self._steps_per_epoch = steps_per_epoch
        self._total_steps = config.training.epochs * steps_per_epoch
        self._epochs = config.training.epochs
        self._steps_seen = 0
        self._seconds = 0.0
        self._step_seconds: float | None = None
        self._images_per_second: float | None = None
        self._last_step_at = 0.0
        self._test_seconds: float | None = None

    def stepped(self, record: StepRecord) -> None:
        """Counts a step that was made."""
        self._last_step_at = time.monotonic()
        self._steps_seen += 1
        self._images_per_second = record.images_per_second
        if self._steps_seen > WARM_UP_STEPS:
            seconds = self._batch / record.images_per_second
            self._seconds += seconds
            before = self._step_seconds if self._step_seconds is not None else seconds
            self._step_seconds = before + _SMOOTHING * (seconds - before)

    def tested(self) -> None:
        """Notes that the test after the last step has just ended."""
        if self._steps_seen:
            self._test_seconds = time.monotonic() - self._last_step_at

    def forecast(self, step: int) -> dict[str, Any]:
        """The measured fields of `schema.Progress`; no time is told before there is one."""
        return {
            "step_seconds": self._step_seconds,
            "images_per_second": self._images_per_second,
            "evaluation_images_per_second": self._test_images / self._test_seconds if self._test_seconds else None,
            "eta_seconds": self._eta(step),
        }

    def overall(self) -> float | None:
        """Images a second over all steps but the first few, which is what later runs can be forecast from."""
        return (self._steps_seen - WARM_UP_STEPS) * self._batch / self._seconds if self._seconds else None

    def _eta(self, step: int) -> float | None:
        if self._step_seconds is None:
            return None
        tests = self._epochs - step // self._steps_per_epoch + 1  # one more for the results at the end
        return (self._total_steps - step) * self._step_seconds + tests * self._one_test(self._step_seconds)

    def _one_test(self, step_seconds: float) -> float:
        """Until one was measured: a test is the forward third of a training step, per image."""
        if self._test_seconds is not None:
            return self._test_seconds
        return self._test_images * step_seconds / self._batch / 3
