"""Records presets and grown nets for the gallery: `make record`, or `python -m resnet_core.jobs.record quick growth`.

Trains on real data on this machine and writes what happened, with its provenance, into `gallery/<name>/`. A recording
is never edited by hand; record it again instead.
"""

import argparse
import datetime
import logging
import math
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from resnet_core.analysis.curves import thin
from resnet_core.config import GrowthConfig
from resnet_core.data.images import Dataset, load
from resnet_core.experiments import growth
from resnet_core.gallery import GALLERY, Curve, GrowthRecording, Recording, names
from resnet_core.presets import PRESETS
from resnet_core.settings import settings
from resnet_core.training.checkpoints import export_weights
from resnet_core.training.devices import Device, choose
from resnet_core.training.evaluation import Results
from resnet_core.training.loop import StepRecord, Trainer

POINTS = 500
DIGITS = 4
SEEDS = (0, 1, 2)
GROWTH = GrowthConfig(source="fashion-mnist", seed=SEEDS[0])
LARGEST_WEIGHTS = 1_000_000
"""Bytes of weights that a repository may carry for one recording."""

_log = logging.getLogger(__name__)


def record(name: str, gallery: Path = GALLERY) -> Recording:
    """The recording of a preset, made now and written to `gallery`; DataError without Fashion-MNIST."""
    config = PRESETS[name]
    data = config.data.model_copy(update={"source": "fashion-mnist"})
    dataset = load(data, settings().data_dir)
    device = _device()
    trainer = Trainer(config, dataset, device)
    started = time.perf_counter()
    curves = _curves(trainer)
    seconds = time.perf_counter() - started
    results = trainer.results()
    recording = Recording(
        name=name,
        config=config,
        machine=device.name,
        device=device.description,
        torch=torch.__version__,
        recorded=datetime.datetime.now(datetime.UTC).date(),
        seconds=round(seconds, 1),
        seed=config.training.seed,
        data=dataset.name,
        curves=curves,
        results=results.as_json(),
    )
    folder = gallery / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(recording.model_dump_json() + "\n", encoding="utf-8")
    np.save(folder / "wrong_images.npy", _pictures(results, dataset))
    _keep_small_weights(folder, trainer)
    return recording


def record_growth(gallery: Path = GALLERY, *, config: GrowthConfig = GROWTH) -> GrowthRecording:
    """The grown nets with every seed of `SEEDS`, made now and written to `gallery`; DataError without Fashion-MNIST."""
    dataset = load(config.data, settings().data_dir)
    device = _device()
    started = time.perf_counter()
    growths = tuple(growth.grow(config.model_copy(update={"seed": seed}), dataset, device) for seed in SEEDS)
    recording = GrowthRecording(
        config=config,
        machine=device.name,
        device=device.description,
        torch=torch.__version__,
        recorded=datetime.datetime.now(datetime.UTC).date(),
        seconds=round(time.perf_counter() - started, 1),
        growths=growths,
    )
    folder = gallery / "growth"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "growth.json").write_text(recording.model_dump_json() + "\n", encoding="utf-8")
    return recording


def _device() -> Device:
    """The device that recordings are made on, with as many threads as the settings ask for."""
    if settings().threads:
        torch.set_num_threads(settings().threads)
    return choose(settings().device)


def _curves(trainer: Trainer) -> dict[str, Curve]:
    """Trains to the end; every metric in at most `POINTS` points."""
    points: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for entry in trainer.records():
        if isinstance(entry, StepRecord):
            points["train_loss"].append((entry.step, entry.loss))
            points["train_accuracy"].append((entry.step, entry.accuracy))
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


def _keep_small_weights(folder: Path, trainer: Trainer) -> None:
    if sum(tensor.nbytes for tensor in trainer.model.state_dict().values()) <= LARGEST_WEIGHTS:
        export_weights(folder / "weights.safetensors", trainer.model)


def main() -> None:
    """Records the presets named on the command line."""
    parser = argparse.ArgumentParser(description="Record presets for the gallery, from real training on this machine.")
    known = {*PRESETS, "growth"}
    parser.add_argument(
        "names", nargs="*", help=f"some of {', '.join(sorted(known))}; without, all that the gallery holds"
    )
    chosen = parser.parse_args().names or [*names(), "growth"]
    if unknown := set(chosen) - known:
        parser.error(f"no preset is called {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for name in chosen:
        recording = record_growth() if name == "growth" else record(name)
        _log.info("%s: %.1f s on %s", name, recording.seconds, recording.machine)


if __name__ == "__main__":
    main()
