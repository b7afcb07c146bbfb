"""What a worker can do: one function for each kind of run. Imports torch, so only `worker` imports it."""

import io
import json
import math
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from resnet_core import whole_files
from resnet_core.analysis import memory
from resnet_core.config import DataConfig, NetworkConfig, RunConfig, StageConfig, TrainingConfig, parse
from resnet_core.data import files
from resnet_core.data.images import Dataset, load
from resnet_core.errors import CheckpointError, DataError
from resnet_core.jobs import pictures
from resnet_core.jobs.context import Context, Interrupted, Unsaved
from resnet_core.jobs.crashes import LAST
from resnet_core.jobs.outcomes import diverged
from resnet_core.jobs.pace import Pace
from resnet_core.settings import Settings
from resnet_core.training import checkpoints, moments
from resnet_core.training.devices import card_mb, choose, exact_float32, keep_freed_memory, peak_mb
from resnet_core.training.loop import EpochRecord, StepRecord, Trainer
from resnet_core.training.watching import Watcher
from resnet_core.wording import message

CHECKPOINT_SECONDS = 10.0
BOUNDARY_SECONDS = 1.0
"""At the bounds of an epoch a checkpoint is made unless there is one younger than this."""
MAX_SNAPSHOT_BYTES = 64_000_000
"""Of all the weights that a run may keep from its epochs, so that a page can compare early and late ones."""
MAX_POINTS = 5000
"""Points of a curve: a longer run tells every k-th step."""
PREVIOUS = "previous.safetensors"
_TO_GO_ON = {"last": LAST, "previous": PREVIOUS, "pictures": pictures.FILE, "watched": moments.FILE}
"""What another machine needs of a run, by its kind, and how it is called in the run's folder."""

_ready: dict[str, Dataset] = {}
"""The whole Fashion-MNIST, once `prepare` has read it."""


def prepare(settings: Settings) -> None:
    """Loads what a first step needs: the data where it is at hand, and torch's kernels."""
    try:
        if files.status(settings.data_dir).state == "ready":
            _ready["fashion-mnist"] = load(DataConfig(source="fashion-mnist"), settings.data_dir)
    except DataError:
        pass  # the run that needs the data will say it, to its learner
    network = NetworkConfig(stem_channels=4, stages=(StageConfig(blocks=1, channels=4),))
    data = DataConfig(source="sketches", train_images=10, test_images=10)
    config = RunConfig(network=network, data=data, training=TrainingConfig(batch_size=10))
    for _record in Trainer(config, load(data, settings.data_dir), choose(settings.device)).records():
        pass


def train(context: Context) -> None:
    """Trains the network of a RunConfig from where its checkpoints left it, and keeps its results."""
    config = parse(RunConfig, context.config)
    context.bring_back(_TO_GO_ON)
    keep_freed_memory()
    exact_float32()
    device = choose(context.settings.device)
    if device.kind == "cpu":
        bf16 = device.bf16 and config.training.precision == "auto"
        memory.check(config, memory.of_process(config, bf16=bf16), context.settings.memory_limit_mb)
    else:
        context.measure_peak(partial(peak_mb, device))
    dataset = _own_images(config.data, context)
    trainer = Trainer(config, dataset, device)
    saved = Checkpoints(context, trainer)
    saved.restore()
    context.progress(
        phase=message("phase-training"),
        step=trainer.step,
        total_steps=trainer.total_steps,
        device=f"{device.name} ({device.description})",
        card_mb=card_mb(device),
        data=dataset.name,
    )
    context.settle()  # should the first step end this process, it is known on which device
    _watch_batches(trainer.model, context)
    pace = Pace(config, trainer.batches.steps_per_epoch)
    watched = Watched(context, trainer, dataset)
    watched.look()
    _follow(trainer, context, saved=saved, pace=pace, watched=watched)
    context.progress(phase=message("phase-saving-results"), eta_seconds=None)
    if (overall := pace.overall()) is not None:
        context.progress(images_per_second=overall)
    _keep_results(trainer, dataset, context)


TASKS: dict[str, Callable[[Context], None]] = {"train": train}


