"""Batches: every image once an epoch, in an order that follows from the seed, varied as asked and no other way."""

from itertools import chain
from pathlib import Path

import pytest
import torch
from torch import Tensor
from torchvision.transforms import v2

from resnet_core.config import DataConfig, NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.data import files, images
from resnet_core.data.images import Batches, Dataset
from resnet_core.errors import DataError
from tests.refusals import refused

CPU = torch.device("cpu")


def dataset(train: int, test: int = 10) -> Dataset:
    """Images that carry their own number in their first row; labels are the last digit of it."""
    pixels = torch.zeros(train, 28, 28, dtype=torch.uint8)
    numbers = torch.arange(train)
    pixels[:, 13, 13], pixels[:, 13, 14] = numbers // 256, numbers % 256
    return Dataset("sketches", pixels, numbers % 10, pixels[:test].clone(), numbers[:test] % 10)


def config(
    *, batch_size: int = 4, size: int = 28, channels: int = 1, augment: str = "none", seed: int = 0
) -> RunConfig:
    return RunConfig(
        network=NetworkConfig(input_size=size, input_channels=channels, stages=(StageConfig(blocks=1, channels=4),)),
        data=DataConfig.model_validate({"source": "sketches", "augment": augment}),
        training=TrainingConfig(batch_size=batch_size, seed=seed),
    )


def numbers(batch: Tensor) -> list[int]:
    """The numbers that `dataset` wrote into its images, from normalised ones."""
    pixels = (batch * files.STD + files.MEAN).mul(255).round().long()
    return (pixels[:, 0, 13, 13] * 256 + pixels[:, 0, 13, 14]).tolist()


def epoch(batches: Batches, number: int) -> list[list[int]]:
    first = number * batches.steps_per_epoch + 1
    return [numbers(batches.train(step)[0]) for step in range(first, first + batches.steps_per_epoch)]


@pytest.mark.parametrize(("count", "sizes"), [(12, [4, 4, 4]), (14, [4, 4, 4, 2]), (13, [4, 4, 5]), (5, [5]), (3, [3])])
def test_the_last_batch_is_short_and_a_single_image_joins_the_one_before(count: int, sizes: list[int]):
    batches = Batches(dataset(count, test=1), config(), CPU)
    assert [len(batch) for batch in epoch(batches, 0)] == sizes


def test_every_epoch_shows_each_image_once_in_an_order_of_its_own():
    batches = Batches(dataset(300), config(batch_size=64), CPU)
    orders = [list(chain(*epoch(batches, number))) for number in range(3)]
    assert [sorted(order) for order in orders] == [list(range(300))] * 3
    assert orders[0] != orders[1] != orders[2] != list(range(300))


def test_labels_stay_with_their_images():
    pixels, labels = Batches(dataset(300), config(batch_size=64), CPU).train(7)
    assert [number % 10 for number in numbers(pixels)] == labels.tolist()


@pytest.mark.parametrize("augment", ["none", "shift", "shift_flip"])
def test_a_batch_follows_from_seed_and_step_and_not_from_the_batches_before(augment: str):
    one, other = (Batches(dataset(100), config(augment=augment, seed=5), CPU) for _ in range(2))
    steps = [one.train(step)[0] for step in range(1, 60)]
    assert torch.equal(other.train(59)[0], steps[58])
    assert torch.equal(other.train(3)[0], steps[2])
    different = Batches(dataset(100), config(augment=augment, seed=6), CPU)
    assert not torch.equal(different.train(3)[0], steps[2])


def test_purposes_draw_apart_from_each_other():
    drawn = {
        tuple(torch.randint(10**6, (4,), generator=images.generator(*names)).tolist())
        for names in [(0, "order", 1), (0, "shift", 1), (1, "order", 0), (0, "order", 11), (1, "order", 1)]
    }
    assert len(drawn) == 5


def test_a_shift_is_torchvisions_crop_of_the_padded_image():
    source = torch.randint(0, 256, (200, 28, 28), dtype=torch.uint8)
    shifted = images.shift(source, torch.Generator().manual_seed(0), flip=False)
    padded = v2.functional.pad(source, [images.MAX_SHIFT] * 4)
    found = []
    for before, after in zip(padded, shifted, strict=True):
        crops = {(y, x): v2.functional.crop(before[None], y, x, 28, 28)[0] for y in range(5) for x in range(5)}
        found += [place for place, crop in crops.items() if torch.equal(crop, after)]
    assert len(found) == 200
    assert len(set(found)) == 25


