"""The chapter's names in one place: where it says `from d2l import torch as d2l`, say `from resnet_core import d2l`.

Every cell of "ResNet and ResNeXt" in Dive into Deep Learning 1.0.3 then runs as it is printed; the names and signatures
are the book's, the code is our own. Training is the chapter's plain loop, one device, a line an epoch. The lab's own is
`training.loop`.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, randn

from resnet_core.config import DataConfig
from resnet_core.data.files import CLASS_NAMES
from resnet_core.data.images import load
from resnet_core.models.chapter import Residual, ResNet, ResNet18, ResNeXtBlock, init_cnn
from resnet_core.models.classifier import Classifier, HyperParameters, Module, ProgressBoard, add_to_class
from resnet_core.settings import settings

__all__ = [
    "Classifier",
    "FashionMNIST",
    "HyperParameters",
    "Module",
    "ProgressBoard",
    "ResNeXtBlock",
    "ResNet",
    "ResNet18",
    "Residual",
    "Trainer",
    "add_to_class",
    "init_cnn",
    "randn",
]

Batch = Sequence[Tensor]


class Loader(Protocol):
    """Batches, as often as they are asked for."""

    def __iter__(self) -> Iterator[Batch]: ...

    def __len__(self) -> int: ...


class DataModule(Protocol):
    """What a `Trainer` asks of its data."""

    def train_dataloader(self) -> Loader:
        """The batches to train on."""

    def val_dataloader(self) -> Loader | None:
        """The batches to test with, if there are any."""


@dataclass(frozen=True, slots=True)
class _Pictures:
    """Batches of images (B, 1, H, W) from 0 to 1 and of labels (B,); in a new order each time where they train."""

    images: Tensor
    labels: Tensor
    batch_size: int
    resize: tuple[int, int]
    shuffled: bool

    def __len__(self) -> int:
        return math.ceil(len(self.images) / self.batch_size)

    def __iter__(self) -> Iterator[Batch]:
        order = torch.randperm(len(self.images)) if self.shuffled else torch.arange(len(self.images))
        for chosen in torch.split(order, self.batch_size):
            images = self.images[chosen].unsqueeze(1).float() / 255
            if images.shape[-2:] != self.resize:
                images = F.interpolate(images, size=self.resize, mode="bilinear", antialias=True)
            yield images, self.labels[chosen]


class FashionMNIST:
    """The data set of the chapter, from the lab's own files; DataError where they cannot be had."""

    def __init__(self, batch_size: int = 64, resize: tuple[int, int] = (28, 28)) -> None:
        self.batch_size, self.resize = batch_size, resize
        self._data = load(DataConfig(source="fashion-mnist"), settings().data_dir)

    def text_labels(self, indices: Sequence[int]) -> list[str]:
        """The names of classes."""
        return [CLASS_NAMES[int(index)] for index in indices]

    def get_dataloader(self, train: bool) -> Loader:
        """Batches of the 60,000 images to train on, or of the 10,000 to test with."""
        data = self._data
        images, labels = (data.train_images, data.train_labels) if train else (data.test_images, data.test_labels)
        return _Pictures(images, labels, self.batch_size, self.resize, shuffled=train)

    def train_dataloader(self) -> Loader:
        """The images to train on, in a new order each time."""
        return self.get_dataloader(train=True)

    def val_dataloader(self) -> Loader:
        """The images to test with."""
        return self.get_dataloader(train=False)


class Trainer:
    """Trains a `Module` for some epochs and prints a line after each; the curves are then in `model.board.data`.

    With `num_gpus=1` it uses a GPU where there is one, and the processor where there is none.
    """

    model: Module
    optim: torch.optim.Optimizer

    def __init__(self, max_epochs: int, num_gpus: int = 0, gradient_clip_val: float = 0) -> None:
        self.max_epochs, self.gradient_clip_val = max_epochs, gradient_clip_val
        self.gpus = [torch.device("cuda", number) for number in range(min(num_gpus, torch.cuda.device_count()))]
        self.epoch = self.train_batch_idx = self.val_batch_idx = 0

    def fit(self, model: Module, data: DataModule) -> None:
        """Trains `model` on `data` from the first epoch to the last."""
        self.prepare_data(data)
        self.prepare_model(model)
        self.optim = model.configure_optimizers()
        self.train_batch_idx = self.val_batch_idx = 0
        for epoch in range(self.max_epochs):
            self.epoch = epoch
            self.fit_epoch()
            self._tell()

    def prepare_data(self, data: DataModule) -> None:
        """Asks for the batches."""
        self.train_dataloader, self.val_dataloader = data.train_dataloader(), data.val_dataloader()
        self.num_train_batches = len(self.train_dataloader)
        self.num_val_batches = 0 if self.val_dataloader is None else len(self.val_dataloader)

    def prepare_model(self, model: Module) -> None:
        """Makes itself known to the model, and moves it to its device."""
        model.trainer = self
        model.board.xlim = [0, self.max_epochs]
        self.model = model.to(self.gpus[0]) if self.gpus else model

    def prepare_batch(self, batch: Batch) -> Batch:
        """The batch on the device of the model."""
        return [values.to(self.gpus[0]) for values in batch] if self.gpus else batch

    def fit_epoch(self) -> None:
        """One pass over the batches to train on, and one over those to test with."""
        self.model.train()
        for batch in self.train_dataloader:
            loss = self.model.training_step(self.prepare_batch(batch))
            self.optim.zero_grad()
            torch.autograd.backward(loss)
            if self.gradient_clip_val > 0:
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.gradient_clip_val)
            self.optim.step()
            self.train_batch_idx += 1
        if self.val_dataloader is None:
            return
        self.model.eval()
        for batch in self.val_dataloader:
            with torch.no_grad():
                self.model.validation_step(self.prepare_batch(batch))
            self.val_batch_idx += 1

    def _tell(self) -> None:
        latest = ", ".join(f"{label} {points[-1].y:.3f}" for label, points in self.model.board.data.items())
        print(f"epoch {self.epoch + 1} of {self.max_epochs}: {latest}")  # noqa: T201 - in place of the chapter's figure