class Checkpoints:
    """`last` and the one before it: a damaged file costs seconds of training, not the run."""

    def __init__(self, context: Context, trainer: Trainer) -> None:
        self._context = context
        self._trainer = trainer
        self._last = context.folder / LAST
        self._previous = context.folder / PREVIOUS
        self._saved_at = time.monotonic()
        self._saved_place = (0, 0)

    def restore(self) -> None:
        """Puts the trainer where the newest whole checkpoint left it, or leaves it at the start."""
        for path in (self._last, self._previous):
            if not path.exists():
                continue
            try:
                inexact = checkpoints.load(path, self._trainer)
            except CheckpointError as error:
                self._context.event("checkpoint refused", str(error))
                continue
            self._saved_place = self._place()
            self._context.event(
                "checkpoint read", f"goes on from step {self._trainer.step}{inexact and f'; {inexact}'}"
            )
            return

    def save(self, *, older_than: float = 0.0) -> None:
        """Saves if the last checkpoint is old enough. A full disk is told, and training goes on."""
        if self._saved_place == self._place() or time.monotonic() - self._saved_at < older_than:
            return
        self._saved_at = time.monotonic()
        self._context.settle()  # a run goes on from here, so the points up to here must not be lost with this process
        try:
            checkpoints.save(self._last, self._trainer, previous=self._previous)
            self._saved_place = self._place()
            self._context.share_checkpoint("last", "previous", self._last)
        except OSError as error:
            self._context.event("checkpoint skipped", f"step {self._trainer.step}: {error.strerror}")

    def leave(self) -> None:
        """Saves and raises Interrupted; Unsaved where the disk is full."""
        self.save()
        raise Interrupted if self._saved_place == self._place() else Unsaved

    def _place(self) -> tuple[int, int]:
        """A tested epoch is a step further than one that is not."""
        return self._trainer.step, self._trainer.epoch


class Watched:
    """What is seen of the network while it trains, for the page that shows the run. Nothing depends on it."""

    def __init__(self, context: Context, trainer: Trainer, dataset: Dataset) -> None:
        self._context = context
        self._file = context.folder / moments.FILE
        self._watcher = Watcher(trainer, dataset, self._file)

    def look(self) -> None:
        """Looks if it is time to; a full disk is no reason to stop."""
        try:
            if self._watcher.look():
                self._context.artifact("watched", self._file)
        except Interrupted:
            pass  # whoever trains asks for the wish to stop next, and saves first
        except OSError as error:
            self._context.event("look skipped", str(error.strerror))


def _own_images(config: DataConfig, context: Context) -> Dataset:
    """The images that the run began with, or begins with now; DataError when they are not to be had any more."""
    try:
        dataset = images_of(pictures.began_with(context.folder, config), context)
    except DataError as error:
        raise pictures.gone(context.folder, context.settings.data_dir, error) from error
    pictures.hold(context.folder, dataset)
    context.share("pictures", context.folder / pictures.FILE)
    return dataset


def images_of(config: DataConfig, context: Context) -> Dataset:
    """The images of the run, from memory when the worker was warm."""
    ready = _ready.get("fashion-mnist")
    if ready is not None and config.source != "sketches":
        return _first(ready, config)
    context.progress(phase=message("phase-loading-data"))

    def on_progress(share: float) -> None:
        context.progress(phase=message("phase-fetching-data", share=share))
        if context.stop_wanted():
            raise Interrupted

    dataset = load(config, context.settings.data_dir, on_progress)
    if dataset.note:
        context.event("sketches instead", dataset.note)
    return dataset


def _first(dataset: Dataset, config: DataConfig) -> Dataset:
    train, test = slice(config.train_images), slice(config.test_images)
    return replace(
        dataset,
        train_images=dataset.train_images[train],
        train_labels=dataset.train_labels[train],
        test_images=dataset.test_images[test],
        test_labels=dataset.test_labels[test],
    )


def _watch_batches(model: nn.Module, context: Context) -> None:
    """Lets every batch show that the run moves, so that a test can be left at any of them.

    Testing a large network takes minutes on a CPU and changes nothing, so a wish to stop need not wait for its end.
    """

    def before_batch(module: nn.Module, _inputs: Any) -> None:
        context.progress()
        if not module.training and context.stop_wanted():
            raise Interrupted

    model.register_forward_pre_hook(before_batch)


