"""What is seen of a network while it trains changes nothing, and is what a test of the same weights would say."""

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from resnet_core.data.images import Dataset
from resnet_core.training import moments
from resnet_core.training.evaluation import predict
from resnet_core.training.loop import Trainer
from resnet_core.training.moments import WHOLE, Watched
from resnet_core.training.watching import Watcher


def watch(trainer: Trainer, sketches: Dataset, file: Path) -> Watched:
    """Trains to the end, looking on."""
    watcher = Watcher(trainer, sketches, file)
    watcher.look()
    for _record in trainer.records():
        watcher.look()
    seen = moments.read(file)
    assert seen is not None
    return seen


def test_a_watched_training_is_the_same_training(trainer_of: Any, sketches: Dataset, tmp_path: Path):
    watched, alone = trainer_of(), trainer_of()
    watch(watched, sketches, tmp_path / moments.FILE)
    list(alone.records())
    for one, other in zip(watched.model.parameters(), alone.model.parameters(), strict=True):
        assert torch.equal(one, other)


def test_the_last_look_says_what_the_test_says(trainer_of: Any, sketches: Dataset, tmp_path: Path):
    trainer = trainer_of()
    seen = watch(trainer, sketches, tmp_path / moments.FILE)
    assert {moment.step for moment in seen.moments} == moments.looks(trainer.total_steps)
    expected = WHOLE * predict(trainer.model, trainer.batches).softmax(1)
    for garment, shares in zip(seen.garments, seen.moments[-1].shares, strict=True):
        assert shares == pytest.approx(expected[garment.number].tolist(), abs=0.6)
        pixels = np.frombuffer(base64.b64decode(garment.pixels), np.uint8).reshape(28, 28)
        assert np.array_equal(pixels, sketches.test_images[garment.number].numpy())
        assert garment.label == sketches.test_labels[garment.number]


def test_parts_start_unmoved_and_then_move(trainer_of: Any, sketches: Dataset, tmp_path: Path):
    seen = watch(trainer_of(), sketches, tmp_path / moments.FILE)
    assert seen.parts == ("stem", "stage1.block1", "stage2.block1", "head")
    assert set(seen.moments[0].moved) == {0.0}
    assert min(seen.moments[-1].moved) > 0


def test_a_run_that_goes_on_keeps_what_was_seen_before(trainer_of: Any, sketches: Dataset, tmp_path: Path):
    file = tmp_path / moments.FILE
    watch(trainer_of(epochs=1), sketches, file)
    later = trainer_of(epochs=1)
    later.step = later.total_steps
    Watcher(later, sketches, file).look()
    seen = moments.read(file)
    assert seen is not None
    assert [moment.step for moment in seen.moments] == sorted(moments.looks(later.total_steps))


def test_a_file_that_is_not_whole_is_none(tmp_path: Path):
    file = tmp_path / moments.FILE
    file.write_text('{"garments": [')
    assert moments.read(file) is None
    assert moments.read(None) is None
