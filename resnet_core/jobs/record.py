"""Records trained nets and measurements: `make record`, or `python -m resnet_core.jobs.record quick growth`.

Works on real data on this machine and writes what happened, with its provenance, into `gallery/<name>/`. A recording
is never edited by hand; record it again instead.
"""

import argparse
import datetime
import logging
import math
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from resnet_core.analysis.curves import thin
from resnet_core.config import DataConfig, Frozen
from resnet_core.data.images import Dataset, load
from resnet_core.gallery import GALLERY, MEASURED, Curve, Measured, Measurements, Recording, measurements
from resnet_core.jobs.answers import MEASURES, plain
from resnet_core.presets import RECORDED
from resnet_core.settings import settings
from resnet_core.studies.catalogue import STUDIES
from resnet_core.studies.workbench import Workbench
from resnet_core.training import moments
from resnet_core.training.checkpoints import export_weights
from resnet_core.training.devices import Device, choose, exact_float32
from resnet_core.training.evaluation import Results
from resnet_core.training.loop import StepRecord, Trainer
from resnet_core.training.watching import Watcher

POINTS = 500
DIGITS = 4
LARGEST_WEIGHTS = 1_000_000
"""Bytes of weights that a repository may carry for one recording."""
SNAPSHOTS = {"quick": (10, 50, 150), "quick_plain": (10, 50, 150)}
"""Steps after which weights are kept besides the final ones; these runs are watched too."""

KINDS = {kind: question for kind, question in STUDIES.items() if question.recorded()}

_log = logging.getLogger(__name__)


def record(name: str, gallery: Path = GALLERY) -> Recording:
    """The recording of a run by its name, made now and written to `gallery`; DataError without Fashion-MNIST."""
    config = RECORDED[name]
    dataset = images(config.data)
    device = _device()
    trainer = Trainer(config, dataset, device)
    folder = gallery / name
    folder.mkdir(parents=True, exist_ok=True)
    watcher = Watcher(trainer, dataset, folder / moments.FILE) if name in SNAPSHOTS else None
    started = time.perf_counter()
    curves = _curves(trainer, folder, snapshots=SNAPSHOTS.get(name, ()), watcher=watcher)
    seconds = time.perf_counter() - started
    results = trainer.results()
    recording = Recording(
        name=name,
        config=config,
        machine=device.name,
        device=device.description,
        torch=torch.__version__,
        recorded=_today(),
        seconds=round(seconds, 1),
        seed=config.training.seed,
        data=dataset.name,
        curves=curves,
        results=results.as_json(),
    )
    (folder / "run.json").write_text(recording.model_dump_json() + "\n", encoding="utf-8")
    np.save(folder / "wrong_images.npy", _pictures(results, dataset))
    _keep_small_weights(folder / "weights.safetensors", trainer)
    return recording


def measure(kind: str, gallery: Path = GALLERY, *, keep: bool = False) -> Measurements:
    """The answers to all questions of a kind, written to `gallery` one after another; DataError without Fashion-MNIST.

    With `keep`, answers that the gallery already holds for the same questions stay.
    """
    device = _device()
    bench = Workbench(device, images, settings().runs_dir)
    before = _recorded(kind, gallery) if keep else ()
    measurements = Measurements(
        kind=kind,
        machine=device.name,
        device=device.description,
        torch=torch.__version__,
        recorded=_today(),
        entries=(),
    )
    questions = KINDS[kind].recorded()
    for question in questions:
        config = question.model_dump(mode="json")
        entry = next((entry for entry in before if entry.config == config), None) or _measured(kind, question, bench)
        measurements = measurements.model_copy(update={"entries": (*measurements.entries, entry)})
        _write(measurements, gallery)
        _log.info("%s %d of %d: %.1f s", kind, len(measurements.entries), len(questions), entry.seconds)
    return measurements