def _follow(trainer: Trainer, context: Context, *, saved: Checkpoints, pace: Pace, watched: Watched) -> None:
    """Trains to the end, telling and saving on the way. Raises DivergenceError, Interrupted."""
    every = math.ceil(trainer.total_steps / MAX_POINTS)
    for record in trainer.records():
        if isinstance(record, EpochRecord):
            context.emit(record.step, _epoch_values(record))
            _keep_epoch(trainer, context)
            pace.tested()
        else:
            pace.stepped(record)
            if record.step % every == 0 or not math.isfinite(record.loss):
                context.emit(record.step, _step_values(record))
        _check_finite(record, trainer.config)
        if record.step == trainer.step:
            saved.save(older_than=_checkpoint_age(record, trainer))
            testing = isinstance(record, StepRecord) and record.step % trainer.batches.steps_per_epoch == 0
            phase = message("phase-testing") if testing else message("phase-training")
            context.progress(phase=phase, step=record.step, **pace.forecast(record.step))
            if not context.stop_wanted():
                watched.look()
            if context.stop_wanted():
                saved.leave()


def _keep_epoch(trainer: Trainer, context: Context) -> None:
    """Keeps the weights as this epoch left them under `epoch_<n>`, where all epochs together are small."""
    epochs = trainer.config.training.epochs
    size = sum(tensor.nbytes for tensor in trainer.model.state_dict().values())
    if epochs == 1 or epochs * size > MAX_SNAPSHOT_BYTES:
        return
    kind = f"epoch_{trainer.epoch}"
    path = context.folder / f"{kind}.safetensors"
    try:
        checkpoints.export_weights(path, trainer.model)
    except OSError as error:
        context.event("snapshot skipped", f"epoch {trainer.epoch}: {error.strerror}")
    else:
        context.artifact(kind, path)


def _checkpoint_age(record: StepRecord | EpochRecord, trainer: Trainer) -> float:
    """Seconds a checkpoint may be old at this point, where training rests between two groups of steps."""
    if trainer.epoch == trainer.config.training.epochs:
        return 0.0
    at_boundary = isinstance(record, EpochRecord) or record.step % trainer.batches.steps_per_epoch == 0
    return BOUNDARY_SECONDS if at_boundary else CHECKPOINT_SECONDS


def _check_finite(record: StepRecord | EpochRecord, config: RunConfig) -> None:
    loss = record.loss if isinstance(record, StepRecord) else record.test_loss
    if not math.isfinite(loss):
        raise diverged(record.step, config.training.lr)


def _step_values(record: StepRecord) -> dict[str, float]:
    values = {
        "train_loss": record.loss,
        "train_accuracy": record.accuracy,
        "lr": record.lr,
        "images_per_second": record.images_per_second,
    }
    return values if record.gradient_norm is None else {**values, "gradient_norm": record.gradient_norm}


def _epoch_values(record: EpochRecord) -> dict[str, float]:
    return {
        "epoch_train_loss": record.train_loss,
        "epoch_train_accuracy": record.train_accuracy,
        "test_loss": record.test_loss,
        "test_accuracy": record.test_accuracy,
    }


def _keep_results(trainer: Trainer, dataset: Dataset, context: Context) -> None:
    weights = context.folder / "weights.safetensors"
    checkpoints.export_weights(weights, trainer.model)
    context.artifact("weights", weights)
    results = trainer.results()
    keep_json(context, "results", results.as_json())
    wrong = dataset.test_images[torch.tensor([example.index for example in results.wrong], dtype=torch.long)]
    images = context.folder / "wrong_images.npy"
    content = io.BytesIO()
    np.save(content, wrong.numpy())
    whole_files.write(images, content.getvalue(), synced=True)
    context.artifact("wrong_images", images)


def keep_json(context: Context, kind: str, values: dict[str, Any]) -> None:
    """Keeps `values` as JSON under `kind`."""
    path: Path = context.folder / f"{kind}.json"
    whole_files.write(path, json.dumps(values).encode(), synced=True)
    context.artifact(kind, path)