def test_flips_mirror_about_half_of_the_images_and_nothing_else_happens_to_them():
    source = torch.zeros(400, 28, 28, dtype=torch.uint8)
    source[:, 10:20, 4:10] = 255  # on the left, whatever the shift
    flipped = images.shift(source, torch.Generator().manual_seed(0), flip=True)
    on_the_right = flipped[:, :, 14:].flatten(1).any(1)
    assert flipped.flatten(1).sum(1).eq(source.flatten(1).sum(1)).all()
    assert 140 < on_the_right.sum() < 260


def test_normalised_images_are_torchvisions():
    source = torch.randint(0, 256, (5, 28, 28), dtype=torch.uint8)
    theirs = v2.functional.normalize(source[:, None].float() / 255, [files.MEAN], [files.STD])
    torch.testing.assert_close(images.normalise(source), theirs)


@pytest.mark.parametrize("size", [28, 14, 7, 20, 96, 45])
def test_resizing_agrees_with_torchvisions_and_keeps_the_mean(size: int):
    source = images.normalise(torch.randint(0, 256, (3, 28, 28), dtype=torch.uint8))
    resized = images.resize(source, size)
    assert resized.shape == (3, 1, size, size)
    torch.testing.assert_close(resized.mean(), source.mean(), atol=0.02, rtol=0)
    if 28 % size:
        theirs = v2.functional.resize(source, [size, size], antialias=True)
        torch.testing.assert_close(resized, theirs, atol=1e-5, rtol=1e-5)


def test_halving_takes_the_mean_of_four_pixels():
    source = torch.arange(16.0).reshape(1, 1, 4, 4)
    assert images.resize(source, 2).flatten().tolist() == [2.5, 4.5, 10.5, 12.5]


def test_three_channels_repeat_the_grey():
    batch, _labels = Batches(dataset(20), config(channels=3, size=96), CPU).train(1)
    assert batch.shape == (4, 3, 96, 96)
    assert torch.equal(batch[:, 0], batch[:, 1])
    assert torch.equal(batch[:, 0], batch[:, 2])


def test_test_images_come_once_in_the_order_of_the_files_and_are_never_varied():
    batches = Batches(dataset(900, test=700), config(augment="shift_flip"), CPU)
    assert list(chain(*map(numbers, batches.test()))) == list(range(700))


def test_larger_images_come_in_smaller_test_batches():
    sizes = [len(next(Batches(dataset(900, test=700), config(size=size), CPU).test())) for size in (28, 96, 224)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2]


def test_sketches_are_called_sketches(tmp_path: Path):
    loaded = images.load(DataConfig(source="sketches", train_images=30, test_images=20), tmp_path)
    assert (loaded.name, loaded.note) == ("sketches", "")
    assert (len(loaded.train_images), len(loaded.test_labels)) == (30, 20)
    assert list(tmp_path.iterdir()) == []


def test_the_first_images_of_the_real_files_are_loaded(fashion_mnist: Path):
    loaded = images.load(DataConfig(train_images=50, test_images=40), fashion_mnist)
    assert loaded.name == "fashion-mnist"
    assert loaded.train_labels.dtype == torch.int64
    assert loaded.train_images.tolist() == files.read_images(fashion_mnist, "train")[:50].tolist()
    assert loaded.test_labels.tolist() == files.read_labels(fashion_mnist, "test")[:40].tolist()


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(directory: Path, on_progress: object = None) -> None:
        raise DataError("the files could not be fetched; connect to the network")

    monkeypatch.setattr(files, "fetch", fetch)


@pytest.mark.usefixtures("unreachable")
def test_without_files_and_network_auto_draws_sketches_and_says_why(tmp_path: Path):
    loaded = images.load(DataConfig(train_images=30, test_images=20), tmp_path)
    assert loaded.name == "sketches"
    assert "could not be fetched" in loaded.note


@pytest.mark.usefixtures("unreachable")
def test_without_files_and_network_fashion_mnist_is_refused_with_a_way_out(tmp_path: Path):
    with refused("or-sketches"):
        images.load(DataConfig(source="fashion-mnist"), tmp_path)


@pytest.mark.usefixtures("unreachable")
def test_a_damaged_file_is_never_trained_on(tmp_path: Path, fashion_mnist: Path):
    for name in files.MD5:
        (tmp_path / name).symlink_to(fashion_mnist / name)
    damaged = tmp_path / "t10k-labels-idx1-ubyte.gz"
    content = damaged.read_bytes()
    damaged.unlink()
    damaged.write_bytes(content + b"\0")
    assert images.load(DataConfig(train_images=10, test_images=10), tmp_path).name == "sketches"