def _measured(kind: str, question: Frozen, bench: Workbench) -> Measured:
    started = time.perf_counter()
    answer = plain(MEASURES[kind](question, bench))
    return Measured(
        config=question.model_dump(mode="json"), answer=answer, seconds=round(time.perf_counter() - started, 1)
    )


def _recorded(kind: str, gallery: Path) -> tuple[Measured, ...]:
    return measurements(kind, gallery).entries if (gallery / kind / MEASURED).exists() else ()


def _write(measurements: Measurements, gallery: Path) -> None:
    folder = gallery / measurements.kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MEASURED).write_text(measurements.model_dump_json() + "\n", encoding="utf-8")


@cache
def images(config: DataConfig) -> Dataset:
    """Fashion-MNIST, whatever the config would put up with."""
    return load(config.model_copy(update={"source": "fashion-mnist"}), settings().data_dir)


def _device() -> Device:
    """The device that recordings are made on, with as many threads as the settings ask for."""
    if settings().threads:
        torch.set_num_threads(settings().threads)
    exact_float32()
    return choose(settings().device)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _curves(trainer: Trainer, folder: Path, *, snapshots: tuple[int, ...], watcher: Watcher | None) -> dict[str, Curve]:
    """Trains to the end; every metric in at most `POINTS` points, and the weights kept after some steps."""
    points: dict[str, list[tuple[int, float]]] = defaultdict(list)
    if snapshots:
        trainer.flush_seconds = 0.0  # so that training rests after each step
    if watcher is not None:
        watcher.look()
    for entry in trainer.records():
        if watcher is not None:
            watcher.look()
        if isinstance(entry, StepRecord):
            points["train_loss"].append((entry.step, entry.loss))
            points["train_accuracy"].append((entry.step, entry.accuracy))
            if entry.step in snapshots:
                _keep_small_weights(folder / f"weights_{entry.step}.safetensors", trainer)
        else:
            points["epoch_train_loss"].append((entry.step, entry.train_loss))
            points["epoch_train_accuracy"].append((entry.step, entry.train_accuracy))
            points["test_loss"].append((entry.step, entry.test_loss))
            points["test_accuracy"].append((entry.step, entry.test_accuracy))
            _log.info("epoch %d: test accuracy %.4f", entry.epoch, entry.test_accuracy)
    return {key: _curve(pairs) for key, pairs in points.items()}


def _curve(pairs: list[tuple[int, float]]) -> Curve:
    steps, values = (np.array(column) for column in zip(*pairs, strict=True))
    steps, values = thin((steps, values), points=POINTS)
    return Curve(
        steps=tuple(steps.tolist()),
        values=tuple(round(value, DIGITS) if math.isfinite(value) else None for value in values.tolist()),
    )


def _pictures(results: Results, dataset: Dataset) -> Any:
    """The wrongly named pictures `(N, 28, 28)` as uint8, in the order of `results.wrong`."""
    return dataset.test_images[[example.index for example in results.wrong]].numpy()


def _keep_small_weights(path: Path, trainer: Trainer) -> None:
    if sum(tensor.nbytes for tensor in trainer.model.state_dict().values()) <= LARGEST_WEIGHTS:
        export_weights(path, trainer.model)


def main() -> None:
    """Records the runs and the studies named on the command line."""
    parser = argparse.ArgumentParser(description="Record for the gallery, from real work on this machine.")
    known = (*RECORDED, *KINDS)
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(known)}; without, all that the gallery holds")
    parser.add_argument("--keep", action="store_true", help="keep measured answers to unchanged questions")
    arguments = parser.parse_args()
    chosen = arguments.names or [name for name in known if (GALLERY / name).is_dir()]
    if unknown := set(chosen) - set(known):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for name in chosen:
        if name in RECORDED:
            recording = record(name)
            _log.info("%s: %.1f s on %s", name, recording.seconds, recording.machine)
        else:
            measure(name, keep=arguments.keep)


if __name__ == "__main__":
    main()
