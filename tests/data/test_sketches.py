"""Sketches: the same for ever, even, of every class, and something a network can learn from."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from resnet_core.data import sketches


def test_the_same_seed_draws_the_same_and_another_does_not():
    first, again, other = (sketches.draw(50, split="train", seed=seed)[0] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any(axis=(1, 2)).all()


def test_the_splits_share_no_image():
    train, test = (sketches.draw(1000, split=split)[0] for split in ("train", "test"))
    assert not {image.tobytes() for image in train} & {image.tobytes() for image in test}


@pytest.mark.parametrize("count", [10, 1000, 1001])
def test_the_first_images_do_not_depend_on_how_many_are_drawn(count: int):
    images, labels = sketches.draw(count, split="test")
    more_images, more_labels = sketches.draw(2500, split="test")
    np.testing.assert_array_equal(images, more_images[:count])
    np.testing.assert_array_equal(labels, more_labels[:count])


def test_images_are_uint8_of_28_pixels_and_classes_are_even():
    images, labels = sketches.draw(3000, split="train")
    assert images.shape == (3000, 28, 28)
    assert images.dtype == labels.dtype == np.uint8
    assert np.bincount(labels).tolist() == [300] * 10


def test_every_image_shows_something_on_black():
    images, _labels = sketches.draw(2000, split="train")
    drawn = (images > 40).mean(axis=(1, 2))
    assert drawn.min() > 0.04
    assert drawn.max() < 0.8
    assert len(np.unique(images, axis=0)) == 2000


def test_a_linear_reader_learns_much_but_not_all():
    """Harder than guessing by far, and not a matter of adding up a few pixels."""
    images, labels = sketches.draw(4000, split="train")
    test_images, test_labels = sketches.draw(1000, split="test")
    x, y = (torch.from_numpy(images).flatten(1) / 255, torch.from_numpy(labels).long())
    weights = torch.linalg.lstsq(torch.cat((x, torch.ones(len(x), 1)), 1), F.one_hot(y, 10).float()).solution
    tested = torch.cat((torch.from_numpy(test_images).flatten(1) / 255, torch.ones(1000, 1)), 1) @ weights
    accuracy = (tested.argmax(1) == torch.from_numpy(test_labels)).float().mean()
    assert 0.4 < accuracy < 0.95
