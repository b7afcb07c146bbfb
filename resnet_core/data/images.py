"""The images as tensors, and batches made from them on the training device.

The whole set lives on the device as uint8 (47 MB); each batch is gathered, shifted, flipped, normalised and resized
there. Every random choice comes from a generator seeded by (seed, purpose, epoch or step), never from the one before:
a run cut anywhere goes on with the same images in the same order.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from resnet_core.config import DataConfig, DataName, RunConfig
from resnet_core.data import files, sketches
from resnet_core.errors import DataError

Batch = tuple[Tensor, Tensor]
MAX_SHIFT = 2
"""Pixels of 28 by which augmentation moves an image, each way."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Images `(N, 28, 28)` as uint8 and class numbers `(N,)` as int64."""

    name: DataName
    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor
    note: str = ""
    """Why these are sketches, when Fashion-MNIST was wanted first."""


def load(config: DataConfig, directory: Path, on_progress: files.OnProgress | None = None) -> Dataset:
    """The first images of both splits, as many as `config` asks for.

    With `auto`, sketches stand in when the files are not in `directory` and cannot be fetched; with `fashion-mnist`
    that is a DataError. Damaged files are fetched again and never read.
    """
    if config.source == "sketches":
        return _sketches(config)
    try:
        if files.status(directory).state != "ready":
            files.fetch(directory, on_progress)
        return _fashion_mnist(config, directory)
    except DataError as error:
        if config.source == "auto":
            return _sketches(config, note=str(error))
        raise DataError("or-sketches", reason=error.message) from error


def checksum(dataset: Dataset) -> str:
    """SHA-256 over all images and labels: the same for equal sets, wherever they came from."""
    total = hashlib.sha256()
    for tensor in (dataset.train_images, dataset.train_labels, dataset.test_images, dataset.test_labels):
        total.update(str(tuple(tensor.shape)).encode())
        total.update(tensor.contiguous().numpy().data)
    return total.hexdigest()


class Batches:
    """Batches of a run: `train` in the order of each epoch, `test` in the order of the files.

    The last batch of an epoch is as short as what is left; a single image left over joins the batch before it, since
    batch normalisation cannot train on one.
    """

    def __init__(self, dataset: Dataset, config: RunConfig, device: torch.device) -> None:
        self._seed = config.training.seed
        self._augment = config.data.augment
        self._size = config.network.input_size
        self._channels = config.network.input_channels
        self._device = device
        self._images, self._labels = dataset.train_images.to(device), dataset.train_labels.to(device)
        self._test_images, self._test_labels = dataset.test_images.to(device), dataset.test_labels.to(device)
        self._bounds = _bounds(len(self._images), config.training.batch_size)
        self._order: tuple[int, Tensor] | None = None

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the training images."""
        return len(self._bounds)

    @property
    def test_labels(self) -> Tensor:
        """Class numbers of the test images, on the device."""
        return self._test_labels

    def train(self, step: int) -> Batch:
        """Images `(B, C, size, size)` and labels `(B,)` of step `step`, counted from 1 over the whole run."""
        epoch, index = divmod(step - 1, self.steps_per_epoch)
        start, stop = self._bounds[index]
        chosen = self._epoch_order(epoch)[start:stop]
        images = self._images[chosen]
        if self._augment != "none":
            images = shift(images, generator(self._seed, "shift", step), flip=self._augment == "shift_flip")
        return self._finish(images), self._labels[chosen]

    def test(self) -> Iterator[Tensor]:
        """Test images in batches; smaller ones where the images are larger, to bound the memory."""
        most = 500 if self._device.type == "cpu" else 4000  # a GPU has nothing to do with fewer
        size = max(16, min(most, most * 28**2 // self._size**2))
        for images in torch.split(self._test_images, size):
            yield self._finish(images)

    def _epoch_order(self, epoch: int) -> Tensor:
        if self._order is None or self._order[0] != epoch:
            order = torch.randperm(len(self._images), generator=generator(self._seed, "order", epoch))
            self._order = (epoch, order.to(self._device))
        return self._order[1]

    def _finish(self, images: Tensor) -> Tensor:
        images = resize(normalise(images), self._size)
        return images.expand(-1, self._channels, -1, -1).contiguous()  # a network's weights decide on another layout


def generator(seed: int, purpose: str, number: int) -> torch.Generator:
    """A generator whose stream is fixed by its three names; on the CPU, so that every device draws the same."""
    digest = hashlib.blake2b(f"{seed} {purpose} {number}".encode(), digest_size=8).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest, "little"))


def shift(images: Tensor, source: torch.Generator, *, flip: bool) -> Tensor:
    """Images `(B, H, W)`, each moved by up to 2 pixels each way over black; with `flip`, half of them mirrored."""
    count, height, width = images.shape
    offsets = torch.randint(0, 2 * MAX_SHIFT + 1, (2, count, 1), generator=source)
    mirrored = torch.rand(count, 1, generator=source) < 0.5 if flip else torch.zeros(count, 1, dtype=torch.bool)
    across = torch.arange(width)
    rows = torch.arange(height) + offsets[0]
    columns = torch.where(mirrored, across.flip(0), across) + offsets[1]
    rows, columns = rows.to(images.device), columns.to(images.device)
    padded = F.pad(images, (MAX_SHIFT,) * 4)
    which = torch.arange(count, device=images.device)[:, None, None]
    return padded[which, rows[:, :, None], columns[:, None, :]]


def normalise(images: Tensor) -> Tensor:
    """uint8 `(B, H, W)` as float32 `(B, 1, H, W)` of mean 0 and deviation 1 over Fashion-MNIST."""
    return images.unsqueeze(1).float().sub_(255 * files.MEAN).mul_(1 / (255 * files.STD))


def resize(images: Tensor, size: int) -> Tensor:
    """`(B, C, H, H)` as `(B, C, size, size)`: means of whole blocks where `size` divides H, bilinear otherwise."""
    height = images.shape[-1]
    if size == height:
        return images
    if height % size == 0:
        return F.avg_pool2d(images, height // size)
    return F.interpolate(images, size=(size, size), mode="bilinear", antialias=size < height)


def _bounds(count: int, batch_size: int) -> list[tuple[int, int]]:
    starts = list(range(0, count, batch_size))
    if len(starts) > 1 and count - starts[-1] == 1:
        starts.pop()
    return list(zip(starts, [*starts[1:], count], strict=True))


def _fashion_mnist(config: DataConfig, directory: Path) -> Dataset:
    train, test = slice(config.train_images), slice(config.test_images)
    return Dataset(
        "fashion-mnist",
        _tensor(files.read_images(directory, "train")[train]),
        _tensor(files.read_labels(directory, "train")[train]).long(),
        _tensor(files.read_images(directory, "test")[test]),
        _tensor(files.read_labels(directory, "test")[test]).long(),
    )


def _sketches(config: DataConfig, *, note: str = "") -> Dataset:
    train_images, train_labels = sketches.draw(config.train_images, split="train")
    test_images, test_labels = sketches.draw(config.test_images, split="test")
    return Dataset(
        "sketches",
        _tensor(train_images),
        _tensor(train_labels).long(),
        _tensor(test_images),
        _tensor(test_labels).long(),
        note,
    )


def _tensor(array: files.Images) -> Tensor:
    """A copy: the array may be a read-only view of the file's bytes."""
    return torch.from_numpy(np.array(array))
