"""The training loop: a generator of records.

It runs while records are asked for and rests in between, so the same code is tested with `list(trainer.records())`,
driven by a worker, and stopped by not asking for the next record. Losses stay on the device and cross over together a
few times a second; reading each one as it is made would make a GPU wait for the CPU at every step.
"""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from resnet_core.config import RunConfig
from resnet_core.data.images import Batches, Dataset
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.training.devices import Device
from resnet_core.training.evaluation import Results, evaluate, results
from resnet_core.training.layout import on_device
from resnet_core.training.schedules import lr_at

FLUSH_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step; loss and accuracy are those of its batch before the weights moved."""

    step: int
    epoch: int
    loss: float
    accuracy: float
    lr: float
    images_per_second: float
    """Over the few steps that crossed from the device together."""
    gradient_norm: float | None


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch: means over its batches as they were met, and the test images after its last step."""

    step: int
    epoch: int
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float
    seconds: float


@dataclass(slots=True)
class EpochSums:
    """What an epoch has gathered so far; part of a checkpoint."""

    images: int = 0
    loss: float = 0.0
    correct: float = 0.0
    seconds: float = 0.0


class Trainer:
    """A run in progress: a network, its optimiser and how far it has come.

    `step` counts from 1; 0 is the untrained network. `epoch` is the number of finished epochs, tested and told. Every
    record whose `step` equals the trainer's is a point where a checkpoint may be taken; when `flush_seconds` is 0, all
    are. It also rests after each step in `rests`.
    """

    def __init__(self, config: RunConfig, dataset: Dataset, device: Device) -> None:
        training = config.training
        self.config = config
        self.device = device
        self.flush_seconds = FLUSH_SECONDS
        self.bf16 = training.precision == "auto" and device.bf16
        self.batches = Batches(dataset, config, device.torch)
        self.model = on_device(build(network_plan(config.network), seed=training.seed), device)
        self.optimizer = torch.optim.SGD(
            self.model.parameters(),
            lr=training.lr,
            momentum=training.momentum,
            nesterov=training.nesterov,
            weight_decay=training.weight_decay,
            fused=True,  # one kernel for all parameters
        )
        self.step = 0
        self.epoch = 0
        self.sums = EpochSums()
        self.rests: Collection[int] = ()

    @property
    def total_steps(self) -> int:
        """Steps of the whole run."""
        return self.config.training.epochs * self.batches.steps_per_epoch

    def records(self) -> Iterator[StepRecord | EpochRecord]:
        """Trains from where the run stands to its end; NaN losses are told like any other."""
        while self.epoch < self.config.training.epochs:
            last_step = (self.epoch + 1) * self.batches.steps_per_epoch
            while self.step < last_step:
                yield from self._steps_until(last_step)
            yield self._end_of_epoch()

    def results(self) -> Results:
        """How the network stands on the test images now."""
        return results(self.model, self.batches, bf16=self.bf16)

    def _steps_until(self, last_step: int) -> list[StepRecord]:
        """Steps for a fraction of a second, then their records, so that no record is held back at a resting point."""
        started = time.perf_counter()
        measured: list[Tensor] = []
        sizes: list[int] = []
        while self.step < last_step and (not sizes or time.perf_counter() - started < self.flush_seconds):
            images, labels = self.batches.train(self.step + 1)
            measured.append(self._train_step(images, labels))
            sizes.append(len(labels))
            self.step += 1
            if self.step in self.rests:
                break
        values = torch.stack(measured).tolist()  # waits for the device
        seconds = time.perf_counter() - started
        self._gather(values, sizes, seconds)
        return self._step_records(values, images_per_second=sum(sizes) / seconds)

    def _train_step(self, images: Tensor, labels: Tensor) -> Tensor:
        """One step of SGD; loss, accuracy and gradient norm `(3,)`, still on the device."""
        training = self.config.training
        for group in self.optimizer.param_groups:
            group["lr"] = lr_at(training, self.step + 1, total_steps=self.total_steps)
        self.model.train()
        with torch.autocast(self.device.kind, torch.bfloat16, enabled=self.bf16):
            logits = self.model(images)
        logits = logits.float()
        loss = F.cross_entropy(logits, labels, label_smoothing=training.label_smoothing)
        self.optimizer.zero_grad()
        torch.autograd.backward(loss)
        norm = self._gradient_norm() if training.record_gradient_norm else loss.new_zeros(())
        self.optimizer.step()
        accuracy = (logits.detach().argmax(1) == labels).float().mean()
        return torch.stack((loss.detach(), accuracy, norm))

    def _gradient_norm(self) -> Tensor:
        """Euclidean norm over all parameters, before the step."""
        gradients = [parameter.grad for parameter in self.model.parameters() if parameter.grad is not None]
        return torch.nn.utils.get_total_norm(gradients)

    def _gather(self, values: list[list[float]], sizes: list[int], seconds: float) -> None:
        for (loss, accuracy, _norm), size in zip(values, sizes, strict=True):
            self.sums.images += size
            self.sums.loss += loss * size
            self.sums.correct += accuracy * size
        self.sums.seconds += seconds

    def _step_records(self, values: list[list[float]], *, images_per_second: float) -> list[StepRecord]:
        training = self.config.training
        first = self.step - len(values) + 1
        return [
            StepRecord(
                step=step,
                epoch=self.epoch + 1,
                loss=loss,
                accuracy=accuracy,
                lr=lr_at(training, step, total_steps=self.total_steps),
                images_per_second=images_per_second,
                gradient_norm=norm if training.record_gradient_norm else None,
            )
            for step, (loss, accuracy, norm) in enumerate(values, start=first)
        ]

    def _end_of_epoch(self) -> EpochRecord:
        started = time.perf_counter()
        test_loss, test_accuracy = evaluate(self.model, self.batches, bf16=self.bf16)
        sums, self.sums = self.sums, EpochSums()
        self.epoch += 1
        return EpochRecord(
            step=self.step,
            epoch=self.epoch,
            train_loss=sums.loss / sums.images,
            train_accuracy=sums.correct / sums.images,
            test_loss=test_loss,
            test_accuracy=test_accuracy,
            seconds=sums.seconds + time.perf_counter() - started,
        )
