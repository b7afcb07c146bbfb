"""Looks at a network while it trains: what it says of a few test pictures, and how far its parts have moved."""

import base64
from collections import defaultdict
from pathlib import Path

import torch
from torch import Tensor, nn

from resnet_core import whole_files
from resnet_core.config import RunConfig
from resnet_core.data.files import CLASS_NAMES
from resnet_core.data.images import Batches, Dataset
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.training import moments
from resnet_core.training.evaluation import predict
from resnet_core.training.loop import Trainer
from resnet_core.training.moments import WHOLE, Garment, Moment, Watched

MOST_BYTES = 64_000_000
"""Of the first weights, which are kept in memory to compare with."""


class Watcher:
    """Looks at a trainer after some of its steps and keeps what it saw in a file."""

    def __init__(self, trainer: Trainer, dataset: Dataset, file: Path) -> None:
        self._trainer = trainer
        self._file = file
        chosen = _one_of_each(dataset.test_labels)
        self._pictures = Batches(_only(dataset, chosen), trainer.config, trainer.device.torch)
        self._first = _first_weights(trainer.config)
        before = moments.read(file)
        self._seen = Watched(
            garments=tuple(_garment(dataset, number) for number in chosen),
            parts=tuple(self._first),
            moments=() if before is None else tuple(seen for seen in before.moments if seen.step < trainer.step),
        )
        trainer.rests = moments.looks(trainer.total_steps)

    def look(self) -> bool:
        """Looks if this is one of the steps; whether the file has something new."""
        step = self._trainer.step
        if step not in self._trainer.rests or any(seen.step == step for seen in self._seen.moments):
            return False
        moment = Moment(step=step, shares=self._shares(), moved=self._moved())
        self._seen = self._seen.model_copy(update={"moments": (*self._seen.moments, moment)})
        whole_files.write(self._file, self._seen.model_dump_json().encode())  # a page may be reading
        return True

    def _shares(self) -> tuple[tuple[int, ...], ...]:
        logits = predict(self._trainer.model, self._pictures, bf16=self._trainer.bf16)
        shares = (logits.double().softmax(1) * WHOLE).round().long()
        return tuple(tuple(row) for row in shares.tolist())

    def _moved(self) -> tuple[float, ...]:
        now = _by_part(self._trainer.model) if self._first else {}
        return tuple(
            float(f"{(now[part] - first).norm().item() / max(first.norm().item(), 1e-12):.3g}")
            for part, first in self._first.items()
        )


def _one_of_each(labels: Tensor) -> list[int]:
    """The first picture of every class that there is."""
    known = labels.tolist()
    return [known.index(label) for label in range(len(CLASS_NAMES)) if label in known]


def _only(dataset: Dataset, chosen: list[int]) -> Dataset:
    few = slice(2)  # training pictures are not asked for
    return Dataset(
        name=dataset.name,
        train_images=dataset.train_images[few],
        train_labels=dataset.train_labels[few],
        test_images=dataset.test_images[chosen],
        test_labels=dataset.test_labels[chosen],
    )


def _garment(dataset: Dataset, number: int) -> Garment:
    pixels = base64.b64encode(dataset.test_images[number].numpy().tobytes()).decode()
    return Garment(number=number, label=int(dataset.test_labels[number]), pixels=pixels)


def _first_weights(config: RunConfig) -> dict[str, Tensor]:
    """By part what the network starts from; empty where that is too large to be kept."""
    network = build(network_plan(config.network), seed=config.training.seed)
    size = sum(weight.nbytes for weight in network.parameters())
    return _by_part(network) if size <= MOST_BYTES else {}


@torch.no_grad()
def _by_part(network: nn.Module) -> dict[str, Tensor]:
    """All weights of the stem, of each block and of the head as one row, on the CPU."""
    rows: dict[str, list[Tensor]] = defaultdict(list)
    for name, weight in network.named_parameters():
        words = name.split(".")
        part = ".".join(words[:2] if words[1].startswith("block") else words[:1])
        rows[part].append(weight.detach().cpu().float().flatten())
    return {part: torch.cat(weights) for part, weights in rows.items()}
